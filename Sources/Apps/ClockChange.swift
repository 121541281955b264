package import Wire

/// What somebody wants of an app's clock; what is `nil` stays as it is.
package struct ClockChange: Sendable, Equatable {
    /// Whether it is set back first, to what it was when the server started.
    package var isReset = false
    package var now: UnixTime?
    /// Seconds to put it forward by, or back where negative; after ``now``.
    package var advance: Int64?
    package var isFrozen: Bool?
    package var rate: Double?
    package var governsSignatures: Bool?

    package init() {}

    /// A clock with the changes.
    ///
    /// - Parameters:
    ///   - first: what the clock was when the server started.
    ///   - server: by the server's clock.
    /// - Returns: `nil` where it would show a moment that the wire has no number for.
    package func applied(to clock: AppClock, first: AppClock, at server: UnixTime) -> AppClock? {
        var clock = isReset ? first : clock
        if let rate {
            clock.run(at: rate, from: server)
        }
        if let isFrozen {
            clock.freeze(isFrozen, at: server)
        }
        if let now {
            clock.set(to: now, at: server)
        }
        if let advance {
            clock.advance(bySeconds: advance, at: server)
        }
        if let governsSignatures {
            clock.governsSignatures = governsSignatures
        }
        return AppClock.moments.contains(clock.time(server)) ? clock : nil
    }
}
