import Dispatch
import Synchronization

/// Runs reads on connections, as many at once as there are connections.
///
/// Jobs run on dispatch threads: a read that waits never holds a thread of Swift's pool. A worker keeps its connection and
/// its thread as long as jobs wait, which saves most jobs two changes of thread. Connections take turns.
///
/// - Concurrency: safe for use from any thread.
package final class ReadWorkers<Slot: Sendable, Connection>: Sendable {
    package typealias Job = @Sendable (Connection) -> Void

    private struct State {
        var waiting: [Job] = []
        /// The connections without a worker, the one that has rested longest first.
        var resting: [Slot]
        var isClosed = false
    }

    private let threads = DispatchQueue(label: "qun.store.read", qos: .userInitiated, attributes: .concurrent)
    private let lend: @Sendable (Slot, (Connection) -> Void) -> Void
    private let state: Mutex<State>

    /// - Parameters:
    ///   - slots: what holds a connection each, at least one.
    ///   - lend: lends the connection of a slot to one worker.
    package init(_ slots: [Slot], lend: @escaping @Sendable (Slot, (Connection) -> Void) -> Void) {
        self.lend = lend
        state = Mutex(State(resting: slots))
    }

    /// Jobs for which no connection is free.
    package var waitingCount: Int { state.withLock(\.waiting.count) }

    /// - Returns: whether the job will run; none does after ``close(_:)``.
    package func enqueue(_ job: @escaping Job) -> Bool {
        state.withLock { state in
            guard !state.isClosed else {
                return false
            }
            state.waiting.append(job)
            if !state.resting.isEmpty {
                let slot = state.resting.removeFirst()
                // within the lock, so that no barrier comes between
                threads.async { self.work(on: slot) }
            }
            return true
        }
    }

    /// Takes no more jobs, and returns when those that wait are done.
    ///
    /// - Parameter last: runs behind them.
    package func close(_ last: @escaping @Sendable () -> Void = {}) async {
        await withCheckedContinuation { continuation in
            state.withLock { state in
                state.isClosed = true
                // after every worker that has been started; no job waits without one
                threads.async(flags: .barrier) {
                    last()
                    continuation.resume()
                }
            }
        }
    }

    private func work(on slot: Slot) {
        WorkerThread.takeTurns()
        lend(slot) { connection in
            while let job = nextJob(on: slot) {
                job(connection)
            }
        }
    }

    /// The next job; `nil` ends the worker that asks, and lets its connection rest.
    private func nextJob(on slot: Slot) -> Job? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.resting.append(slot)
                return nil
            }
            return state.waiting.removeFirst()
        }
    }
}
