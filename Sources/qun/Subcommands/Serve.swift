import Apps
import ArgumentParser
import Configuration
import Control
import Figures
import Foundation
import Logging
import Metrics
import NIOCore
import ServiceLifecycle
import UnixSignals
import Wire

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start the server.",
        discussion: """
            Every option can also stand in the environment (QUN_PORT, QUN_TLS_PORT, QUN_SECRET_KEY, …) and in the \
            configuration file ("port", "tlsPort", "secretKey", …). A flag wins over the environment, the \
            environment over the file. Limits and several apps are settings of the file; docs/configuration.md lists \
            them all.
            """)

    @Option(help: "The address to listen at. (default: 127.0.0.1)")
    var host: String?

    @Option(help: "The port for HTTP; 0 picks a free one. (default: 8080)")
    var port: Int?

    @Option(help: "The port for HTTPS; 0 picks a free one. (default: 8443)")
    var tlsPort: Int?

    @Flag(help: "Listen for HTTP only.")
    var noTls = false

    @Option(help: ArgumentHelp("A certificate chain of your own, PEM.", valueName: "file"))
    var tlsCertificate: String?

    @Option(help: ArgumentHelp("The key of --tls-certificate, PEM.", valueName: "file"))
    var tlsKey: String?

    @Option(
        help: ArgumentHelp(
            "The folder of the database and the generated keys. (default: ./qun-data)", valueName: "folder"))
    var data: String?

    @Flag(
        help: ArgumentHelp(
            "Keep the data in a new temporary folder, which goes at the end; goes with neither --data nor --store."))
    var ephemeral = false

    @Option(
        help: ArgumentHelp(
            "A file that says where the server is, while it takes calls: the line of JSON that it prints when it is ready.",
            valueName: "file"))
    var readyFile: String?

    @Option(
        help: ArgumentHelp(
            "A PostgreSQL database to keep accounts and groups in, postgres://host/name; several nodes may share it.",
            discussion: """
                Without it they are in the data folder. Other users of the machine see the flags of a process, so a \
                password is better kept in QUN_STORE, in the configuration file or in libpq's password file.
                """,
            valueName: "address"))
    var store: Secret?

    @Flag(
        help: ArgumentHelp(
            "Begin a new store where the folder's own is missing, or where another database lies in its place.",
            discussion: "What lies there is renamed, not removed. A store that is in order is served as it is."))
    var newStore = false

    @Option(help: ArgumentHelp("A configuration file, JSON.", valueName: "file"))
    var config: String?

    @Option(
        name: .customLong("sdkappid"),
        help: "The app to serve; needs --secret-key-file or --secret-key. (default: one is made)")
    var sdkAppID: UInt32?

    @Option(
        help: ArgumentHelp(
            "The key that the app's UserSigs are made with, used as text.",
            discussion: "Other users of the machine see the flags of a process; --secret-key-file is better."))
    var secretKey: Secret?

    @Option(
        help: ArgumentHelp(
            "A file with that key, or - for standard input; the end of its line does not count.", valueName: "file"))
    var secretKeyFile: String?

    @Option(
        help: ArgumentHelp("An administrator of the app; may be repeated. (default: administrator)", valueName: "name"))
    var admin: [String] = []

    @Flag(help: "Create accounts when a group command names them, instead of answering 10019.")
    var autoImportAccounts = false

    @Flag(
        help: """
            Check random and contenttype, keep the older text limits, never take \"\" for absent, take names of \
            accounts of ASCII only.
            """)
    var strict = false

    @Flag(help: "Refuse requests with fields that the command does not have; else the log notes them.")
    var strictFields = false

    @Flag(help: "Answer ShutUpAllMember and ShutUpUntil beside the newer names.")
    var legacyNames = false

    @Option(help: "The fields of unfiltered answers: seed or current. (default: seed)")
    var fieldProfile: String?

    @Flag(help: "Load the documentation page's app and group, once.")
    var demo = false

    @Option(
        help: ArgumentHelp(
            "A file of calls that apps without groups begin with.",
            discussion: #"A call a line: {"command": "group_open_http_svc/create_group", "body": {…}}."#))
    var seed: String?

    @Option(
        name: .customLong("webhook-url"),
        help: ArgumentHelp(
            "The receiver of webhooks, http://… or https://…; `qun webhooks listen` is one.",
            discussion: "What else can be set about webhooks stands in docs/webhooks.md.", valueName: "address"))
    var webhookURL: Secret?

    @Option(help: "What webhooks are signed with.")
    var webhookToken: Secret?

    @Option(help: "The port for programs and people that watch the server; 0 picks a free one. (default: 8081)")
    var controlPort: Int?

    @Option(help: "The address of the control port; needs --control-token beyond loopback. (default: 127.0.0.1)")
    var controlAddress: String?

    @Option(
        help: ArgumentHelp(
            "What callers of the control port have to know.",
            discussion: "Other users of the machine see the flags of a process; QUN_CONTROL_TOKEN is better."))
    var controlToken: Secret?

    @Flag(
        help: ArgumentHelp(
            "Let the control port reset apps, set their clocks and make faults; comes with --demo.",
            discussion: "For servers that are there to be tried with."))
    var dev = false

    @Flag(
        help: ArgumentHelp(
            "Let the control port show the bodies of calls.",
            discussion: "They hold what people write. control.bodyBytes says how much of each is kept."))
    var recordBodies = false

    @Flag(help: "Have no control port.")
    var noControl = false

    @Option(help: "The least level of the log: trace, debug, info, notice, warning, error or critical. (default: info)")
    var logLevel: String?

    @Option(help: "How the log looks: auto (text on a terminal, JSON elsewhere), text or json. (default: auto)")
    var logFormat: String?

    @Option(help: "Memory for groups that are answered without reading the store, in bytes. (default: 134217728)")
    var readCacheBytes: Int?

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        MemoryArenas.bound(cores: ProcessInfo.processInfo.activeProcessorCount, environment: environment)
        let descriptorCount = DescriptorLimit.raised()
        let signals = await StopSignals(and: .sighup, .sigquit)
        var configuration = try ServerConfiguration.load(flags: settings, environment: environment)
        let descriptors = try DescriptorLimit(
            count: descriptorCount, eventLoops: NIOSingletons.groupLoopCountSuggestion,
            storeConnections: configuration.store.connectionCount,
            controlConnections: configuration.control == nil ? 0 : ControlServer.maximumConnections)
        let log = ServerLog.bootstrap(
            level: configuration.logLevel, format: configuration.logFormat, environment: environment)
        defer { log.flush() }
        configuration.limits.hold(to: descriptors, logger: log.logger)
        let ephemeral =
            try configuration.isEphemeral ? EphemeralFolder(in: FileManager.default.temporaryDirectory) : nil
        defer { ephemeral?.remove() }
        configuration.dataFolder = ephemeral?.path ?? configuration.dataFolder
        let figures = Figures()
        if configuration.control != nil {
            ProcessFigures.observe(
                by: figures, start: Date().timeIntervalSince1970, descriptorCount: descriptorCount)
            MetricsSystem.bootstrap(figures)
        }
        let running = RunningServer()
        let manager = Supervisor(environment: environment, processID: getpid())
        let server = Server(
            configuration: configuration, log: log, figures: figures,
            reread: { [flags = settings] in
                var configuration = try ServerConfiguration.load(flags: flags, environment: environment)
                configuration.limits.hold(to: descriptors, logger: log.logger)
                return configuration
            }, running: running, manager: manager)
        let services = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: server, successTerminationBehavior: .gracefullyShutdownGroup)],
                logger: log.logger))
        try await signals.run(services, log: log) {
            manager?.tell(.stopping, status: "stopping")
        } onHangup: {
            await running.reload(logger: log.logger)
        } onQuit: {
            var report = StateReport(uptime: SystemClock.uptime(), descriptorCount: descriptorCount)
            running.report(&report)
            log.write(report)
        }
    }

    /// The flags that were given, by the names of the settings.
    var settings: [String: ConfigContent] {
        var settings: [String: ConfigContent] = [:]
        settings["host"] = host.map(ConfigContent.string)
        settings["port"] = port.map(ConfigContent.int)
        settings["tlsPort"] = tlsPort.map(ConfigContent.int)
        settings["noTls"] = noTls ? .bool(true) : nil
        settings["tlsCertificate"] = tlsCertificate.map(ConfigContent.string)
        settings["tlsKey"] = tlsKey.map(ConfigContent.string)
        settings["data"] = data.map(ConfigContent.string)
        settings["ephemeral"] = ephemeral ? .bool(true) : nil
        settings["readyFile"] = readyFile.map(ConfigContent.string)
        settings["store"] = store.map { .string($0.revealed) }
        settings["newStore"] = newStore ? .bool(true) : nil
        settings["config"] = config.map(ConfigContent.string)
        settings["sdkappid"] = sdkAppID.map { .int(Int($0)) }
        settings["secretKey"] = secretKey.map { .string($0.revealed) }
        settings["secretKeyFile"] = secretKeyFile.map(ConfigContent.string)
        settings["admin"] = admin.isEmpty ? nil : .stringArray(admin)
        settings["autoImportAccounts"] = autoImportAccounts ? .bool(true) : nil
        settings["strict"] = strict ? .bool(true) : nil
        settings["strictFields"] = strictFields ? .bool(true) : nil
        settings["legacyNames"] = legacyNames ? .bool(true) : nil
        settings["fieldProfile"] = fieldProfile.map(ConfigContent.string)
        settings["demo"] = demo ? .bool(true) : nil
        settings["recordBodies"] = recordBodies ? .bool(true) : nil
        settings["dev"] = dev ? .bool(true) : nil
        settings["seed"] = seed.map(ConfigContent.string)
        settings["readCacheBytes"] = readCacheBytes.map(ConfigContent.int)
        settings["webhooks.url"] = webhookURL.map { .string($0.revealed) }
        settings["webhooks.token"] = webhookToken.map { .string($0.revealed) }
        settings["control.port"] = controlPort.map(ConfigContent.int)
        settings["control.address"] = controlAddress.map(ConfigContent.string)
        settings["control.token"] = controlToken.map { .string($0.revealed) }
        settings["noControl"] = noControl ? .bool(true) : nil
        settings["logLevel"] = logLevel.map(ConfigContent.string)
        settings["logFormat"] = logFormat.map(ConfigContent.string)
        return settings
    }
}
