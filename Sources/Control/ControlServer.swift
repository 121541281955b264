import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// The control port: tells programs and people what the server does, apart from the port of the API.
///
/// It listens until a graceful shutdown begins, and answers what is in flight then.
package struct ControlServer: ServiceLifecycle.Service {
    /// Connections at a time; more wait until one closes.
    package static let maximumConnections = 32
    private static let idleTimeout = TimeAmount.seconds(75)
    /// How long readers may take the rest of their answers when the server stops.
    private static let shutdownTimeout = Duration.seconds(5)

    private let settings: ControlSettings
    private let responder: ControlResponder
    private let logger: Logger
    private var clock: any Clock<Duration> { responder.sources.clock }
    private let whenStarted: @Sendable (_ port: Int?) -> Void

    /// - Parameters:
    ///   - whenStarted: is told the port once the server listens, and `nil` when it goes on without.
    package init(
        _ settings: ControlSettings, sources: ControlSources, logger: Logger,
        whenStarted: @escaping @Sendable (_ port: Int?) -> Void
    ) {
        self.settings = settings
        self.logger = logger
        self.whenStarted = whenStarted
        responder = ControlResponder(sources: sources)
    }

    package func run() async throws {
        let hasStarted = Atomic(false)
        do {
            try await serve { port in
                hasStarted.store(true, ordering: .relaxed)
                logger.info(
                    "the control port listens",
                    metadata: ["address": "\(settings.address)", "port": .stringConvertible(port)])
                whenStarted(port)
            }
        } catch  where !hasStarted.load(ordering: .relaxed) && !(error is CancellationError) {
            guard !settings.isPortChosen else {
                throw ControlPortUnavailable(settings: settings, cause: error)
            }
            logger.warning(
                "there is no control port, because its port cannot be used; choose another with --control-port",
                metadata: ["port": .stringConvertible(settings.port), "cause": "\(error)"])
            whenStarted(nil)
            try? await gracefulShutdown()
            return
        } catch  where !(error is CancellationError) {
            logger.error("the control port has failed", metadata: ["cause": "\(error)"])
        }
        // the API goes on, whatever becomes of this port
        if !Task.isShuttingDownGracefully, !Task.isCancelled {
            logger.error("the control port is closed until the next start")
            try? await gracefulShutdown()
        }
    }

    /// Serves until a graceful shutdown, and not much longer.
    private func serve(whenListening: @escaping @Sendable (_ port: Int) -> Void) async throws {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        let application = Application(
            responder: responder,
            server: .http1(configuration: HTTP1Channel.Configuration(idleTimeout: Self.idleTimeout)),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.address, port: settings.port),
                availableConnectionsDelegate: MaximumAvailableConnections(Self.maximumConnections, logger: quiet)),
            onServerRunning: { listener in
                try? await AcceptRest.add(to: listener, logger: logger)
                whenListening(listener.localAddress?.port ?? 0)
            },
            logger: quiet)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await application.run() }
            tasks.addTask {
                try await gracefulShutdown()
                try await clock.sleep(for: Self.shutdownTimeout)
                logger.warning("readers of the control port take too long, and lose the rest of their answers")
            }
            defer { tasks.cancelAll() }
            try await tasks.next()
        }
    }
}

extension ControlServer: CustomStringConvertible {
    /// The service's name in the log.
    package var description: String { "control port" }
}

/// The control port cannot be where somebody wants it.
package struct ControlPortUnavailable: Error, CustomStringConvertible {
    package let settings: ControlSettings
    package let cause: any Error

    package var description: String {
        "the control port cannot listen at \(settings.address), port \(settings.port): \(cause); choose another with "
            + "--control-port, or leave it out with --no-control"
    }
}
