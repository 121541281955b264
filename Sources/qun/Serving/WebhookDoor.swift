import Apps
import Commands
import Faults
import Foundation
import Gateway
import Logging
import Metrics
import NIOCore
import NIOPosix
import ServiceLifecycle
import Storage
import Webhooks
import Wire

/// What tells and asks the backends of apps: their outboxes, and the connections to their receivers.
///
/// Telling has one thread, which gives way to those that answer calls; asking is a part of those.
struct WebhookDoor: ServiceLifecycle.Service {
    /// Most questions of an app that are under way at a time.
    private static let maximumQuestions = 1_024

    let backends: WebhookBackends
    private let figures: WebhookFigures
    /// Events that wait to be told.
    var waitingEvents: Int64 { figures.waitingEvents }
    private let deliveries: [WebhookDelivery]
    private let senders: [HTTPWebhookSender]
    private let group: MultiThreadedEventLoopGroup

    /// Opens the outboxes of apps, so that writes put into them what they do from now on.
    ///
    /// - Parameter faults: what the server does wrong on purpose; `nil` where nobody may ask for it.
    /// - Returns: `nil` where no app has a backend.
    /// - Throws: ``ConfigurationError`` for a certificate authority that cannot be read.
    init?(of apps: AppDirectory, in store: any GroupStore, faults: FaultRules? = nil, logger: Logger) throws {
        let connected = apps.all.compactMap { app in app.webhooks.map { (app, $0) } }
        guard !connected.isEmpty else {
            return nil
        }
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        BackgroundThread.yieldToOthers(on: group.next())
        var outboxes: [AppOutbox] = []
        var deliveries: [WebhookDelivery] = []
        var senders: [HTTPWebhookSender] = []
        var backends: [WebhookBackends.App] = []
        figures = WebhookFigures(MetricsSystem.factory)
        for (app, settings) in connected {
            let now: @Sendable () -> Int64 = { [id = app.sdkAppID] in
                (apps[id]?.clock ?? .server).milliseconds(SystemClock.milliseconds())
            }
            let outbox = AppOutbox(of: app.sdkAppID, settings, now: now)
            let surroundings = WebhookDelivery.Surroundings(
                logger: logger, figures: figures, clock: ContinuousClock(), faults: faults, now: now)
            let pinned = try Self.pinnedAddress(settings)
            let telling = try Self.sender(settings, connections: settings.maximumConnections, pinned, group)
            // calls wait for what is asked
            let asking = try Self.sender(
                settings, connections: Self.maximumQuestions, pinned, MultiThreadedEventLoopGroup.singleton)
            senders += [telling, asking]
            let teller = WebhookCaller(for: app.sdkAppID, settings, sender: telling, now: SystemClock.now)
            let asker = WebhookCaller(for: app.sdkAppID, settings, sender: asking, now: SystemClock.now)
            outboxes.append(outbox)
            deliveries.append(WebhookDelivery(of: outbox, in: store, by: teller, surroundings))
            backends.append(WebhookBackends.App(outbox, caller: asker, surroundings))
        }
        store.composeOutbox(by: OutboxWriter(outboxes))
        self.deliveries = deliveries
        self.senders = senders
        self.backends = WebhookBackends(backends, store: store)
    }

    /// Where the receiver is, if it must not be in a private network; `nil` where it may be anywhere.
    private static func pinnedAddress(_ settings: WebhookSettings) throws -> (host: String, address: String)? {
        guard !settings.allowsPrivateAddresses, let host = URLComponents(string: settings.url.revealed)?.host else {
            return nil
        }
        do {
            return (host, try ReceiverAddress.find(host))
        } catch {
            throw ConfigurationError("webhooks.url cannot be used, as privateAddresses is false: \(error)")
        }
    }

    private static func sender(
        _ settings: WebhookSettings, connections: Int, _ pinned: (host: String, address: String)?,
        _ group: MultiThreadedEventLoopGroup
    ) throws -> HTTPWebhookSender {
        do {
            return try HTTPWebhookSender(settings, connections: connections, pinnedAddress: pinned, group: group)
        } catch {
            throw ConfigurationError("webhooks.certificateAuthority cannot be used: \(error)")
        }
    }

    /// Delivers until a graceful shutdown begins, and waits for what is under way then.
    func run() async throws {
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { tasks in
                for delivery in deliveries {
                    tasks.addTask(executorPreference: EventLoopExecutor(group.next())) { await delivery.run() }
                }
            }
        } onGracefulShutdown: {
            for delivery in deliveries {
                Task { await delivery.stop() }
            }
        }
        for sender in senders {
            try? await sender.shutDown()
        }
        try await group.shutdownGracefully()
    }
}

extension WebhookDoor: CustomStringConvertible {
    /// The service's name in the log.
    var description: String { "webhooks" }
}
