import Apps
import Synchronization

/// Lets a number of calls through in a second: as many at once as in a second, then evenly.
///
/// A bucket is one number, the moment at which it is full again; a call moves it on by the time that one token takes.
///
/// - Concurrency: safe for use from any thread, without a lock.
final class TokenBucket: Sendable {
    private static let second: Int64 = 1_000_000_000

    /// Nanoseconds in which one token comes.
    private let interval: Atomic<Int64>
    /// How often a token was asked for since ``takeAsked()``.
    private let asked = Atomic<Int>(0)
    /// When the bucket is full again, in nanoseconds of uptime.
    private let fullAgain = Atomic<Int64>(.min)

    /// - Parameter rate: calls in a second, at least 1.
    init(rate: Int) {
        interval = Atomic(max(1, Self.second / Int64(max(1, rate))))
    }

    /// Changes how many calls are let through in a second; below 1, one in several seconds.
    func change(rate: Double) {
        interval.store(Int64(min(max(1, Double(Self.second) / rate), 1e15)), ordering: .relaxed)
    }

    /// How often a token has been asked for since the last time.
    func takeAsked() -> Int {
        asked.exchange(0, ordering: .relaxed)
    }

    /// Takes a token.
    ///
    /// - Parameter uptime: of a clock that never goes back.
    /// - Returns: whether there was one; otherwise nothing has changed.
    func take(uptime: Duration) -> Bool {
        let (seconds, attoseconds) = uptime.components
        let now = seconds * Self.second + attoseconds / Self.second
        let interval = interval.load(ordering: .relaxed)
        asked.wrappingAdd(1, ordering: .relaxed)
        var found = fullAgain.load(ordering: .relaxed)
        while true {
            let start = max(found, now)
            guard start - now <= max(0, Self.second - interval) else {
                return false
            }
            let (exchanged, original) = fullAgain.weakCompareExchange(
                expected: found, desired: start + interval, ordering: .relaxed)
            if exchanged {
                return true
            }
            found = original
        }
    }
}
