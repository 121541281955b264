import NIOCore
import NIOEmbedded
import NIOSSL

@testable import Gateway

/// A connection without a socket, on a clock that a test moves.
final class EmbeddedConnection {
    private let channel = EmbeddedChannel()

    init(
        _ server: ServerContext = World.server(), tls: NIOSSLContext? = nil, peer: String = "192.0.2.1"
    ) throws {
        try channel.pipeline.syncOperations.addHandler(HalfClosure())
        try GatewayPipeline(server: server).configure(channel, tls: tls, peer: peer)
        channel.connect(to: try SocketAddress(ipAddress: "192.0.2.2", port: 80), promise: nil)
    }

    /// Says that the server stops, as far as a connection learns it.
    func quiesce() {
        channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    }

    /// Lets bytes arrive in one read.
    func send(_ text: String) throws {
        try channel.writeInbound(ByteBuffer(string: text))
    }

    func send(_ bytes: some Sequence<UInt8>) throws {
        try channel.writeInbound(ByteBuffer(bytes: bytes))
    }

    /// Says that the client sends no more.
    func endInput() {
        channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
    }

    /// Says that the client is gone.
    func reset() throws {
        channel.pipeline.fireErrorCaught(ChannelError.ioOnClosedChannel)
        _ = try channel.finish(acceptAlreadyClosed: true)
    }

    /// Lets the client take what is written, or not.
    func setWritable(_ isWritable: Bool) {
        channel.isWritable = isWritable
        channel.pipeline.fireChannelWritabilityChanged()
    }

    /// What has been written since it was last asked for, write by write.
    func takeWrites() throws -> [String] {
        var writes: [String] = []
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) {
            writes.append(String(buffer: buffer))
        }
        return writes
    }

    /// All that has been written since it was last asked for.
    func takeOutput() throws -> String {
        var text = ""
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) {
            text += String(buffer: buffer)
        }
        return text
    }

    func takeAnswers() throws -> [Answer] {
        Answer.all(in: try takeOutput())
    }

    /// The answers to some bytes.
    func exchange(_ text: String) throws -> [Answer] {
        try send(text)
        return try takeAnswers()
    }

    func advance(_ duration: Duration) {
        channel.embeddedEventLoop.advanceTime(by: TimeAmount(duration))
    }

    var isOpen: Bool { channel.isActive }
}

/// Lets only the output be closed, as a socket does and the embedded channel does not.
private final class HalfClosure: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        switch mode {
        case .output: promise?.succeed()
        case .input, .all: context.close(mode: mode, promise: promise)
        }
    }
}
