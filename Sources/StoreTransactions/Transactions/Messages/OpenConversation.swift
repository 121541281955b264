import Groups
import Storage
import Wire

/// A conversation's rows while a transaction works on them.
struct OpenConversation {
    private(set) var group: GroupRow
    /// `nil` in the group itself.
    private(set) var topic: TopicRow?

    init(group: GroupRow, topic: TopicRow? = nil) {
        self.group = group
        self.topic = topic
    }

    /// The key of the conversation's stream.
    var streamKey: StreamKey { StreamKey(group: group.number, topic: topic?.topic.id) }

    /// Whether messages stay in the history.
    var keepsHistory: Bool { group.profile.type.keepsHistory }

    /// The number that the next message gets.
    var nextMsgSeq: Int64 { topic?.topic.nextMsgSeq ?? group.profile.nextMsgSeq }

    /// ``UnixTime/never`` before the first message.
    var lastMsgTime: UnixTime { topic?.topic.lastMsgTime ?? group.profile.lastMsgTime }

    /// The number up to which an import has marked all messages as read for everybody.
    var readFloor: Int64 { topic?.readFloor ?? group.readFloor }

    /// Gives a message its number, and takes its time as the last one.
    ///
    /// - Throws: ``SequenceExhausted``.
    mutating func takeSeq(at time: UnixTime) throws -> Int64 {
        let seq = nextMsgSeq
        guard seq <= Int64(UInt32.max) else {
            throw SequenceExhausted()
        }
        if topic == nil {
            group.profile.nextMsgSeq += 1
            group.profile.lastMsgTime = time
        } else {
            topic?.topic.nextMsgSeq += 1
            topic?.topic.lastMsgTime = time
        }
        return seq
    }

    /// Counts all messages as read by everybody.
    mutating func readEverything() {
        let newest = nextMsgSeq - 1
        if topic == nil {
            group.readFloor = newest
        } else {
            topic?.readFloor = newest
        }
    }
}

/// A conversation has had all messages that the protocol's numbers allow.
struct SequenceExhausted: Error, CustomStringConvertible {
    var description: String { "the conversation has had \(UInt32.max) messages, which is the most that it can have" }
}

extension UnitOfWork {
    /// Says that the stream of a conversation will be asked for, and the number of a new one where there is none.
    func prefetchStream(of place: Conversation, in group: GroupNumber) {
        streams.prefetch(StreamKey(group: group, topic: place.topic))
        if streamNumbers.isKnown(place), streamNumbers.known(place) == nil {
            prefetchNumber(of: .streams)
        }
    }

    /// Says which messages of a conversation will be asked for, so that they come together with its rows where its stream
    /// is known.
    func prefetchMessages(_ seqs: [Int64], in place: Conversation) throws {
        streamNumbers.prefetch(place)
        if let stream = streamNumbers.known(place) {
            try messages.prefetch(seqs.map { MessageKey(stream: stream, seq: $0) })
        }
    }

    /// Finds the rows of a conversation, and says that a topic's stream will be asked for.
    ///
    /// - Throws: as ``MessageStore`` says, an `APIError`.
    func open(_ conversation: Conversation) throws -> OpenConversation {
        let group = try require(conversation.group)
        guard let id = conversation.topic else {
            guard !group.profile.supportsTopics else {
                throw APIError.topicRequired
            }
            return OpenConversation(group: group)
        }
        guard group.profile.supportsTopics else {
            throw APIError.noTopics
        }
        streams.prefetch(StreamKey(group: group.number, topic: id))
        guard let topic = try topics.find(TopicKey(group: group.number, topic: id)) else {
            throw APIError.noSuchTopic
        }
        return OpenConversation(group: group, topic: topic)
    }

    /// Changes a conversation's rows to what messages have made of them.
    ///
    /// A message in a topic moves the group's version too, for a member's row may show it. A first message in the group
    /// itself activates the group.
    ///
    /// - Parameter body: changes what else hangs on the group.
    func save(
        _ conversation: OpenConversation, in scope: StoreScope,
        _ body: (borrowing GroupChange) throws -> Void = { _ in }
    ) throws {
        try change(conversation.group.profile.id) { change in
            if let topic = conversation.topic {
                topics.set(topic, for: TopicKey(group: change.number, topic: topic.topic.id), in: change)
            } else {
                if !conversation.group.profile.isActivated {
                    try record(.activateGroup(change.number))
                }
                change.row.profile.nextMsgSeq = conversation.group.profile.nextMsgSeq
                change.row.profile.lastMsgTime = conversation.group.profile.lastMsgTime
                change.row.profile.isActivated = true
                change.row.readFloor = conversation.group.readFloor
            }
            try body(change)
        }
        if conversation.topic == nil, !conversation.group.profile.isActivated {
            tell(.activated, in: conversation.group.profile, scope)
        }
    }
}
