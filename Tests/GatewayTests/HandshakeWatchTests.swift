import NIOCore
import NIOEmbedded
import NIOTLS
import TestSupport
import Testing

@testable import Gateway

@Suite("Handshake watch")
struct HandshakeWatchTests {
    private let log = LogCapture()

    /// A connection to the TLS port on which nothing has come yet.
    private func connection(_ log: ConnectionLog) throws -> EmbeddedChannel {
        let channel = EmbeddedChannel(handler: HandshakeWatch(timeout: .seconds(10), log: log, peer: "192.0.2.1"))
        try channel.connect(to: SocketAddress(ipAddress: "192.0.2.1", port: 1)).wait()
        return channel
    }

    @Test func `a handshake that fails is told with its reason`() throws {
        struct NoCipher: Error {}
        let channel = try connection(ConnectionLog(logger: log.logger))
        channel.pipeline.fireErrorCaught(NoCipher())
        #expect(log.lines.map(\.fields["reason"]) == ["NoCipher()"])
        #expect(throws: NoCipher.self) { try channel.throwIfErrorCaught() }
    }

    @Test func `a handshake that is complete has no deadline any more`() throws {
        let channel = try connection(ConnectionLog(logger: log.logger))
        channel.pipeline.fireUserInboundEventTriggered(TLSUserEvent.handshakeCompleted(negotiatedProtocol: nil))
        channel.embeddedEventLoop.advanceTime(by: .seconds(100))
        #expect(channel.isActive)
        #expect(log.lines.isEmpty)
    }
}
