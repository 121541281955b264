import Groups
import Storage
import Wire

extension UnitOfWork {
    /// Streams that one step looks at.
    private static let streamsPerStep: Int64 = 200
    /// Messages that one step removes, so that no sender waits long for it.
    private static let messagesPerStep: Int64 = 200

    /// Looks for the next stream with something to remove.
    ///
    /// - Returns: the stream, or where to go on; neither when there is no further stream.
    func lookForExpired(
        after place: StreamNumber, in scope: StoreScope
    ) throws -> (stream: ListedStream?, next: StreamNumber?) {
        let listed = try ask(StreamsInOrder(number: place, limit: Self.streamsPerStep))
        let ends = try ask(EndsOfStreams(streams: listed.map(\.number), limit: 1))
        for (stream, ends) in zip(listed, ends) where stream.isCutOff || !expired(of: stream, ends, scope).isEmpty {
            return (stream, stream.number)
        }
        return (nil, listed.count < Self.streamsPerStep ? nil : listed.last?.number)
    }

    /// Removes the oldest messages of a stream that are kept no longer.
    func trim(_ stream: ListedStream, in scope: StoreScope) throws -> TrimStep {
        let limit = Self.messagesPerStep
        let ends = try ask(EndsOfStreams(streams: [stream.number], limit: limit))
        let expired = ends.first.map { self.expired(of: stream, $0, scope) } ?? []
        if let first = expired.first, let last = expired.last {
            // numbers have no gaps but where some are gone
            try record(.removeMessages(first...last, stream.number))
        }
        let isDone = expired.count < limit
        if isDone, stream.isCutOff {
            try record(.removeStream(stream.number))
        }
        tidySends(limit, at: scope.now)
        tidy(
            .forgetSendsAhead(
                keptFrom: Self.end(ofWindow: scope.messages.duplicateWindow, ahead: scope.now), limit: limit))
        return TrimStep(
            removedMessages: expired.count, next: isDone ? stream.number : stream.number - 1)
    }

    /// The numbers of those of a stream's oldest messages that are kept no longer, the oldest first.
    private func expired(of stream: ListedStream, _ ends: StreamEnds, _ scope: StoreScope) -> [Int64] {
        let oldestSeq = scope.messages.oldestSeqByCount(nextSeq: (ends.newestSeq ?? 0) + 1)
        let expiry = scope.messages.expiry(isRoom: stream.isRoom, at: scope.now)
        return ends.oldest
            .prefix { stream.isCutOff || $0.seq < oldestSeq || $0.time <= expiry }
            .map(\.seq)
    }
}
