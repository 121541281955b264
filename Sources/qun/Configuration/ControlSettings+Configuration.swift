import Control
import Wire

extension ControlSettings {
    /// Bytes that a token needs, so that nobody can try them all.
    private static let leastTokenBytes = 16

    /// Calls that may be kept, about 200 bytes each for each core.
    private static let maximumCalls = 100_000

    /// Bytes of each body that are kept with `recordBodies`, and most that may be.
    private static let usualBodyBytes = 4_096
    private static let maximumBodyBytes = 1_048_576

    /// Reads the settings of the control port; `nil` where there is to be none.
    ///
    /// - Throws: ``ConfigurationError``, also for a port that others can reach without a token.
    init?(_ settings: SettingsReader) throws {
        self.init()
        let section = settings.section("control")
        let port = try section.int("port", in: 0...65_535)
        let address = try section.string("address")
        let hosts = try section.strings("hosts")
        token = try section.secret("token")
        let calls = try section.int("calls", in: 0...Self.maximumCalls)
        let recordsBodies = try settings.bool("recordBodies", else: false)
        let bodies = try section.int("bodyBytes", in: 1...Self.maximumBodyBytes)
        let most = try section.int("bodyBytes", in: 1...Self.maximumBodyBytes, else: Self.usualBodyBytes)
        bodyBytes = recordsBodies ? most : 0
        guard recordsBodies || bodies == nil else {
            throw ConfigurationError("control.bodyBytes has no effect without recordBodies; set both or none")
        }
        let development = try settings.bool("dev")
        isDevelopment = try settings.bool("dev", else: settings.bool("demo") ?? false)
        if try settings.bool("noControl", else: false) {
            guard port == nil, address == nil, hosts == nil, token == nil, calls == nil, development != true,
                !recordsBodies
            else {
                throw ConfigurationError(
                    "noControl leaves dev and the settings of control without effect; leave them out")
            }
            return nil
        }
        self.port = try section.int("port", in: 0...65_535, else: self.port)
        self.address = try section.string("address", else: self.address)
        self.hosts = hosts ?? self.hosts
        callCount = try section.int("calls", in: 0...Self.maximumCalls, else: callCount)
        isPortChosen = port != nil || address != nil
        if let token {
            let bytes = token.revealed.utf8
            guard bytes.count >= Self.leastTokenBytes, bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else {
                throw ConfigurationError(
                    "control.token must be at least \(Self.leastTokenBytes) visible characters of ASCII; "
                        + "openssl rand -hex 32 makes a good one")
            }
        } else if !ServerConfiguration.isLoopback(self.address) {
            throw ConfigurationError(
                "the control port shows every call, so that at \(self.address), which other machines can reach, it "
                    + "needs a control.token; set QUN_CONTROL_TOKEN, or leave control.address out")
        }
    }
}
