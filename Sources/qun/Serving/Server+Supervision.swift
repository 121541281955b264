import Apps
import Commands
import Control
import Foundation
import Gateway
import Health
import Logging
import NIOCore
import NIOPosix
import Storage
import Wire

extension Server {
    /// What reads the configuration again; the service manager is told meanwhile.
    func reload(
        of world: ServedWorld, certificate: ServedCertificate?, in store: any GroupStore, gateway: GatewayServer,
        served: ServedApps?, forget: @escaping @Sendable (SDKAppID) -> Void
    ) throws -> @Sendable () async -> Void {
        let createdAtStart = world.origins.filter { $0.value == .created }.map(\.key)
        let parts = Reload.Parts(
            read: reread,
            world: { [folder] in
                try await ServedWorld.load(
                    $0, into: store, folder: folder, random: Self.random, now: SystemClock.now())
            },
            certificate: { [self] configuration in
                warnOfExposedSecrets(of: configuration)
                return try configuration.tlsPort == nil
                    ? nil
                    : configuration.certificate.map { try ServedCertificate(chain: $0.chain, key: $0.key) }
                        ?? ownCertificate(now: SystemClock.now())
            },
            importAdmins: { try await store.importAdmins(of: $0, at: SystemClock.now()) },
            directory: world.apps,
            created: { served?.created ?? createdAtStart },
            adopt: { changes, world in
                served?.adopt(world.configured, origins: world.origins, common: world.common, dropping: changes.removed)
                changes.removed.forEach(forget)
            },
            changeLimits: gateway.change, changeCertificate: gateway.change, logger: logger)
        let reload = try Reload(configuration, world: world, certificate: certificate, parts: parts)
        return { [manager] in
            manager?.tell(
                .reloading(uptime: SystemClock.machineUptime()), status: "reading the configuration again")
            await reload.run()
            manager?.tell(.ready, status: Self.status(of: world.apps))
        }
    }

    /// What the service manager shows people.
    static func status(of apps: AppDirectory) -> String {
        let count = apps.all.count
        return "serving \(count) app\(count == 1 ? "" : "s")"
    }

    /// - Parameter interval: how long the manager waits for a word.
    func watchdog(of health: ServerHealth, telling manager: Supervisor, every interval: Duration) -> Watchdog {
        Watchdog(
            manager: manager, interval: interval,
            goRound: {
                for loop in MultiThreadedEventLoopGroup.singleton.makeIterator() {
                    try? await loop.submit {}.get()
                }
                _ = await health.answer(to: .ready, now: SystemClock.now())
            }, clock: ContinuousClock())
    }

    /// Adds to a report what the server does at the moment.
    func add(
        to report: inout StateReport, apps: AppDirectory, gateway: GatewayServer, store: any GroupStore,
        cache: GroupInfoCache?, webhooks: WebhookDoor?
    ) {
        let (open, maximum) = gateway.connections
        let (queues, appCount, calls) = (store.queues, apps.all.count, gateway.callsInFlight)
        report.add("apps", "\(appCount)", ["apps": .stringConvertible(appCount)])
        report.add(
            "connections", "\(open) of \(maximum), \(calls) calls in flight",
            [
                "connections": .stringConvertible(open), "connections_maximum": .stringConvertible(maximum),
                "calls_in_flight": .stringConvertible(calls),
            ])
        let (kind, place) = store.isShared ? ("postgres", "a database") : ("sqlite", folder.path)
        report.add(
            "store", "\(kind), in \(place); \(queues.writes) writes and \(queues.reads) reads wait",
            [
                "store": "\(kind)", "waiting_writes": .stringConvertible(queues.writes),
                "waiting_reads": .stringConvertible(queues.reads),
            ])
        if let cache {
            let bytes = cache.byteCount
            report.add(
                "cache",
                "\(StateReport.words(forBytes: bytes)) of "
                    + StateReport.words(forBytes: configuration.readCacheBytes),
                [
                    "cache_bytes": .stringConvertible(bytes),
                    "cache_maximum_bytes": .stringConvertible(configuration.readCacheBytes),
                ])
        }
        if let waiting = webhooks?.waitingEvents {
            report.add("webhooks", "\(waiting) events wait", ["webhooks_waiting": .stringConvertible(waiting)])
        }
    }
}
