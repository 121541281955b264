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

    /// The time since the machine was started, in microseconds, as the system's other programs know it.
    static func machineUptime() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_nsec) / 1_000
    }

    /// Lets the calling thread wait.
    static func pause(_ duration: Duration) {
        Thread.sleep(forTimeInterval: duration / .seconds(1))
    }

    private static let start = ContinuousClock.now
}
