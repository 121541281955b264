import Synchronization

/// Lets tasks wait because of a fault, until their time has passed or the server stops.
///
/// - Concurrency: safe for use from any thread.
package final class FaultPauses: Sendable {
    private struct State {
        var sleepers: [Int: Task<Void, Never>] = [:]
        var lastNumber = 0
        var isOver = false
    }

    private let state = Mutex(State())

    /// How many wait.
    package var count: Int { state.withLock { $0.sleepers.count } }

    /// Returns when the time has passed, when the task is cancelled, or once ``end()`` is called.
    package func wait(for time: Duration, on clock: any Clock<Duration>) async {
        let begun = state.withLock { state -> (number: Int, sleeper: Task<Void, Never>)? in
            guard !state.isOver else {
                return nil
            }
            let sleeper = Task { _ = try? await clock.sleep(for: time) }
            state.lastNumber += 1
            state.sleepers[state.lastNumber] = sleeper
            return (state.lastNumber, sleeper)
        }
        guard let (number, sleeper) = begun else {
            return
        }
        await withTaskCancellationHandler {
            await sleeper.value
        } onCancel: {
            sleeper.cancel()
        }
        state.withLock { $0.sleepers[number] = nil }
    }

    /// Lets all go on that wait, and nobody wait from now on.
    package func end() {
        let sleepers = state.withLock { state in
            state.isOver = true
            return Array(state.sleepers.values)
        }
        sleepers.forEach { $0.cancel() }
    }
}
