import Apps
import Logging
import Wire

extension ServedApps {
    /// Sets the clock of an app; messages that are kept no longer are removed then.
    ///
    /// - Returns: the clock.
    func setClock(of id: SDKAppID, _ wanted: ClockChange) async throws(ControlRefusal) -> AppClock {
        let now = surroundings.now()
        let first = background(of: id).firstClock
        let changed = try change(id) { (app) throws(ControlRefusal) in
            guard let clock = wanted.applied(to: app.clock, first: first, at: now) else {
                throw ControlRefusal(
                    .bodyInvalid,
                    "The clock would be out of the times that the protocol has, which are those from 1 to "
                        + "\(AppClock.moments.upperBound.seconds).")
            }
            app.clock = clock
        }
        note("the clock of an app was set", id, ["now": .stringConvertible(changed.time(now).seconds)])
        await surroundings.trim(changed)
        return changed.clock
    }
}
