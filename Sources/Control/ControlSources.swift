package import Faults
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
    let apps: ServedApps
    /// What the server does wrong on purpose.
    let faults: FaultRules
    /// Those that were given.
    let settings: [ShownSetting]
    /// Who may use the port.
    let access: AccessRules
    /// Whether the server is there to be tried with.
    let isDevelopment: Bool
    /// The server's clock.
    let now: @Sendable () -> UnixTime
    /// A clock that never goes back, for how long things take.
    let uptime: @Sendable () -> Duration
    /// What waits.
    let clock: any Clock<Duration>

    /// - Parameters:
    ///   - settings: who may use the port.
    ///   - given: the settings of the server that were given.
    ///   - random: yields an index below a bound, from a cryptographic source.
    ///   - now: the server's clock.
    ///   - uptime: a clock that never goes back.
    ///   - clock: what waits.
    package init(
        version: String, settings: ControlSettings, health: ServerHealth, figures: Figures, calls: CallRing,
        apps: ServedApps, faults: FaultRules, given: [ShownSetting], random: @escaping @Sendable (_ bound: Int) -> Int,
        now: @escaping @Sendable () -> UnixTime, uptime: @escaping @Sendable () -> Duration,
        clock: any Clock<Duration>
    ) {
        self.version = version
        self.health = health
        self.figures = figures
        self.calls = calls
        self.apps = apps
        self.faults = faults
        self.settings = given
        access = AccessRules(
            token: settings.token, hosts: settings.hosts, sessions: BrowserSessions(random: random))
        isDevelopment = settings.isDevelopment
        self.now = now
        self.uptime = uptime
        self.clock = clock
    }
}
