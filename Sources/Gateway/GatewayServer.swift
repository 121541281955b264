package import Apps
package import Commands
package import Faults
package import Health
package import Logging
package import Metrics
package import NIOCore
import NIOPosix
package import NIOSSL
import ServiceLifecycle
import Synchronization
package import Wire

/// The HTTP server of the REST API.
///
/// Bind it, tell the world its ``Addresses``, then run it as a service: it answers until a graceful shutdown begins,
/// and returns when the calls in flight are answered or the limit for that has passed.
package final class GatewayServer: ServiceLifecycle.Service {
    /// Where a server listens.
    package struct Addresses: Sendable, Equatable {
        package let plain: ListenAddress?
        package let secure: ListenAddress?
    }

    private struct Listeners {
        var channels: [any Channel] = []
        var addresses: Addresses?
    }

    private let configuration: GatewayConfiguration
    private let group: any EventLoopGroup
    private let logger: Logger
    private let server: ServerContext
    private let listeners = Mutex(Listeners())

    /// - Parameters:
    ///   - health: answers `/health` and `/ready`; it is told when the server shuts down.
    ///   - faults: what the server does wrong on purpose; by default nobody may ask for it.
    ///   - group: the event loops to work on; the caller shuts them down, after the server.
    ///   - callLog: takes the lines about calls; by default the logger does, like all others.
    ///   - callWatch: is told of every call, those too of which there is no line.
    ///   - now: the server's clock.
    ///   - uptime: a clock that never goes back, from any beginning.
    package init(
        configuration: GatewayConfiguration,
        apps: AppDirectory,
        runner: any CommandRunner,
        health: ServerHealth,
        faults: FaultRules? = nil,
        group: any EventLoopGroup,
        logger: Logger,
        callLog: (any CallLog)? = nil,
        callWatch: (any CallWatch)? = nil,
        metrics factory: any MetricsFactory = MetricsSystem.factory,
        now: @escaping @Sendable () -> UnixTime,
        uptime: @escaping @Sendable () -> Duration
    ) {
        let limits = configuration.limits
        let commands = runner.commands
        let metrics = GatewayMetrics(factory: factory, commands: commands.filter(\.isImmediate).map(\.name))
        self.configuration = configuration
        self.group = group
        self.logger = logger
        server = ServerContext(
            limits: limits,
            gate: CallGate(apps: apps, commands: commands, limits: limits, uptime: uptime),
            runner: runner,
            health: health,
            connections: OpenConnections(limits: limits, metrics: metrics),
            faults: faults,
            log: RequestLog(logger: logger, calls: callLog, metrics: metrics, watch: callWatch),
            connectionLog: ConnectionLog(logger: logger),
            processTag: configuration.processTag,
            requestIDHeader: configuration.requestIDHeader,
            tls: configuration.secure?.tls,
            now: now)
    }

    /// The rates of calls, which nodes that share a store share too.
    package var callLimits: any SharedLimits { server.gate.limiter }

    /// Connections that are open, and how many may be.
    package var connections: (open: Int, maximum: Int) {
        (server.connections.count, server.limits.maximumConnections)
    }

    /// Calls that are carried out at the moment; those that are answered from memory never are.
    package var callsInFlight: Int { server.tasks.count }

    // MARK: Change

    /// Changes the bounds of connections that begin from now on; those that are open keep theirs.
    ///
    /// The size of the memory of verified signatures stays.
    package func change(_ limits: GatewayLimits) {
        server.change(limits)
    }

    /// Changes the certificate of connections that begin from now on; those that are open keep theirs.
    ///
    /// Nothing changes without a place to listen at with TLS.
    package func change(_ tls: NIOSSLContext) {
        server.change(tls)
    }

    // MARK: Start

    /// Begins to listen and to answer.
    ///
    /// - Returns: where; the same again when the server listens already.
    /// - Throws: ``ListenFailure`` when an address cannot be used. Nothing listens then.
    @discardableResult
    package func bind() async throws -> Addresses {
        if let addresses = listeners.withLock({ $0.addresses }) {
            return addresses
        }
        do {
            let plain = try await listen(at: configuration.plain, isSecure: false)
            let secure = try await listen(at: configuration.secure?.address, isSecure: true)
            let addresses = Addresses(plain: plain, secure: secure)
            listeners.withLock { $0.addresses = addresses }
            return addresses
        } catch {
            await closeListeners()
            throw error
        }
    }

    private func listen(at address: ListenAddress?, isSecure: Bool) async throws -> ListenAddress? {
        guard let address else {
            return nil
        }
        let channel: any Channel
        do {
            channel = try await bootstrap(isSecure: isSecure).bind(host: address.host, port: address.port).get()
        } catch {
            throw ListenFailure(address: address, isSecure: isSecure, cause: error)
        }
        listeners.withLock { $0.channels.append(channel) }
        return ListenAddress(host: address.host, port: channel.localAddress?.port ?? address.port)
    }

    private func bootstrap(isSecure: Bool) -> ServerBootstrap {
        ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { [server] channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        AcceptPause(log: server.connectionLog, connections: server.connections))
                }
            }
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.autoRead, value: false)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { [server] channel in
                let peer = channel.remoteAddress?.ipAddress ?? "unknown"
                if let refusal = server.connections.admit(channel, from: peer) {
                    server.connectionLog.recordRefusal(refusal, peer: peer, at: channel.eventLoop.now)
                    return channel.eventLoop.makeFailedFuture(refusal)
                }
                channel.closeFuture.whenComplete { _ in server.connections.remove(channel, from: peer) }
                return channel.eventLoop.makeCompletedFuture {
                    try GatewayPipeline(server: server).configure(
                        channel, tls: isSecure ? server.tls : nil, peer: peer)
                }
            }
    }

    // MARK: Run

    /// Answers until a graceful shutdown begins or the task is cancelled, then shuts down.
    package func run() async throws {
        try await bind()
        do {
            try await gracefulShutdown()
        } catch is CancellationError {
            // cancelling the task shuts down as well
        }
        await shutDown()
    }

    /// Stops listening, finishes what is in flight, and closes all connections.
    ///
    /// It returns when nothing is left, at the latest after ``GatewayLimits/shutdownTimeout``.
    package func shutDown() async {
        server.health.beginShutdown()
        server.faults?.pauses.end()
        await closeListeners()
        let timeout = group.next().scheduleTask(in: TimeAmount(server.limits.shutdownTimeout)) {
            [server, logger] in
            logger.error(
                "shutdown takes too long, giving up",
                metadata: ["connections": "\(server.connections.count)", "calls": "\(server.tasks.count)"])
            server.connections.abandon()
            server.tasks.abandon()
        }
        server.connections.quiesce()
        await server.connections.waitUntilEmpty()
        await server.tasks.waitUntilIdle()
        timeout.cancel()
    }

    private func closeListeners() async {
        let channels = listeners.withLock { listeners in
            defer { listeners.channels = [] }
            return listeners.channels
        }
        for channel in channels {
            do {
                try await channel.close()
            } catch {
                logger.debug("a listener was closed already", metadata: ["cause": "\(error)"])
            }
        }
    }
}
