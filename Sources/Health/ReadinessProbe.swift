import Wire

/// Knows whether the server can do its work, which it finds out by a write to the store.
///
/// The result holds for a second, and questions that come while a write is under way share it, so that nobody can
/// keep the disk busy by asking.
actor ReadinessProbe {
    private let checkWritable: @Sendable () async throws -> Void
    private var last: (moment: UnixTime, failure: (any Error)?)?
    private var running: Task<(any Error)?, Never>?

    /// - Parameter checkWritable: makes a write to the store and waits until it is on disk.
    init(checkWritable: @escaping @Sendable () async throws -> Void) {
        self.checkWritable = checkWritable
    }

    /// Why the store cannot be written to; `nil` when it can.
    func failure(now: UnixTime) async -> (any Error)? {
        if let last, last.moment == now {
            return last.failure
        }
        if let running {
            return await running.value
        }
        let task = Task { [checkWritable] () -> (any Error)? in
            do {
                try await checkWritable()
                return nil
            } catch {
                return error
            }
        }
        running = task
        let failure = await task.value
        running = nil
        last = (now, failure)
        return failure
    }
}
