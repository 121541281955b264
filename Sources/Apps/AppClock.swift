package import Wire

/// The time of an app, as a function of the server's.
///
/// It runs as the server's, but where somebody has set it: ahead or behind, at another rate, or not at all.
package struct AppClock: Sendable, Equatable {
    /// The server's own.
    package static let server = AppClock(shift: 0)

    /// The rates that a clock can have, in its own seconds for each of the server's.
    package static let rates = 0.001...100_000.0
    /// The moments that a clock can be set to: those that fit a field of time on the wire.
    package static let moments = UnixTime(seconds: 1)...UnixTime.forever

    /// A moment by the server's clock, in milliseconds, at which this one showed `shown`.
    private var anchor: Int64
    /// In milliseconds.
    private var shown: Int64
    /// Own seconds for each of the server's, while it is not frozen.
    package private(set) var rate = 1.0
    /// Whether it stands still.
    package private(set) var isFrozen = false
    /// Whether the validity of signatures goes by it too.
    package var governsSignatures = false

    /// One that is ahead of the server's by a number of seconds.
    package init(shift: Int64) {
        anchor = 0
        shown = shift * 1_000
    }

    // MARK: Reading

    /// The app's time at a time of the server.
    package func time(_ now: UnixTime) -> UnixTime {
        let (seconds, rest) = milliseconds(now.seconds * 1_000).quotientAndRemainder(dividingBy: 1_000)
        return UnixTime(seconds: rest < 0 ? seconds - 1 : seconds)
    }

    /// The app's time at a time of the server, both in milliseconds since 1970.
    package func milliseconds(_ now: Int64) -> Int64 {
        guard !isFrozen else {
            return shown
        }
        guard rate != 1 else {
            return now - anchor + shown
        }
        let latest = UnixTime.forever.seconds * 1_000
        let passed = Double(now - anchor) * rate
        return passed < Double(latest - shown) ? shown + Int64(passed) : latest
    }

    // MARK: Setting

    /// Lets it show a moment at a time of the server, and go on from there as it did.
    mutating func set(to moment: UnixTime, at now: UnixTime) {
        anchor = now.seconds * 1_000
        shown = moment.seconds * 1_000
    }

    /// Puts it forward, or back, by a number of seconds.
    mutating func advance(bySeconds seconds: Int64, at now: UnixTime) {
        set(to: UnixTime(seconds: time(now).seconds + seconds), at: now)
    }

    /// Lets it stand still, or go on from the moment that it shows.
    mutating func freeze(_ isFrozen: Bool, at now: UnixTime) {
        set(to: time(now), at: now)
        self.isFrozen = isFrozen
    }

    /// Lets it go on at another rate from the moment that it shows.
    mutating func run(at rate: Double, from now: UnixTime) {
        set(to: time(now), at: now)
        self.rate = rate
    }
}
