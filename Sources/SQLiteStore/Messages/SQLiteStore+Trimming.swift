import Groups
package import Storage
import Wire

extension SQLiteStore {
    /// Streams that one step looks at.
    private static let streamsPerStep: Int64 = 200
    /// Messages that one step removes, so that no sender waits long for it.
    private static let messagesPerStep: Int64 = 200

    package func trimHistory(in scope: StoreScope, after place: Int64) async throws(StoreError) -> TrimStep {
        let look = try await reads.perform { database in
            try AppTables(database, app: scope.app).lookForExpired(
                after: place, streams: Self.streamsPerStep, limits: scope.messages, at: scope.now)
        }
        guard let stream = look.stream else {
            return TrimStep(removedMessages: 0, next: look.next)
        }
        return try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            let expired = try tables.expired(
                of: stream, atMost: Self.messagesPerStep, limits: scope.messages, at: scope.now)
            if let seqs = expired.seqs {
                try tables.messages.delete(seqs, in: stream.number)
            }
            let isDone = expired.count < Self.messagesPerStep
            if isDone, stream.isCutOff {
                try tables.streams.delete(stream.number)
            }
            try tables.recentSends.purge(limit: Self.messagesPerStep, at: scope.now)
            try tables.recentSends.purgeFuture(
                limit: Self.messagesPerStep, window: scope.messages.duplicateWindow, at: scope.now)
            return TrimStep(
                removedMessages: expired.count, next: isDone ? stream.number : stream.number - 1)
        }
    }
}

extension AppTables {
    /// Looks for the next stream with something to remove.
    ///
    /// - Returns: the stream, or where to go on; neither when there is no further stream.
    fileprivate func lookForExpired(
        after place: Int64, streams count: Int64, limits: MessageLimits, at now: UnixTime
    ) throws -> (stream: ListedStream?, next: Int64?) {
        let listed = try streams.list(after: place, limit: count)
        for stream in listed
        where try stream.isCutOff || expired(of: stream, atMost: 1, limits: limits, at: now).seqs != nil {
            return (stream, stream.number)
        }
        return (nil, listed.count < count ? nil : listed.last?.number)
    }

    /// The oldest messages of a stream that are kept no longer; their numbers have no gaps but where some are gone.
    fileprivate func expired(
        of stream: ListedStream, atMost limit: Int64, limits: MessageLimits, at now: UnixTime
    ) throws -> (seqs: ClosedRange<Int64>?, count: Int) {
        let newest = try messages.newestSeq(in: stream.number) ?? 0
        let oldestSeq = limits.oldestSeqByCount(nextSeq: newest + 1)
        let expiry =
            stream.isRoom ? UnixTime(seconds: now.seconds - limits.roomRecallWindow - 1) : limits.expiry(at: now)
        let expired = try messages.oldest(in: stream.number, limit: limit)
            .prefix { stream.isCutOff || $0.seq < oldestSeq || $0.time <= expiry }
        guard let first = expired.first, let last = expired.last else {
            return (nil, 0)
        }
        return (first.seq...last.seq, expired.count)
    }
}
