import Synchronization

/// Owns the tasks that carry calls out, until they end.
///
/// A task outlives its connection: what a client has asked for is done even when it does not wait for the answer.
///
/// - Concurrency: safe for use from any thread.
final class CallTasks: Sendable {
    private struct State {
        var tasks: [Int: Task<Void, Never>] = [:]
        var nextID = 0
        var isAbandoned = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// Tasks that have not ended.
    var count: Int {
        state.withLock { $0.tasks.count }
    }

    func start(_ body: @escaping @Sendable () async -> Void) {
        // The task cannot be removed before it is entered: both happen under the lock.
        state.withLock { state in
            let id = state.nextID
            state.nextID += 1
            state.tasks[id] = Task {
                await body()
                finish(id)
            }
        }
    }

    /// Returns when no task is left, or when ``abandon()`` is called.
    func waitUntilIdle() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                guard !state.tasks.isEmpty, !state.isAbandoned else {
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

    /// Cancels the tasks that are left and lets nobody wait for them any longer.
    func abandon() {
        let waiters = state.withLock { state in
            state.isAbandoned = true
            state.tasks.values.forEach { $0.cancel() }
            defer { state.waiters = [] }
            return state.waiters
        }
        waiters.forEach { $0.resume() }
    }

    private func finish(_ id: Int) {
        let waiters: [CheckedContinuation<Void, Never>] = state.withLock { state in
            state.tasks[id] = nil
            guard state.tasks.isEmpty else {
                return []
            }
            defer { state.waiters = [] }
            return state.waiters
        }
        waiters.forEach { $0.resume() }
    }
}
