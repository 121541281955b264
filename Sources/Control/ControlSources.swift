package import Figures
package import Health
package import Wire

/// What the routes answer from.
package struct ControlSources: Sendable {
    /// The version of the server.
    let version: String
    let health: ServerHealth
    let figures: Figures
    let calls: CallRing
    /// The server's clock.
    let now: @Sendable () -> UnixTime
    let clock: any Clock<Duration>

    /// - Parameters:
    ///   - now: the server's clock.
    ///   - clock: what waits.
    package init(
        version: String, health: ServerHealth, figures: Figures, calls: CallRing,
        now: @escaping @Sendable () -> UnixTime, clock: any Clock<Duration>
    ) {
        self.version = version
        self.health = health
        self.figures = figures
        self.calls = calls
        self.now = now
        self.clock = clock
    }
}
