import Foundation
import Wire

/// The machine's clock.
enum SystemClock {
    static func now() -> UnixTime {
        UnixTime(seconds: Int64(Date().timeIntervalSince1970))
    }
}
