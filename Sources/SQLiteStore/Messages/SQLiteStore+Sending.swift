package import Groups
package import Storage
import Wire

extension SQLiteStore {
    package func sendMessage(
        _ message: MessageDraft, to conversation: Conversation, in scope: StoreScope,
        isThrottled: @escaping @Sendable () -> Bool
    ) async throws(StoreError) -> SentMessage {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            var conversation = try tables.open(conversation)
            let group = conversation.group
            try tables.accounts.require([message.sender], policy: scope.accounts, at: scope.now)
            try message.check(in: group.profile, limits: scope.messages)
            if let receivers = message.receivers {
                guard try !tables.members.members(of: group.number, among: receivers).isEmpty else {
                    throw APIError.noReceivers
                }
            }
            let speaker = try tables.members.speaker(message.sender, of: group.number, floor: group.readFloor)
            try tables.checkMutes(of: message, speaker, in: conversation, at: scope.now)
            let stream = try tables.streams.findOrInsert(
                conversation.topic?.id, of: group.number, isRoom: !group.profile.type.keepsHistory)
            let key = RecentSendTable.Key(stream: stream.number, random: message.random, digest: message.digest)
            if let first = try tables.first(of: key, message, limits: scope.messages, at: scope.now) {
                let isRecalled = try tables.messages.state(of: first.seq, in: stream.number)?.flags.contains(.recalled)
                return SentMessage(
                    seq: first.seq, time: first.time, outcome: isRecalled == true ? .duplicateOfRecalled : .duplicate)
            }
            guard !isThrottled() else {
                return SentMessage(seq: 0, time: scope.now, outcome: .dropped)
            }
            // in an AVChatRoom the flag has no meaning
            let takesNumber = !message.isOnlineOnly || !group.profile.type.keepsHistory
            // calls may overtake each other on their way here; times do not go back as numbers go up
            let time = takesNumber ? max(scope.now, conversation.lastMsgTime) : scope.now
            let seq = takesNumber ? try tables.keep(message, from: speaker, in: &conversation, stream, at: time) : 0
            if !message.isRandomMade {
                try tables.recentSends.insert(
                    key, seq: seq, time: time, window: scope.messages.duplicateWindow, at: scope.now)
            }
            return SentMessage(seq: seq, time: time)
        }
    }

    package func broadcastMessage(
        _ message: MessageDraft, in scope: StoreScope, isThrottled: @escaping @Sendable () -> Bool
    ) async throws(StoreError) -> SentMessage {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            try tables.accounts.require([message.sender], policy: scope.accounts, at: scope.now)
            try message.content.check(limits: scope.messages)
            let key = RecentSendTable.Key(stream: 0, random: message.random, digest: message.digest)
            if let first = try tables.first(of: key, message, limits: scope.messages, at: scope.now) {
                return SentMessage(seq: first.seq, time: first.time, outcome: .duplicate)
            }
            guard !isThrottled() else {
                return SentMessage(seq: 0, time: scope.now, outcome: .dropped)
            }
            let seq = try tables.broadcasts.next()
            if !message.isRandomMade {
                try tables.recentSends.insert(
                    key, seq: seq, time: scope.now, window: scope.messages.duplicateWindow, at: scope.now)
            }
            return SentMessage(seq: seq, time: scope.now)
        }
    }
}

extension AppTables {
    /// The first sending of a message that is sent again; `nil` for a new one.
    ///
    /// What an account sent that was deleted since, and came back under the same name, is not the new account's. The time of
    /// an account that lies ahead tells nothing: the clock has been set back since.
    fileprivate func first(
        of key: RecentSendTable.Key, _ message: MessageDraft, limits: MessageLimits, at now: UnixTime
    ) throws -> (seq: Int64, time: UnixTime)? {
        guard
            !message.isRandomMade,
            let first = try recentSends.find(key, window: limits.duplicateWindow, at: now),
            try accounts.importTime(of: message.sender).map({ $0 <= first.time || $0 > now }) ?? true
        else {
            return nil
        }
        return first
    }

