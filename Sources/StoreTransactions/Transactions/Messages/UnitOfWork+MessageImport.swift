import Groups
import Storage
import Wire

extension UnitOfWork {
    func importMessages(_ imports: [ImportedMessage], to place: Conversation, in scope: StoreScope) throws
        -> [ImportedMessage.Result]
    {
        let senders = Set(imports.map(\.sender)).sorted()
        try accounts.prefetch(senders)
        streamNumbers.prefetch(place)
        let group = try require(place.group)
        try members.prefetch(senders.map { MemberKey(group: group.number, account: $0) })
        prefetchStream(of: place, in: group.number)
        if let number = streamNumbers.known(place) {
            try recentSends.prefetch(imports.map { RecentSendKey($0, in: number) })
        }
        var conversation = try open(place)
        guard group.profile.type.canBeImported else {
            throw APIError.noImport(in: group.profile.type)
        }
        try require(imports.map(\.sender), in: scope)
        let known = try streams.find(conversation.streamKey)
        let stream = try known ?? addStream(to: conversation)
        let sends = imports.map { RecentSendKey($0, in: stream.number) }
        if known == nil {
            recentSends.noteAbsent(sends)
        } else {
            try recentSends.prefetch(sends)
        }
        let results = try imports.map { try take($0, into: &conversation, stream, scope) }
        let taken = zip(imports, results).compactMap { message, result in
            if case .imported = result { message } else { nil }
        }
        guard !taken.isEmpty else {
            return results
        }
        conversation.readEverything()
        try save(conversation, in: scope) { change in
            for message in taken {
                try recordSpeaking(message, change)
            }
        }
        let newest = conversation.nextMsgSeq - 1
        tell(
            .messagesImported(seqs: newest - Int64(taken.count) + 1...newest, topic: place.topic), in: group.profile,
            scope)
        return results
    }

    /// Takes one message of an import, unless its time or size forbids it, or it is there already.
    private func take(
        _ message: ImportedMessage, into conversation: inout OpenConversation, _ stream: StreamRow, _ scope: StoreScope
    ) throws -> ImportedMessage.Result {
        guard message.content.byteCount <= scope.messages.contentBytes else {
            return .tooLong
        }
        let window = scope.messages.duplicateWindow
        let key = RecentSendKey(message, in: stream.number)
        if !message.isRandomMade, let first = try firstSend(key, window: window, at: scope.now),
            abs(first.time.seconds - message.time.seconds) < window
        {
            return .duplicate(seq: first.seq, time: first.time)
        }
        guard
            message.time <= scope.now, message.time >= conversation.group.profile.createTime,
            message.time >= conversation.lastMsgTime
        else {
            return .invalidTime
        }
        let seq = try conversation.takeSeq(at: message.time)
        let stored = Message(
            seq: seq, sender: message.sender, time: message.time, random: message.random, content: message.content)
        messages.insert(
            MessageRow(stored, flags: [], uncounted: stream.uncounted),
            for: MessageKey(stream: stream.number, seq: seq))
        if !message.isRandomMade {
            try noteSend(key, seq: seq, time: message.time, window: window, at: scope.now)
        }
        return .imported(seq: seq)
    }

    /// Notes that a member has spoken, unless it has spoken later.
    private func recordSpeaking(_ message: ImportedMessage, _ change: borrowing GroupChange) throws {
        let key = MemberKey(group: change.number, account: message.sender)
        guard var row = try members.find(key), row.member.lastSendMsgTime < message.time else {
            return
        }
        row.change { $0.lastSendMsgTime = message.time }
        members.set(row, for: key, in: change)
    }
}

extension RecentSendKey {
    fileprivate init(_ message: ImportedMessage, in stream: StreamNumber) {
        self.init(stream: stream, random: message.random, digest: message.digest)
    }
}
