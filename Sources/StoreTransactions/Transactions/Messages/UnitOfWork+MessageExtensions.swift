import Groups
import Storage
import Wire

extension UnitOfWork {
    func changeExtensions(of seq: Int64, in group: GroupID, scope: StoreScope, by change: MessageExtensionChange) throws
        -> [MessageExtension]
    {
        let message = try extensibleMessage(seq, in: group, scope) { message in
            try extensions.prefetch(change.keys.map { ExtensionKey(message: message, key: $0) })
            extensionCounters.prefetch(message)
            extensionCounts.prefetch(message)
        }
        var counter = try extensionCounters.find(message) ?? ExtensionCounter()
        try counter.count(changes: change.count, at: scope.now)
        let changed = try apply(change, to: message, counter: &counter)
        extensionCounters.set(counter, for: message)
        guard try extensionCounts.find(message) ?? 0 <= MessageExtension.maximumCount else {
            throw APIError.tooManyExtensions
        }
        let event = GroupEvent.ChangedExtensions(
            of: seq, change.operation, pairs: changed, latestSeq: counter.latestSeq)
        tell(.extensionsChanged(event), in: try require(group).profile, scope)
        return changed
    }

    func extensions(of seq: Int64, in group: GroupID, scope: StoreScope, from startSeq: Int64, limit: Int64) throws
        -> MessageExtensionPage
    {
        let message = try extensibleMessage(seq, in: group, scope) { message in
            extensionCounters.prefetch(message)
            prefetch(ExtensionsOfMessage(message: message, startSeq: startSeq, limit: limit))
        }
        let counter = try extensionCounters.find(message) ?? ExtensionCounter()
        let list = try ask(ExtensionsOfMessage(message: message, startSeq: startSeq, limit: limit))
        return MessageExtensionPage(
            extensions: list.pairs, isComplete: list.isComplete, latestSeq: counter.latestSeq,
            clearSeq: counter.clearSeq)
    }

    /// Finds a message that takes pairs.
    ///
    /// - Parameter prefetch: says what else will be asked of a message that takes pairs.
    /// - Throws: as ``MessageExtensionStore`` says, an `APIError`.
    private func extensibleMessage(
        _ seq: Int64, in group: GroupID, _ scope: StoreScope, _ prefetch: (MessageKey) throws -> Void
    ) throws -> MessageKey {
        let place = Conversation(group)
        try prefetchMessages([seq], in: place)
        if let stream = streamNumbers.known(place) {
            try prefetch(MessageKey(stream: stream, seq: seq))
        }
        let conversation = OpenConversation(group: try require(group))
        let type = conversation.group.profile.type
        guard type.hasMessageExtensions else {
            throw APIError.noExtensionSupport(in: type)
        }
        let kept = KeptMessages(conversation, limits: scope.messages, at: scope.now)
        guard kept.wasGiven(seq), let stream = try streams.find(conversation.streamKey) else {
            throw APIError.messageOfExtensionsNotFound
        }
        let key = MessageKey(stream: stream.number, seq: seq)
        try prefetch(key)
        guard
            let row = try messages.find(key), !row.message.isRecalled, kept.keeps(seq, sentAt: row.message.time)
        else {
            throw APIError.messageOfExtensionsNotFound
        }
        guard row.flags.contains(.supportsExtensions) else {
            throw APIError.extensionsUnsupported
        }
        return key
    }

    private func apply(
        _ change: MessageExtensionChange, to message: MessageKey, counter: inout ExtensionCounter
    ) throws -> [MessageExtension] {
        let changed = change.result(seq: counter.latestSeq)
        if case .clear = change {
            counter.clearSeq = counter.latestSeq
            try record(.clearExtensions(message))
            _ = try extensionCounts.find(message)
            extensionCounts.set(0, for: message)
            return changed
        }
        var count = try extensionCounts.find(message) ?? 0
        for pair in changed {
            let key = ExtensionKey(message: message, key: pair.key)
            let wasThere = try extensions.find(key) != nil
            let isThere = !change.removes
            extensions.set(isThere ? pair : nil, for: key)
            count += (isThere ? 1 : 0) - (wasThere ? 1 : 0)
        }
        extensionCounts.set(count, for: message)
        return changed
    }
}

extension MessageExtensionChange {
    fileprivate var keys: [String] {
        switch self {
        case .set(let pairs): pairs.map(\.key)
        case .delete(let keys): keys
        case .clear: []
        }
    }

    /// Whether the keys are removed.
    fileprivate var removes: Bool {
        if case .set = self { false } else { true }
    }

    /// The pairs after the change, in its order; a removed one has an empty value.
    ///
    /// - Parameter seq: of the change.
    fileprivate func result(seq: Int64) -> [MessageExtension] {
        switch self {
        case .set(let pairs): pairs.map { MessageExtension(key: $0.key, value: $0.value, seq: seq) }
        case .delete(let keys): keys.map { MessageExtension(key: $0, value: "", seq: seq) }
        case .clear: []
        }
    }
}

extension ExtensionCounter {
    /// Counts a call that changes some pairs.
    ///
    /// - Throws: ``ErrorCode/extensionsTooFrequent``.
    fileprivate mutating func count(changes count: Int64, at now: UnixTime) throws(APIError) {
        let present = now.notBefore(UnixTime(seconds: minute * 60)).seconds / 60
        if present != minute {
            minute = present
            changes = 0
        }
        changes += count
        guard changes <= MessageExtension.maximumChangesPerMinute else {
            throw .extensionsTooFrequent
        }
        latestSeq += 1
    }
}
