import Logging
import NIOSSL
import TestSupport
import Testing
import Wire

@testable import Gateway

@Suite("TLS handshake", .timeLimit(.minutes(1)))
struct HandshakeTests {
    private let log = LogCapture()
    private let certificate: TestCertificate
    private let limits = GatewayLimits()

    init() throws {
        certificate = try TestCertificate()
    }

    /// What the log says of failed handshakes.
    private var failures: [LogCapture.Line] {
        log.lines.filter { $0.message == "TLS handshake failed" }
    }

    private func connection(_ server: ServerContext, peer: String = "192.0.2.1") throws -> EmbeddedConnection {
        try EmbeddedConnection(server, tls: certificate.serverContext, peer: peer)
    }

    @Test func `a client that says nothing has its time, and no more`() throws {
        let connection = try connection(World.server(logger: log.logger))
        connection.advance(limits.handshakeTimeout - .milliseconds(1))
        #expect(connection.isOpen)
        #expect(failures.isEmpty)
        connection.advance(.milliseconds(1))
        #expect(!connection.isOpen)
        #expect(failures.map(\.fields["reason"]) == ["the client did not finish it within 10 s"])
        #expect(failures.map(\.fields["peer"]) == ["192.0.2.1"])
        #expect(failures.map(\.level) == [.notice])
    }

    @Test func `what comes drop by drop does not put the end off`() throws {
        let connection = try connection(World.server(logger: log.logger))
        // the beginning of a greeting that announces more than comes
        let greeting: [UInt8] = [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xFC, 0x03]
        for byte in greeting {
            try connection.send([byte])
            connection.advance(limits.handshakeTimeout / 10)
        }
        #expect(!connection.isOpen)
        #expect(failures.count == 1)
    }

    @Test func `plain HTTP is told so`() throws {
        let connection = try connection(World.server(logger: log.logger))
        _ = try? connection.send(World.post())
        #expect(!connection.isOpen)
        #expect(
            failures.map(\.fields["reason"]) == ["the client speaks HTTP without TLS at the port for HTTPS"])
        #expect(failures.first?.fields["cause"]?.contains("HTTP_REQUEST") == true)
    }

    @Test func `a peer is told of once a minute, with the number of the others`() throws {
        let server = World.server(logger: log.logger)
        for _ in 0..<50 {
            let connection = try connection(server)
            _ = try? connection.send("garbage, and enough of it")
        }
        _ = try? connection(server, peer: "192.0.2.9").send("garbage, and enough of it")
        #expect(failures.map(\.fields["peer"]) == ["192.0.2.1", "192.0.2.9"])
    }

    @Test func `a handshake that ends well leaves no line`() async throws {
        let live = try await LiveServer.start(tls: certificate.serverContext, logger: log.logger)
        let answers = try await live.connect(tls: certificate.clientContext) { client in
            try await client.send(World.post())
            return try await client.answers(1)
        }
        #expect(answers.map(\.code) == [0])
        #expect(failures.isEmpty)
        await live.server.shutDown()
    }

    @Test func `a client that does not trust the server is told of`() async throws {
        let live = try await LiveServer.start(tls: certificate.serverContext, logger: log.logger)
        let stranger = try TestCertificate().clientContext
        await #expect(throws: (any Error).self) {
            try await live.connect(tls: stranger) { client in
                try await client.send(World.post())
                _ = try await client.answersUntilClose()
            }
        }
        await live.server.shutDown()
        #expect(
            failures.map(\.fields["reason"]) == ["the client does not trust the authority of the server's certificate"])
    }
}
