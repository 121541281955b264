import Groups
import Storage
import StoreTransactions
import Wire

/// A conversation's rows while a transaction works on it.
struct OpenConversation {
    var group: GroupTable.Row
    /// `nil` in the group itself.
    var topic: Topic?
    /// The number up to which an import has marked all messages as read for everybody.
    var readFloor: Int64

    /// The number that the next message gets.
    var nextMsgSeq: Int64 { topic?.nextMsgSeq ?? group.profile.nextMsgSeq }

    /// ``UnixTime/never`` before the first message.
    var lastMsgTime: UnixTime { topic?.lastMsgTime ?? group.profile.lastMsgTime }

    /// Gives the next message its number.
    ///
    /// - Throws: ``SequenceExhausted``.
    mutating func takeSeq() throws -> Int64 {
        let seq = nextMsgSeq
        guard seq <= Int64(UInt32.max) else {
            throw SequenceExhausted()
        }
        if topic == nil {
            group.profile.nextMsgSeq += 1
        } else {
            topic?.nextMsgSeq += 1
        }
        return seq
    }

    mutating func setLastMsgTime(_ time: UnixTime) {
        if topic == nil {
            group.profile.lastMsgTime = time
        } else {
            topic?.lastMsgTime = time
        }
    }
}

/// A conversation has had all messages that the protocol's numbers allow.
struct SequenceExhausted: Error, CustomStringConvertible {
    var description: String { "the conversation has had \(UInt32.max) messages, which is the most that it can have" }
}

extension AppTables {
    /// Finds the rows of a conversation.
    ///
    /// - Throws: as ``MessageStore`` says, an `APIError`.
    func open(_ conversation: Conversation) throws -> OpenConversation {
        let group = try groups.require(conversation.group)
        guard let id = conversation.topic else {
            guard !group.profile.supportsTopics else {
                throw APIError.topicRequired
            }
            return OpenConversation(group: group, topic: nil, readFloor: group.readFloor)
        }
        guard group.profile.supportsTopics else {
            throw APIError.noTopics
        }
        guard let topic = try topics.find(id, of: group.number) else {
            throw APIError.noSuchTopic
        }
        return OpenConversation(group: group, topic: topic, readFloor: try topics.readFloor(of: id, in: group.number))
    }

    /// Writes what messages have moved of a conversation.
    func save(_ conversation: OpenConversation) throws {
        guard let topic = conversation.topic else {
            var row = conversation.group
            row.readFloor = conversation.readFloor
            if !row.profile.isActivated {
                try members.activate(row.number)
            }
            return try groups.recordMessages(in: row)
        }
        try topics.recordMessages(in: topic, of: conversation.group.number, readFloor: conversation.readFloor)
        // a member's row may show the message too
        try groups.touch(conversation.group.number)
    }
}

/// Which messages of a stream are still kept.
///
/// It decides before the trimming has removed anything.
struct Kept {
    private let nextSeq: Int64
    private let oldestSeq: Int64
    private let expiry: UnixTime

    init(_ conversation: OpenConversation, limits: MessageLimits, at now: UnixTime) {
        nextSeq = conversation.nextMsgSeq
        oldestSeq = limits.oldestSeqByCount(nextSeq: nextSeq)
        expiry =
            conversation.group.profile.type.keepsHistory
            ? limits.expiry(at: now) : UnixTime(seconds: now.seconds - limits.roomRecallWindow - 1)
    }

    /// Whether a number has been given to a message.
    func wasGiven(_ seq: Int64) -> Bool {
        (1..<nextSeq).contains(seq)
    }

    /// Whether a message that is there is kept.
    func keeps(_ seq: Int64, sentAt time: UnixTime) -> Bool {
        seq >= oldestSeq && time > expiry
    }
}