    /// - Throws: ``ErrorCode/muted`` as an `APIError`.
    fileprivate func checkMutes(
        of message: MessageDraft, _ speaker: MemberTable.Speaker?, in conversation: OpenConversation, at now: UnixTime
    ) throws {
        guard !message.isExemptFromMutes else {
            return
        }
        let group = conversation.group
        // a member's row repeats the mute
        let groupMuteEnd = try speaker?.muteUntil ?? mutes.end(of: message.sender, in: group.number, topic: nil)
        let rules = SpeakingRules(
            isGroupMuted: group.profile.isMuted,
            isTopicMuted: conversation.topic?.isMuted ?? false,
            enablesPermissions: group.profile.enablesPermissions,
            role: speaker?.role,
            groupMuteEnd: groupMuteEnd,
            topicMuteEnd: try conversation.topic.map {
                try mutes.end(of: message.sender, in: group.number, topic: $0.id)
            } ?? .never,
            globalMuteEnd: try globalMutes.mute(of: message.sender).groupUntil)
        try rules.check(at: now)
    }

    /// Gives a message its number, keeps it, and moves the fields of the conversation and the sender.
    ///
    /// - Parameters:
    ///   - speaker: the sender's row; `nil` for one who is no member.
    ///   - time: of the message.
    /// - Returns: the number.
    fileprivate func keep(
        _ message: MessageDraft, from speaker: MemberTable.Speaker?, in conversation: inout OpenConversation,
        _ stream: StreamTable.Row, at time: UnixTime
    ) throws -> Int64 {
        let seq = try conversation.takeSeq()
        conversation.setLastMsgTime(time)
        try insert(message, seq: seq, in: conversation, stream, at: time)
        if var speaker {
            speaker.lastSendMsgTime = time
            if conversation.topic == nil {
                speaker.recordOwnMessage(seq, isCounted: !message.isUncounted)
            }
            try members.update(
                speaker, message.sender, of: conversation.group.number, floor: conversation.group.readFloor)
            try recordReading(by: message.sender, of: seq, in: conversation)
        }
        try save(conversation)
        return seq
    }

    private func insert(
        _ message: MessageDraft, seq: Int64, in conversation: OpenConversation, _ stream: StreamTable.Row,
        at time: UnixTime
    ) throws {
        var stream = stream
        if message.isUncounted {
            stream.uncounted += 1
            try streams.setUncounted(of: stream)
        }
        var stored = Message(
            seq: seq, sender: message.sender, time: time, random: message.random, priority: message.priority,
            content: message.content)
        if !conversation.group.profile.type.keepsHistory {
            // all that is needed of it is that it can be recalled
            stored.content = MessageContent(body: [])
        }
        try messages.insert(stored, flags: message.storedFlags, uncounted: stream.uncounted, in: stream.number)
        if message.needsReadReceipt {
            let audience = try members.accounts(of: conversation.group.number)
            try receipts.insert(
                audience.filter { $0 != message.sender }, of: MessageID(stream: stream.number, seq: seq))
        }
    }

    /// Moves the sender's read position in a topic, if everything before the message had been read.
    private func recordReading(by account: Account, of seq: Int64, in conversation: OpenConversation) throws {
        guard let topic = conversation.topic?.id else {
            return
        }
        let group = conversation.group.number
        let floor = conversation.readFloor
        if try topicReads.msgSeq(of: account, in: topic, of: group, floor: floor) == seq - 1 {
            try topicReads.setMsgSeq(of: account, in: topic, of: group, to: seq, floor: floor)
        }
    }
}

extension MemberTable.Speaker {
    /// Records a message of the member's own: it is read if everything before was, otherwise it is none that waits to be.
    fileprivate mutating func recordOwnMessage(_ seq: Int64, isCounted: Bool) {
        if msgSeq == seq - 1 {
            msgSeq = seq
            ownUnread = 0
        } else if isCounted {
            ownUnread += 1
        }
    }
}

extension MessageDraft {
    /// Whether the message is not counted as unread.
    fileprivate var isUncounted: Bool { skipsUnread || receivers != nil }

    fileprivate var storedFlags: MessageTable.Flags {
        var flags: MessageTable.Flags = []
        if supportsExtensions { flags.insert(.supportsExtensions) }
        if needsReadReceipt { flags.insert(.hasReceipts) }
        if isUncounted { flags.insert(.uncounted) }
        return flags
    }
}
