import Groups
import Wire

extension UnitOfWork {
    /// The first sending of a message that is sent again; `nil` for a new one.
    ///
    /// The window holds in both directions: a call may overtake an earlier one on its way here. What lies further ahead was
    /// noted by a clock that has been set back since, and does not count.
    ///
    /// - Parameter window: seconds for which a sending counts.
    func firstSend(_ key: RecentSendKey, window: Int64, at now: UnixTime) throws -> RecentSend? {
        // most keys were never noted
        guard let sends = try recentSends.find(key), !sends.isEmpty else {
            return nil
        }
        let ahead = Self.end(ofWindow: window, ahead: now)
        return sends.filter { $0.keptUntil > now && $0.keptUntil < ahead }.max { $0.keptUntil < $1.keptUntil }
    }

    /// Notes a sending, and drops some that count no longer, so that the notes do not outgrow their window.
    ///
    /// - Parameters:
    ///   - time: that the message carries.
    ///   - window: seconds from now for which it counts.
    func noteSend(_ key: RecentSendKey, seq: Int64, time: UnixTime, window: Int64, at now: UnixTime) throws {
        let keptUntil = UnixTime(seconds: now.seconds + window)
        let others = (try recentSends.find(key) ?? []).filter { $0.keptUntil != keptUntil }
        recentSends.set(others + [RecentSend(seq: seq, time: time, keptUntil: keptUntil)], for: key)
        tidySends(Self.droppedPerSend, at: now)
    }

    /// The latest moment at which a sending that counts stops counting: it was made less than a window ahead.
    static func end(ofWindow window: Int64, ahead now: UnixTime) -> UnixTime {
        UnixTime(seconds: now.seconds + 2 * window)
    }

    private static let droppedPerSend: Int64 = 3
}
