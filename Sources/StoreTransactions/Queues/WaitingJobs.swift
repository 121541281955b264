package import Storage
import Synchronization

/// What waits for a worker that takes all that waits at once, in the order in which it came.
///
/// - Concurrency: safe for use from any thread; one worker at a time takes batches.
package final class WaitingJobs<Job: Sendable>: Sendable {
    /// What becomes of a job.
    package enum Admission {
        /// A worker is on its way to it.
        case waits
        /// Whoever has brought it starts the worker.
        case startsWorker
        /// No more jobs are taken.
        case closed
    }

    private struct State {
        var jobs: [Job] = []
        var hasWorker = false
        var isClosed = false
        var whenIdle: (@Sendable () -> Void)?
    }

    private let maximumBatch: Int
    private let state = Mutex(State())

    /// - Parameter maximumBatch: bounds the time for which the first job of a batch waits for the last.
    package init(maximumBatch: Int) {
        self.maximumBatch = maximumBatch
    }

    package var count: Int { state.withLock(\.jobs.count) }

    /// Puts a job at the end.
    package func add(_ job: Job) -> Admission {
        state.withLock { state in
            guard !state.isClosed else {
                return .closed
            }
            state.jobs.append(job)
            defer { state.hasWorker = true }
            return state.hasWorker ? .waits : .startsWorker
        }
    }

    /// Takes the jobs at the front; `nil` ends the worker that asks.
    package func takeBatch() -> [Job]? {
        let (batch, whenIdle) = state.withLock { state -> ([Job]?, (@Sendable () -> Void)?) in
            guard !state.jobs.isEmpty else {
                state.hasWorker = false
                return (nil, state.whenIdle)
            }
            let batch = Array(state.jobs.prefix(maximumBatch))
            state.jobs.removeFirst(batch.count)
            return (batch, nil)
        }
        whenIdle?()
        return batch
    }

    /// Takes those of the jobs that a worker wants besides its batch, the first ones first; the others keep their order.
    ///
    /// - Parameter limit: most jobs.
    package func take(atMost limit: Int, where isWanted: (Job) -> Bool) -> [Job] {
        state.withLock { state in
            var taken: [Job] = []
            var others: [Job] = []
            for job in state.jobs {
                if taken.count < limit, isWanted(job) {
                    taken.append(job)
                } else {
                    others.append(job)
                }
            }
            if !taken.isEmpty {
                state.jobs = others
            }
            return taken
        }
    }

    /// Takes no more jobs, and returns when no worker is left.
    ///
    /// - Throws: ``StoreError/unavailable(_:)`` when that was asked before.
    package func close() async throws(StoreError) {
        let result: Result<Void, StoreError> = await withCheckedContinuation { continuation in
            let outcome: Result<Void, StoreError>? = state.withLock { state in
                guard !state.isClosed else {
                    return .failure(.unavailable(StoreClosed()))
                }
                state.isClosed = true
                guard state.hasWorker else {
                    return .success(())
                }
                state.whenIdle = { continuation.resume(returning: .success(())) }
                return nil
            }
            if let outcome {
                continuation.resume(returning: outcome)
            }
        }
        try result.get()
    }
}
