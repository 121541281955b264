/// A moment in whole seconds since 1970 (UTC), as every time on the wire.
package struct UnixTime: Hashable, Sendable, Comparable {
    /// The wire's "for ever", and the latest moment that a mute can end.
    package static let forever = UnixTime(seconds: 4_294_967_295)
    /// The wire's "never".
    package static let never = UnixTime(seconds: 0)

    package let seconds: Int64

    package init(seconds: Int64) {
        self.seconds = seconds
    }

    package static func < (left: UnixTime, right: UnixTime) -> Bool {
        left.seconds < right.seconds
    }

    /// This moment, or the recorded one where that is a little later.
    ///
    /// So the times that calls record do not go back when one call overtakes another on its way to the store. A record
    /// that lies further ahead was made by a clock that has been set back since, and does not count.
    package func notBefore(_ recorded: UnixTime) -> UnixTime {
        recorded.seconds - seconds <= Self.maximumDelay ? max(self, recorded) : self
    }

    /// Seconds by which a call may reach the store after one that arrived later; a larger step is a clock set back.
    private static let maximumDelay: Int64 = 10

    /// The moment that lies a number of seconds later, at most ``forever``.
    package func advanced(bySeconds seconds: UInt32) -> UnixTime {
        min(UnixTime(seconds: self.seconds + Int64(seconds)), .forever)
    }
}
