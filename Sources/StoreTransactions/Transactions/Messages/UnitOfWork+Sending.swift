import Groups
import Storage
import Wire

extension UnitOfWork {
    /// - Parameter isThrottled: answers the same however often it is asked.
    func sendMessage(_ message: MessageDraft, to place: Conversation, in scope: StoreScope, isThrottled: () -> Bool)
        throws -> SentMessage
    {
        accounts.prefetch(message.sender)
        globalMutes.prefetch(message.sender)
        streamNumbers.prefetch(place)
        prefetchSending(message, to: place, in: try require(place.group).number)
        var conversation = try open(place)
        try require([message.sender], in: scope)
        try message.check(in: conversation.group.profile, limits: scope.messages)
        if let receivers = message.receivers, try members(of: conversation.group.number, among: Set(receivers)).isEmpty
        {
            throw APIError.noReceivers
        }
        let speaker = try members.find(MemberKey(group: conversation.group.number, account: message.sender))
        try checkMutes(of: message, speaker, in: conversation, at: scope.now)
        let stream = try streams.find(conversation.streamKey)
        if let stream, let first = try first(of: message, in: stream.number, scope) {
            let isRecalled = try messages.find(MessageKey(stream: stream.number, seq: first.seq))?.message.isRecalled
            return SentMessage(
                seq: first.seq, time: first.time, outcome: isRecalled == true ? .duplicateOfRecalled : .duplicate)
        }
        guard try scope.isRehearsal || !askOutside(isThrottled) else {
            return SentMessage(seq: 0, time: scope.now, outcome: .dropped)
        }
        // in an AVChatRoom the flag has no meaning
        let takesNumber = !message.isOnlineOnly || !conversation.keepsHistory
        // calls may overtake each other on their way here; times do not go back as numbers go up
        let time = takesNumber ? max(scope.now, conversation.lastMsgTime) : scope.now
        var taken = try stream ?? addStream(to: conversation)
        if stream == nil {
            recentSends.noteAbsent([RecentSendKey(message, in: taken.number)])
        }
        let seq = takesNumber ? try keep(message, from: speaker, in: &conversation, &taken, at: time, scope) : 0
        try note(message, seq: seq, time: time, in: taken.number, scope)
        let profile = conversation.group.profile
        tell(.messageSent(GroupEvent.SentMessage(message, seq: seq, at: time, in: place.topic)), in: profile, scope)
        if takesNumber, message.needsReadReceipt {
            let receipt = GroupEvent.ReadReceipt(
                ofNew: seq, memberNum: profile.memberNum, senderIsMember: speaker != nil)
            tell(.receiptsChanged([receipt]), in: profile, scope)
        }
        return SentMessage(seq: seq, time: time)
    }

    /// - Parameter isThrottled: as for ``sendMessage(_:to:in:isThrottled:)``.
    func broadcastMessage(_ message: MessageDraft, in scope: StoreScope, isThrottled: () -> Bool) throws -> SentMessage
    {
        broadcasts.prefetch(AppWide())
        accounts.prefetch(message.sender)
        recentSends.prefetch(RecentSendKey(message, in: Self.broadcastStream))
        try require([message.sender], in: scope)
        try message.content.check(limits: scope.messages)
        if let first = try first(of: message, in: Self.broadcastStream, scope) {
            return SentMessage(seq: first.seq, time: first.time, outcome: .duplicate)
        }
        guard try !askOutside(isThrottled) else {
            return SentMessage(seq: 0, time: scope.now, outcome: .dropped)
        }
        let seq = (try broadcasts.find(AppWide()) ?? 0) + 1
        broadcasts.set(seq, for: AppWide())
        try note(message, seq: seq, time: scope.now, in: Self.broadcastStream, scope)
        tell(.broadcast(BroadcastEvent(seq: seq, at: scope.now, by: scope.caller, message)), scope)
        return SentMessage(seq: seq, time: scope.now)
    }

    /// The stream under which broadcasts are noted, which no conversation has.
    private static let broadcastStream: StreamNumber = 0

    // MARK: Steps

    /// Asks for what a message needs besides its conversation.
    private func prefetchSending(_ message: MessageDraft, to place: Conversation, in group: GroupNumber) {
        let sender = message.sender
        members.prefetch(MemberKey(group: group, account: sender))
        prefetchStream(of: place, in: group)
        mutes.prefetch(MuteKey(group: group, account: sender))
        if let topic = place.topic {
            mutes.prefetch(MuteKey(group: group, topic: topic, account: sender))
            topicReads.prefetch(TopicMemberKey(group: group, topic: topic, account: sender))
        }
        if let stream = streamNumbers.known(place), !message.isRandomMade {
            recentSends.prefetch(RecentSendKey(message, in: stream))
        }
        for receiver in message.receivers ?? [] {
            members.prefetch(MemberKey(group: group, account: receiver))
        }
    }

    /// The first sending of a message that is sent again; `nil` for a new one.
    ///
    /// An account that was deleted and imported again repeats nothing of what was sent under its name before. A time of
    /// import that lies ahead tells nothing: the clock has been set back since.
    private func first(
        of message: MessageDraft, in stream: StreamNumber, _ scope: StoreScope
    ) throws -> RecentSend? {
        let now = scope.now
        guard
            !message.isRandomMade,
            let first = try firstSend(
                RecentSendKey(message, in: stream), window: scope.messages.duplicateWindow, at: now),
            try accounts.find(message.sender).map({ $0.importTime <= first.time || $0.importTime > now }) ?? true
        else {
            return nil
        }
        return first
    }

