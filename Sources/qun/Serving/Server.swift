import Apps
import Commands
import Control
import Faults
import Figures
import Foundation
import Gateway
import Health
import Logging
import Metrics
import NIOPosix
import NIOSSL
import PostgresStore
import Presence
import SQLiteStore
import ServiceLifecycle
import Storage
import Tracing
import Wire

/// Wires the parts together and runs them until a graceful shutdown begins.
///
/// That may be at any moment: what has been opened by then is closed in order.
struct Server: ServiceLifecycle.Service {
    let configuration: ServerConfiguration
    private let log: ServerLog
    var logger: Logger { log.logger }
    let folder: DataFolder
    /// What is counted and timed.
    private let figures: Figures
    private let tracer: (any Tracer)?
    /// Reads the configuration again.
    let reread: @Sendable () throws -> ServerConfiguration
    private let running: RunningServer
    let manager: Supervisor?
    private var readyFile: ReadyFile? { configuration.readyFile.map { ReadyFile(path: $0, process: getpid()) } }

    /// Yields an index below a bound.
    ///
    /// The system's source is a cryptographic one.
    static let random: @Sendable (Int) -> Int = { Int.random(in: 0..<$0) }

    /// - Parameters:
    ///   - figures: where swift-metrics counts, as far as the control port shows it.
    ///   - tracer: where the spans of calls go; `nil` for nowhere. No package that exports them is a part of this one: whoever
    ///     has one gives its tracer here.
    ///   - reread: reads the configuration again.
    ///   - running: is told when the server can be asked for something.
    ///   - manager: what has started the process; `nil` where it does not want to be told anything.
    init(
        configuration: ServerConfiguration, log: ServerLog, figures: Figures, tracer: (any Tracer)? = nil,
        reread: @escaping @Sendable () throws -> ServerConfiguration, running: RunningServer, manager: Supervisor?
    ) {
        self.reread = reread
        self.running = running
        self.manager = manager
        self.configuration = configuration
        self.tracer = tracer
        self.figures = figures
        self.log = log
        folder = DataFolder(path: configuration.dataFolder)
    }

    /// Opens the store, listens, tells that it is ready, and answers.
    func run() async throws {
        try configuration.checkDemoKey()
        try readyFile?.prepare()
        defer { readyFile?.remove() }
        // first, so that a server that cannot start brings no store up to date
        let ownTLS = try configuration.certificate.map { try ServedCertificate(chain: $0.chain, key: $0.key) }
        guard !Task.isShuttingDownGracefully else {
            return
        }
        let store = try await openStore()
        do {
            try await serve(store, ownTLS: ownTLS)
        } catch {
            try? await store.close()
            throw error
        }
        try await store.close()
        logger.info("stopped")
    }

