import Synchronization

/// Counts the tasks that carry calls out, until they end.
///
/// A task outlives its connection: what a client has asked for is done even when it does not wait for the answer.
///
/// - Concurrency: safe for use from any thread.
final class CallTasks: Sendable {
    private struct State {
        var count = 0
        var isAbandoned = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// Tasks that have not ended.
    var count: Int {
        state.withLock { $0.count }
    }

    /// - Parameter executor: on which the task runs where it can choose; `nil` is the one that all tasks share.
    func start(on executor: (any TaskExecutor)? = nil, _ body: @escaping @Sendable () async -> Void) {
        state.withLock { $0.count += 1 }
        Task(executorPreference: executor) {
            await body()
            self.finish()
        }
    }

    /// Returns when no task is left, or when ``abandon()`` is called.
    func waitUntilIdle() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                guard state.count > 0, !state.isAbandoned else {
                    return true
                }
                state.waiters.append(continuation)
                return false
            }
            if isIdle {
                continuation.resume()
            }
        }
    }

    /// Lets nobody wait any longer for the tasks that are left.
    func abandon() {
        let waiters = state.withLock { state in
            state.isAbandoned = true
            defer { state.waiters = [] }
            return state.waiters
        }
        waiters.forEach { $0.resume() }
    }

    private func finish() {
        let waiters: [CheckedContinuation<Void, Never>] = state.withLock { state in
            state.count -= 1
            guard state.count == 0 else {
                return []
            }
            defer { state.waiters = [] }
            return state.waiters
        }
        waiters.forEach { $0.resume() }
    }
}
