import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import ServiceLifecycle
import Synchronization

/// The HTTP server of `qun webhooks listen`.
final class WebhookReceiver: ServiceLifecycle.Service, CustomStringConvertible {
    /// Connections that may be open; further ones are closed at once.
    ///
    /// Each may hold a body in memory.
    static let maximumConnections = 128

    /// The service's name in the log.
    let description = "receiver"

    private struct Channels {
        var listener: (any Channel)?
        var connections: [ObjectIdentifier: any Channel] = [:]
    }

    private let host: String
    private let port: Int
    private let tls: NIOSSLContext?
    private let reception: EventReception
    private let ends: AsyncStream<Never>
    private let channels = Mutex(Channels())

    /// - Parameters:
    ///   - port: 0 for any free one.
    ///   - ends: the receiver ends with it.
    init(host: String, port: Int, tls: NIOSSLContext?, reception: EventReception, until ends: AsyncStream<Never>) {
        self.host = host
        self.port = port
        self.tls = tls
        self.reception = reception
        self.ends = ends
    }

    /// Begins to listen and to answer.
    ///
    /// - Returns: the address for `--webhook-url`.
    /// - Throws: ``ConfigurationError`` when it cannot listen there.
    func bind() async throws -> String {
        let listener: any Channel
        do {
            listener = try await bootstrap.bind(host: host, port: port).get()
        } catch {
            let fault = PortFault(host: host, port: port, settings: (port: "--port", host: "--host"), cause: error)
            throw ConfigurationError(fault.description)
        }
        channels.withLock { $0.listener = listener }
        return url(port: listener.localAddress?.port ?? port)
    }

    private func url(port: Int) -> String {
        let reachable =
            switch host {
            case "0.0.0.0": "127.0.0.1"
            case "::": "[::1]"
            default: host.contains(":") ? "[\(host)]" : host
            }
        return "\(tls == nil ? "http" : "https")://\(reachable):\(port)/"
    }

    private var bootstrap: ServerBootstrap {
        ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { [self] channel in
                guard admit(channel) else {
                    return channel.close()
                }
                return channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let tls {
                        try pipeline.addHandler(NIOSSLServerHandler(context: tls))
                    }
                    try pipeline.configureHTTPServerPipeline()
                    try pipeline.addHandler(ReceiverConnection(reception: reception))
                }
            }
    }

    private func admit(_ channel: any Channel) -> Bool {
        let isAdmitted = channels.withLock { channels in
            guard channels.connections.count < Self.maximumConnections else {
                return false
            }
            channels.connections[ObjectIdentifier(channel)] = channel
            return true
        }
        if isAdmitted {
            channel.closeFuture.whenComplete { [self] _ in
                channels.withLock { $0.connections[ObjectIdentifier(channel)] = nil }
            }
        }
        return isAdmitted
    }

    /// Answers until a graceful shutdown begins or nobody reads what is printed, then closes all connections.
    ///
    /// An answer that is still held back is not given.
    func run() async throws {
        for await _ in ends.cancelOnGracefulShutdown() {}
        let open = channels.withLock { [$0.listener].compactMap { $0 } + $0.connections.values }
        for channel in open {
            // one that is closed already is just as well
            try? await channel.close()
        }
    }
}
