package import Groups
package import Storage
import StoreTransactions
package import Wire

extension SQLiteStore {
    package func changeExtensions(
        of seq: Int64, in group: GroupID, scope: StoreScope, by change: MessageExtensionChange
    ) async throws(StoreError) -> [MessageExtension] {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            let message = try tables.extensibleMessage(seq, in: group, limits: scope.messages, at: scope.now)
            var counter = try tables.extensions.counter(of: message)
            try counter.count(changes: change.count, at: scope.now)
            // the pairs hang on the message, not on the counter, so the order does not matter
            let changed = try tables.apply(change, to: message, counter: &counter)
            try tables.extensions.save(counter, of: message)
            guard try tables.extensions.count(of: message) <= MessageExtension.maximumCount else {
                throw APIError.tooManyExtensions
            }
            return changed
        }
    }

    package func extensions(
        of seq: Int64, in group: GroupID, scope: StoreScope, from startSeq: Int64, limit: Int64
    ) async throws(StoreError) -> MessageExtensionPage {
        try await reads.perform { database in
            let tables = AppTables(database, app: scope.app)
            let message = try tables.extensibleMessage(seq, in: group, limits: scope.messages, at: scope.now)
            let counter = try tables.extensions.counter(of: message)
            let (pairs, isComplete) = try tables.extensions.list(of: message, from: startSeq, limit: limit)
            return MessageExtensionPage(
                extensions: pairs, isComplete: isComplete, latestSeq: counter.latestSeq, clearSeq: counter.clearSeq)
        }
    }
}

extension AppTables {
    /// Finds a message that takes pairs.
    ///
    /// - Throws: as ``MessageExtensionStore`` says, an `APIError`.
    fileprivate func extensibleMessage(
        _ seq: Int64, in group: GroupID, limits: MessageLimits, at now: UnixTime
    ) throws -> MessageID {
        let row = try groups.require(group)
        guard row.profile.type.hasMessageExtensions else {
            throw APIError.noExtensionSupport(in: row.profile.type)
        }
        let conversation = OpenConversation(group: row, topic: nil, readFloor: row.readFloor)
        let kept = Kept(conversation, limits: limits, at: now)
        guard
            kept.wasGiven(seq), let stream = try stream(of: conversation),
            let state = try messages.state(of: seq, in: stream.number), !state.flags.contains(.recalled),
            kept.keeps(seq, sentAt: state.time)
        else {
            throw APIError.messageOfExtensionsNotFound
        }
        guard state.flags.contains(.supportsExtensions) else {
            throw APIError.extensionsUnsupported
        }
        return MessageID(stream: stream.number, seq: seq)
    }

    fileprivate func apply(
        _ change: MessageExtensionChange, to message: MessageID, counter: inout ExtensionTable.Counter
    ) throws -> [MessageExtension] {
        switch change {
        case .set(let pairs):
            let stored = pairs.map { MessageExtension(key: $0.key, value: $0.value, seq: counter.latestSeq) }
            for pair in stored {
                try extensions.set(pair, of: message)
            }
            return stored
        case .delete(let keys):
            for key in keys {
                try extensions.delete(key, of: message)
            }
            return keys.map { MessageExtension(key: $0, value: "", seq: counter.latestSeq) }
        case .clear:
            try extensions.deleteAll(of: message)
            counter.clearSeq = counter.latestSeq
            return []
        }
    }
}
