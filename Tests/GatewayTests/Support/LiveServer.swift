import Apps
import Commands
import Gateway
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import Wire

/// A server on a free port of the loopback interface.
struct LiveServer {
    let server: GatewayServer
    let addresses: GatewayServer.Addresses

    /// The usual limits for a command that may take long: a test is as slow as its machine is busy.
    static let patientLimits: GatewayLimits = {
        var limits = GatewayLimits()
        limits.commandTimeout = .seconds(600)
        return limits
    }()

    static func start(
        runner: any CommandRunner = FakeRunner(), limits: GatewayLimits = patientLimits,
        tls: NIOSSLContext? = nil, logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    ) async throws -> LiveServer {
        let free = ListenAddress(host: "127.0.0.1", port: 0)
        let server = GatewayServer(
            configuration: GatewayConfiguration(
                plain: free, secure: tls.map { SecureListener(address: free, tls: $0) }, limits: limits),
            apps: World.apps, runner: runner, health: FakeDisk().health,
            group: .singletonMultiThreadedEventLoopGroup, logger: logger,
            now: { World.now },
            uptime: { .zero })
        return LiveServer(server: server, addresses: try await server.bind())
    }

    /// Opens a connection, lets `body` use it, and closes it.
    func connect<Value: Sendable>(
        tls: NIOSSLContext? = nil, _ body: @Sendable (inout RawClient) async throws -> Value
    ) async throws -> Value {
        let address = tls == nil ? addresses.plain : addresses.secure
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: "127.0.0.1", port: address?.port ?? 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls {
                        try channel.pipeline.syncOperations.addHandler(
                            NIOSSLClientHandler(context: tls, serverHostname: "localhost"))
                    }
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel,
                        configuration: .init(isOutboundHalfClosureEnabled: true))
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var client = RawClient(inbound: inbound.makeAsyncIterator(), outbound: outbound)
            return try await body(&client)
        }
    }
}

/// A connection on which a test sends bytes as it likes.
struct RawClient {
    fileprivate var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    fileprivate let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var received = ""

    fileprivate init(
        inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
        outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        self.inbound = inbound
        self.outbound = outbound
    }

    func send(_ text: String) async throws {
        try await outbound.write(ByteBuffer(string: text))
    }

    /// Says that no more will be sent.
    func finish() {
        outbound.finish()
    }

    /// Waits until so many whole answers are there.
    mutating func answers(_ count: Int) async throws -> [Answer] {
        while Answer.all(in: received).filter({ $0.isWhole }).count < count, let next = try await inbound.next() {
            received += String(buffer: next)
        }
        return Answer.all(in: received)
    }

    /// Reads until the server has closed the connection.
    mutating func answersUntilClose() async throws -> [Answer] {
        while let next = try await inbound.next() {
            received += String(buffer: next)
        }
        return Answer.all(in: received)
    }
}

extension Answer {
    /// Whether the body is as long as it was announced.
    var isWhole: Bool {
        headers["content-length"].flatMap { Int($0) } == body.utf8.count
    }
}
