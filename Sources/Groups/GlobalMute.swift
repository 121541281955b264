package import Wire

/// Until when an account may send no messages anywhere in the app.
///
/// - Source: protocol reference file 60, sections 11 and 12.
package struct GlobalMute: Sendable, Equatable {
    /// Muted nowhere.
    package static let none = GlobalMute(c2cUntil: .never, groupUntil: .never)

    /// The end for one-to-one messages; ``UnixTime/never`` when not muted, ``UnixTime/forever`` without end.
    package var c2cUntil: UnixTime
    /// The end for messages in groups; otherwise as ``c2cUntil``.
    package var groupUntil: UnixTime

    package init(c2cUntil: UnixTime, groupUntil: UnixTime) {
        self.c2cUntil = c2cUntil
        self.groupUntil = groupUntil
    }

    /// The seconds that a mute still lasts: 0 when it is over, 4294967295 without end.
    package static func secondsLeft(until end: UnixTime, at now: UnixTime) -> Int64 {
        guard end != .forever else {
            return UnixTime.forever.seconds
        }
        return max(end.seconds - now.seconds, 0)
    }
}

/// A write to an account's global mute.
package struct GlobalMuteChange: Sendable, Equatable {
    /// The new end for one-to-one messages; `nil` leaves it.
    package var c2cUntil: UnixTime?
    /// The new end for messages in groups; `nil` leaves it.
    package var groupUntil: UnixTime?

    package init(c2cUntil: UnixTime? = nil, groupUntil: UnixTime? = nil) {
        self.c2cUntil = c2cUntil
        self.groupUntil = groupUntil
    }

    package func apply(to mute: GlobalMute) -> GlobalMute {
        GlobalMute(c2cUntil: c2cUntil ?? mute.c2cUntil, groupUntil: groupUntil ?? mute.groupUntil)
    }
}
