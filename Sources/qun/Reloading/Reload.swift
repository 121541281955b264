import Apps
import Gateway
import Logging
import NIOSSL
import Wire

/// Reads the configuration of a running server again, and lets it serve by what it may change while it runs: apps, their
/// administrators, limits and the certificate.
///
/// All that is new is read, checked and prepared before anything changes. What is wrong about it is one line of the log, and
/// the server goes on as it was.
actor Reload {
    /// What it works on.
    struct Parts: Sendable {
        /// Reads the configuration from where the start has read it.
        var read: @Sendable () throws -> ServerConfiguration
        /// Finds the apps of a configuration.
        var world: @Sendable (ServerConfiguration) async throws -> ServedWorld
        /// Reads the certificate of a configuration, or makes one; `nil` without TLS.
        var certificate: @Sendable (ServerConfiguration) throws -> ServedCertificate?
        /// Lets an app's administrators exist.
        var importAdmins: @Sendable (AppSettings) async throws -> Void
        var directory: AppDirectory
        /// The numbers of the apps that somebody has created.
        var created: @Sendable () -> [SDKAppID]
        /// Is told of the apps that are served now, where those come from, and how new ones are served.
        var adopt: @Sendable (_ changes: AppChanges, _ world: ServedWorld) -> Void
        var changeLimits: @Sendable (GatewayLimits) -> Void
        var changeCertificate: @Sendable (NIOSSLContext) -> Void
        var logger: Logger
    }

    private let parts: Parts
    private let live: LiveSettings
    /// As the start has read it.
    private let first: ServerConfiguration
    private let connected: [SDKAppID: WebhookSettings]
    /// The settings that are in force, as far as they may change.
    private var values: GivenValues
    private var apps: [SDKAppID: AppSettings]
    private var common: AppSettings
    private var certificate: ServedCertificate?

    /// - Parameters:
    ///   - configuration: as the start has read it.
    ///   - world: its apps.
    ///   - certificate: the one that is shown; `nil` without TLS.
    init(
        _ configuration: ServerConfiguration, world: ServedWorld, certificate: ServedCertificate?, parts: Parts
    ) throws {
        self.parts = parts
        live = try LiveSettings()
        first = configuration
        values = configuration.givenValues
        apps = Dictionary(uniqueKeysWithValues: world.configured.map { ($0.sdkAppID, $0) })
        connected = apps.compactMapValues(\.webhooks)
        common = world.common
        self.certificate = certificate
    }

    /// Reads the configuration again; the log says what has changed, or why nothing has.
    func run() async {
        do {
            let changes = try await takeOver(try parts.read())
            parts.logger.notice(
                changes.isEmpty
                    ? "the configuration was read again, and nothing has changed" : "the configuration was read again",
                metadata: changes)
        } catch {
            parts.logger.error(
                "the configuration cannot be read again, and the server goes on with the one that it has",
                metadata: ["error": "\(error)"])
        }
    }

    /// - Returns: what has changed, for the log; empty for nothing.
    private func takeOver(_ read: ServerConfiguration) async throws -> Logger.Metadata {
        var configuration = read
        // what else these decide is decided by the start
        configuration.isDemo = first.isDemo
        configuration.host = first.host
        configuration.tlsPort = first.tlsPort
        try configuration.checkDemoKey()
        let certificate = try parts.certificate(configuration)
        let world = try await parts.world(configuration)
        let changes = AppChanges(from: apps, to: world.configured, connected: connected)
        for app in changes.added + changes.changed {
            try await parts.importAdmins(app)
        }

        parts.changeLimits(configuration.limits)
        if let certificate {
            parts.changeCertificate(certificate.context)
        }
        let isCommonChanged = world.common != common
        changes.apply(
            to: parts.directory, created: parts.created(), common: isCommonChanged ? world.common : nil)
        parts.adopt(changes, world)
        defer {
            apps = changes.all
            common = world.common
            values = read.givenValues
            self.certificate = certificate
        }
        return words(changes, values: read.givenValues, certificate: certificate)
    }

    private func words(
        _ changes: AppChanges, values: GivenValues, certificate: ServedCertificate?
    ) -> Logger.Metadata {
        let waiting = first.givenValues.names(changedIn: values).filter { !isLive($0) }
        let lists: [(String, [String])] = [
            ("settings", self.values.names(changedIn: values).filter(isLive)),
            ("apps_added", changes.added.map(\.sdkAppID.description)),
            ("apps_changed", changes.changed.map(\.sdkAppID.description)),
            ("apps_removed", changes.removed.map(\.description)),
            ("at_next_start", waiting),
            ("apps_at_next_start", changes.waiting.map(\.description)),
        ]
        var words: Logger.Metadata = [:]
        for (name, texts) in lists where !texts.isEmpty {
            words[name] = .array(texts.map { .string($0) })
        }
        if let certificate, let shown = self.certificate, certificate.differs(from: shown) {
            words["certificate_until"] = "\(certificate.end)"
        }
        return words
    }

    /// Whether a setting counts without a start.
    private func isLive(_ name: String) -> Bool {
        live.contains(name) && !(first.tlsPort == nil && name.hasPrefix("tls"))
    }
}
