import Synchronization

/// A clock that a test moves.
final class ManualUptime: Sendable {
    private let now = Mutex(Duration.seconds(1_000))

    func advance(by duration: Duration) {
        now.withLock { $0 += duration }
    }

    func callAsFunction() -> Duration {
        now.withLock(\.self)
    }
}
