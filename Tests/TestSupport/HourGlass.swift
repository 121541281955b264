import Synchronization

/// A clock that stands still until it is turned, and tells how long its sleepers want to sleep.
package final class HourGlass: Clock {
    package struct Instant: InstantProtocol {
        package var offset: Duration

        package func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        package func duration(to other: Instant) -> Duration { other.offset - offset }
        package static func < (lhs: Instant, rhs: Instant) -> Bool { lhs.offset < rhs.offset }
    }

    private struct State {
        var wanted: [Duration] = []
        var sleepers: [CheckedContinuation<Void, any Error>] = []
        var watchers: [CheckedContinuation<Void, Never>] = []
        var isCancelled = false
    }

    private let state = Mutex(State())

    package init() {}

    package let now = Instant(offset: .zero)
    package let minimumResolution = Duration.zero

    /// How long every sleeper so far wanted to sleep.
    package var wanted: [Duration] { state.withLock(\.wanted) }

    package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (sleeper: CheckedContinuation<Void, any Error>) in
                let watchers = state.withLock { state in
                    state.wanted.append(deadline.offset)
                    if state.isCancelled {
                        sleeper.resume(throwing: CancellationError())
                    } else {
                        state.sleepers.append(sleeper)
                    }
                    defer { state.watchers = [] }
                    return state.watchers
                }
                watchers.forEach { $0.resume() }
            }
        } onCancel: {
            let sleepers = state.withLock { state in
                state.isCancelled = true
                defer { state.sleepers = [] }
                return state.sleepers
            }
            sleepers.forEach { $0.resume(throwing: CancellationError()) }
        }
    }

    /// Wakes all sleepers.
    package func turn() {
        let sleepers = state.withLock { state in
            defer { state.sleepers = [] }
            return state.sleepers
        }
        sleepers.forEach { $0.resume() }
    }

    /// Returns when somebody sleeps.
    package func waitForSleeper() async {
        await withCheckedContinuation { watcher in
            let isWatching = state.withLock { state in
                guard state.sleepers.isEmpty else {
                    return false
                }
                state.watchers.append(watcher)
                return true
            }
            if !isWatching {
                watcher.resume()
            }
        }
    }
}