    /// Opens the store on a thread outside the pool that all tasks share: opening waits for the disk or another machine,
    /// perhaps for long.
    private func openStore() async throws -> any GroupStore {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try openStoreNow() })
            }
        }
    }

    private func openStoreNow() throws -> any GroupStore {
        let figures = StoreFigures(MetricsSystem.factory)
        switch configuration.store {
        case .dataFolder:
            let url = URL(fileURLWithPath: folder.path, isDirectory: true)
            let options = OpeningOptions(
                allowsNewStore: configuration.allowsNewStore,
                signsOfStore: [GeneratedApp.fileName, DemoWorld.fileName], filesAboutStore: [DemoWorld.fileName])
            let store = try SQLiteStore.open(
                folder: url, options: options, logger: logger, didCommit: figures.recordCommit)
            logger.info("the store is open", metadata: ["store": "sqlite", "folder": "\(folder.path)"])
            return store
        case .postgres(let address, let options):
            return try PostgresStore.open(
                uri: address.revealed, options: options, surroundings: Self.surroundings, logger: logger,
                didCommit: figures.recordCommit)
        }
    }

    static let surroundings = Surroundings(
        uptime: SystemClock.uptime, pause: SystemClock.pause, randomBits: { UInt64.random(in: .min ... .max) })

    /// - Parameter ownTLS: with a certificate of the operator's own; `nil` where there is none.
    private func serve(_ store: any GroupStore, ownTLS: ServedCertificate?) async throws {
        let now = SystemClock.now()
        let world = try await ServedWorld.load(
            configuration, into: store, folder: folder, random: Self.random, now: now)
        let apps = world.apps
        let caller = try FirstCaller(
            world.announced, origin: world.origins[world.announced.sdkAppID] ?? .configured)
        for app in apps.all {
            try await store.importAdmins(of: app, at: now)
        }
        let messageThrottle = MessageThrottle()
        // kept as long as the server runs, for the store does not
        let presence = PresenceMirror(store)
        defer { withExtendedLifetime(presence) {} }
        let seed = try await world.play(
            configuration.seedPath, in: store, folder: folder,
            by: RegistryCommandRunner(
                store: store, presence: presence.presence, messageThrottle: messageThrottle, random: Self.random),
            logger: logger)
        let certificate = try ownTLS ?? ownCertificate(now: now)
        warnOfExposedSecrets(of: configuration)
        let faults = FaultRules(chance: { Double.random(in: 0..<1) })
        let madeFaults = configuration.control?.isDevelopment == true ? faults : nil
        let webhooks = try WebhookDoor(of: apps, in: store, faults: madeFaults, logger: logger)
        let calls = CallRing(
            capacity: configuration.control?.callCount ?? 0, bodyBytes: configuration.control?.bodyBytes ?? 0)
        let cache = readCache(on: store)
        let health = ServerHealth { try await store.checkWritable() }
        let appCalls = AppCalls(of: apps)
        let runner = CountedRunner(
            RegistryCommandRunner(
                store: store, presence: presence.presence, messageThrottle: messageThrottle, random: Self.random,
                backends: webhooks?.backends ?? NoBackends(),
                immediate: cache.map { [.getGroupInfo(keepingGroupsIn: $0)] } ?? []),
            calls: appCalls)
        let gateway = GatewayServer(
            configuration: GatewayConfiguration(
                plain: ListenAddress(host: configuration.host, port: configuration.port),
                secure: certificate.flatMap { certificate in
                    configuration.tlsPort.map { port in
                        SecureListener(
                            address: ListenAddress(host: configuration.host, port: port), tls: certificate.context)
                    }
                },
                limits: configuration.limits,
                processTag: RandomText.hex(count: 8, Self.random).revealed,
                requestIDHeader: configuration.requestIDHeader),
            apps: apps,
            runner: tracer.map { TracedRunner(runner, tracer: $0) } ?? runner,
            health: health,
            faults: madeFaults,
            group: MultiThreadedEventLoopGroup.singleton,
            logger: logger,
            callLog: log.calls,
            callWatch: (configuration.control?.callCount ?? 0) > 0
                ? CallRingWatch(ring: calls, now: SystemClock.milliseconds) : nil,
            now: SystemClock.now,
            uptime: SystemClock.uptime)
        figures.observe("qun_calls_in_flight", .gauge) { Double(gateway.callsInFlight) }
        guard !Task.isShuttingDownGracefully else {
            return
        }
        let addresses = try await listening(gateway)
        let announce: @Sendable (_ control: ListenAddress?) -> Void = { control in
            let place = place(addresses, control: control, apps: apps, authority: certificate?.authorityPath)
            let report = ReadyReport(place, caller: caller, now: now)
            ReadyAnnouncement(report: report, file: readyFile, log: log).announce()
            manager?.tell(.ready, status: Self.status(of: apps))
        }
        let trimming = HistoryTrimming(
            store: store, apps: apps, logger: logger, now: SystemClock.now, clock: ContinuousClock())
        // services end in the opposite order: what the last calls did is delivered as far as that goes at once
        var services: [any ServiceLifecycle.Service] = [gateway, trimming]
        if let webhooks {
            services.insert(webhooks, at: 0)
        }
        let forget: @Sendable (SDKAppID) -> Void = { id in
            presence.presence.forget(id)
            messageThrottle.forget(id)
            faults.dropAll(of: id)
        }
        var served: ServedApps?
        if let settings = configuration.control {
            let controlled = ServedApps(
                directory: apps, calls: appCalls, origins: world.origins,
                seeds: world.seeds(seed, in: store, folder: folder, runner: runner), common: world.common, store: store,
                runner: runner,
                surroundings: ServedApps.Surroundings(
                    keep: { try CreatedAppsFile(folder: folder).write($0) },
                    forget: forget,
                    trim: trimming.trim, now: SystemClock.now, random: Self.random, spoolFolder: folder.path,
                    logger: logger))
            services.insert(
                control(settings, health: health, calls: calls, apps: controlled, faults: faults, announce: announce),
                at: 0)
            served = controlled
        }
        if store.isShared {
            services.append(
                NodeMembership(
                    store: store, limits: [gateway.callLimits, messageThrottle], logger: logger,
                    uptime: SystemClock.uptime, clock: ContinuousClock()))
        }
        if let manager, let interval = manager.watchdogInterval {
            services.insert(watchdog(of: health, telling: manager, every: interval), at: 0)
        }
        let reload = try reload(
            of: world, certificate: certificate, in: store, gateway: gateway, served: served, forget: forget)
        running.begin(
            RunningServer.Requests(reload: reload) { report in
                add(to: &report, apps: apps, gateway: gateway, store: store, cache: cache, webhooks: webhooks)
            })
        if configuration.control == nil {
            announce(nil)
        }
        do {
            try await ServiceGroup(services: services, logger: logger).run()
        } catch let error as ControlPortUnavailable {
            let fault = PortFault(error, settings: (port: "--control-port", host: "--control-address"))
            throw ConfigurationError("\(fault), or have no control port with --no-control")
        }
    }

    func warnOfExposedSecrets(of configuration: ServerConfiguration) {
        let outside = configuration.secretFiles.compactMap(ExposedSecret.init)
        for secret in ExposedSecret.all(in: folder) + outside {
            logger.warning(
                "others may \(secret.access) what holds secrets",
                metadata: ["path": "\(secret.path)", "mode": "\(secret.mode)", "remedy": "\(secret.remedy)"])
        }
    }

    /// The cache of groups; `nil` when it is switched off.
    private func readCache(on store: any GroupStore) -> GroupInfoCache? {
        guard configuration.readCacheBytes > 0 else {
            return nil
        }
        return GroupInfoCache(
            store: store, maximumBytes: configuration.readCacheBytes, metrics: MetricsSystem.factory,
            uptime: SystemClock.uptime)
    }

    // MARK: TLS

    /// The certificate that the server makes for itself; `nil` without TLS.
    func ownCertificate(now: UnixTime) throws -> ServedCertificate? {
        guard configuration.tlsPort != nil else {
            return nil
        }
        let certificate = try ServedCertificate(try DevelopmentCertificates.load(from: folder, now: now))
        if certificate.isAuthorityNew {
            logger.notice(
                "a new certificate authority was made; clients have to trust it",
                metadata: ["file": "\(certificate.authorityPath ?? "")"])
        }
        return certificate
    }

    // MARK: Start

    private func listening(_ gateway: GatewayServer) async throws -> GatewayServer.Addresses {
        do {
            return try await gateway.bind()
        } catch let error as ListenFailure {
            throw ConfigurationError(
                PortFault(error, settings: (port: error.isSecure ? "--tls-port" : "--port", host: "--host")).description
            )
        }
    }

    /// - Parameter announce: says that the server is ready, and where its control port is.
    private func control(
        _ settings: ControlSettings, health: ServerHealth, calls: CallRing, apps: ServedApps,
        faults: FaultRules, announce: @escaping @Sendable (ListenAddress?) -> Void
    ) -> ControlServer {
        let sources = ControlSources(
            version: Qun.version, settings: settings, health: health, figures: figures, calls: calls, apps: apps,
            faults: faults,
            given: configuration.givenSettings,
            random: Self.random, now: SystemClock.now, uptime: SystemClock.uptime, clock: ContinuousClock())
        return ControlServer(settings, sources: sources, logger: logger) { port in
            announce(port.map { ListenAddress(host: settings.address, port: $0) })
        }
    }

    private func place(
        _ addresses: GatewayServer.Addresses, control: ListenAddress?, apps: AppDirectory, authority: String?
    ) -> ReadyReport.Place {
        ReadyReport.Place(
            http: Self.url("http", addresses.plain) ?? "",
            https: Self.url("https", addresses.secure),
            control: Self.url("http", control),
            ca: authority,
            data: URL(fileURLWithPath: folder.path, isDirectory: true).path,
            apps: apps.all.map(\.sdkAppID.number),
            pid: getpid(),
            documents: DocumentsFolder.program.flatMap(DocumentsFolder.find))
    }

    private static func url(_ scheme: String, _ address: ListenAddress?) -> String? {
        address.map { address in
            let host = address.host.contains(":") ? "[\(address.host)]" : address.host
            return "\(scheme)://\(host == "0.0.0.0" ? "127.0.0.1" : host):\(address.port)"
        }
    }
}

extension Server: CustomStringConvertible {
    /// The service's name in the log.
    var description: String { "server" }
}