    /// Notes a message, so that it is known when it is sent again.
    private func note(
        _ message: MessageDraft, seq: Int64, time: UnixTime, in stream: StreamNumber, _ scope: StoreScope
    ) throws {
        guard !message.isRandomMade else {
            return
        }
        try noteSend(
            RecentSendKey(message, in: stream), seq: seq, time: time, window: scope.messages.duplicateWindow,
            at: scope.now)
    }

    /// - Throws: ``ErrorCode/muted`` as an `APIError`.
    private func checkMutes(
        of message: MessageDraft, _ speaker: MemberRow?, in conversation: OpenConversation, at now: UnixTime
    ) throws {
        guard !message.isExemptFromMutes else {
            return
        }
        let group = conversation.group
        // a member's row repeats the mute
        let groupMuteEnd =
            try speaker?.member.muteUntil ?? mutes.find(MuteKey(group: group.number, account: message.sender))
        let topicMuteEnd = try conversation.topic.flatMap {
            try mutes.find(MuteKey(group: group.number, topic: $0.topic.id, account: message.sender))
        }
        let rules = SpeakingRules(
            isGroupMuted: group.profile.isMuted,
            isTopicMuted: conversation.topic?.topic.isMuted ?? false,
            enablesPermissions: group.profile.enablesPermissions,
            role: speaker?.member.role,
            groupMuteEnd: groupMuteEnd ?? .never,
            topicMuteEnd: topicMuteEnd ?? .never,
            globalMuteEnd: try globalMutes.find(message.sender)?.groupUntil ?? .never)
        try rules.check(at: now)
    }

    /// Makes the stream of a conversation that never had a message.
    func addStream(to conversation: OpenConversation) throws -> StreamRow {
        let stream = StreamRow(
            number: try takeNumber(ofStreamIn: conversation.group.number), isRoom: !conversation.keepsHistory)
        streams.set(stream, for: conversation.streamKey)
        return stream
    }

    /// Gives a message its number, keeps it, and moves the fields of the conversation and the sender.
    ///
    /// - Parameters:
    ///   - speaker: the sender's row; `nil` for one who is no member.
    ///   - time: of the message.
    /// - Returns: the number.
    private func keep(
        _ message: MessageDraft, from speaker: MemberRow?, in conversation: inout OpenConversation,
        _ stream: inout StreamRow, at time: UnixTime, _ scope: StoreScope
    ) throws -> Int64 {
        let seq = try conversation.takeSeq(at: time)
        if message.isUncounted {
            stream.uncounted += 1
            streams.set(stream, for: conversation.streamKey)
        }
        let key = MessageKey(stream: stream.number, seq: seq)
        messages.insert(message.row(seq: seq, in: conversation, uncounted: stream.uncounted, at: time), for: key)
        if message.needsReadReceipt {
            try record(.askForReceipts(key, conversation.group.number, except: message.sender))
        }
        try save(conversation, in: scope) { [conversation] change in
            guard var speaker else {
                return
            }
            speaker.change { $0.lastSendMsgTime = time }
            if conversation.topic == nil {
                speaker.position.recordOwnMessage(
                    seq, floor: conversation.readFloor, isCounted: !message.isUncounted)
            }
            members.set(speaker, for: MemberKey(group: change.number, account: message.sender), in: change)
            try recordReading(by: message.sender, of: seq, in: conversation, change)
        }
        return seq
    }

    /// Moves the sender's read position in a topic, if everything before the message had been read.
    private func recordReading(
        by account: Account, of seq: Int64, in conversation: OpenConversation, _ change: borrowing GroupChange
    ) throws {
        guard let topic = conversation.topic else {
            return
        }
        let key = TopicMemberKey(group: change.number, topic: topic.topic.id, account: account)
        let floor = topic.readFloor
        var position = try topicReads.find(key) ?? ReadPosition(msgSeq: floor, floor: floor)
        position.recordOwnMessage(seq, floor: floor, isCounted: false)
        if position.msgSeq == seq {
            topicReads.set(position, for: key, in: change)
        }
    }
}

extension RecentSendKey {
    fileprivate init(_ message: MessageDraft, in stream: StreamNumber) {
        self.init(stream: stream, random: message.random, digest: message.digest)
    }
}

extension MessageDraft {
    /// Whether the message is not counted as unread.
    fileprivate var isUncounted: Bool { skipsUnread || receivers != nil }

    /// The message as it is stored.
    ///
    /// - Parameter uncounted: as ``MessageRow/uncounted``.
    fileprivate func row(
        seq: Int64, in conversation: OpenConversation, uncounted: Int64, at time: UnixTime
    ) -> MessageRow {
        var flags: MessageRow.Flags = []
        if supportsExtensions { flags.insert(.supportsExtensions) }
        if needsReadReceipt { flags.insert(.hasReceipts) }
        if isUncounted { flags.insert(.uncounted) }
        let stored = Message(
            seq: seq, sender: sender, time: time, random: random, priority: priority,
            // all that is needed of a message without history is that it can be recalled
            content: conversation.keepsHistory ? content : MessageContent(body: []))
        return MessageRow(stored, flags: flags, uncounted: uncounted)
    }
}
