import Foundation
import Wire

/// The machine's clock.
enum SystemClock {
    static func now() -> UnixTime {
        UnixTime(seconds: Int64(Date().timeIntervalSince1970))
    }

    /// Milliseconds since 1970.
    static func milliseconds() -> Int64 {
        Int64(Date().timeIntervalSince1970 * 1_000)
    }

    /// The time since some moment before, by a clock that never goes back.
    static func uptime() -> Duration {
        start.duration(to: .now)
    }

    /// Lets the calling thread wait.
    static func pause(_ duration: Duration) {
        Thread.sleep(forTimeInterval: duration / .seconds(1))
    }

    private static let start = ContinuousClock.now
}
