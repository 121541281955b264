package import Figures
package import Health
package import Wire

/// What the routes answer from.
package struct ControlSources: Sendable {
    /// The version of the server.
    let version: String
    let health: ServerHealth
    let figures: Figures
    /// The server's clock.
    let now: @Sendable () -> UnixTime

    package init(version: String, health: ServerHealth, figures: Figures, now: @escaping @Sendable () -> UnixTime) {
        self.version = version
        self.health = health
        self.figures = figures
        self.now = now
    }
}
