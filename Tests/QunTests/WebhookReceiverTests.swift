import NIOCore
import NIOPosix
import NIOSSL
import Synchronization
import Testing
import Wire

@testable import qun

@Suite("Webhook receiver")
struct WebhookReceiverTests {
    /// A receiver on a free port of the loopback interface.
    private final class Live: Sendable {
        let receiver: WebhookReceiver
        let port: Int
        let url: String
        let lines: Lines
        private let end: AsyncStream<Never>.Continuation

        init(rule: AnswerRule = AnswerRule(), tls: NIOSSLContext? = nil) async throws {
            let (ends, end) = AsyncStream<Never>.makeStream()
            let lines = Lines()
            let reception = EventReception(
                token: nil, rule: rule, format: .json, now: { LogTimestamp(secondsSince1970: 0) }, chance: { 0 },
                print: { lines.add($0) })
            receiver = WebhookReceiver(host: "127.0.0.1", port: 0, tls: tls, reception: reception, until: ends)
            url = try await receiver.bind()
            port = try #require(url.dropLast().split(separator: ":").last.flatMap { Int($0) })
            self.end = end
            self.lines = lines
        }

        /// Lets a test use the receiver, which ends after it.
        func run<Value: Sendable>(_ body: @Sendable @escaping () async throws -> Value) async throws -> Value {
            async let running: Void = receiver.run()
            let result: Result<Value, any Error>
            do {
                result = .success(try await body())
            } catch {
                result = .failure(error)
            }
            end.finish()
            try await running
            return try result.get()
        }

        func finish() {
            end.finish()
        }

        /// Opens a connection, lets a test use it, and closes it.
        func connect<Value: Sendable>(
            tls: NIOSSLContext? = nil, _ body: @Sendable (inout Client) async throws -> Value
        ) async throws -> Value {
            let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connect(host: "127.0.0.1", port: port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        if let tls {
                            try channel.pipeline.syncOperations.addHandler(
                                NIOSSLClientHandler(context: tls, serverHostname: "localhost"))
                        }
                        return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    }
                }
            return try await channel.executeThenClose { inbound, outbound in
                var client = Client(inbound: inbound.makeAsyncIterator(), outbound: outbound)
                return try await body(&client)
            }
        }
    }

    private final class Lines: Sendable {
        private let collected = Mutex("")
        var text: String { collected.withLock { $0 } }

        func add(_ bytes: [UInt8]) {
            collected.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
        }
    }

    /// A connection on which a test sends bytes as it likes.
    private struct Client {
        var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
        let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>

        func send(_ text: String) async throws {
            try await outbound.write(ByteBuffer(string: text))
        }

        /// Reads until a text ends with another one, or the connection has ended.
        mutating func read(until end: String) async throws -> String {
            var text = ""
            while !text.hasSuffix(end), let next = try await inbound.next() {
                text += String(buffer: next)
            }
            return text
        }

        /// Reads until the receiver closes the connection, in whatever way.
        mutating func readToEnd() async -> String {
            var text = ""
            while let next = try? await inbound.next() {
                text += String(buffer: next)
            }
            return text
        }
    }

    private static func request(_ body: String, _ headers: String = "") -> String {
        "POST /?SdkAppid=1 HTTP/1.1\r\nHost: localhost\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    private static let allowed = #"{"ActionStatus":"OK","ErrorCode":0,"ErrorInfo":""}"#

    @Test func `a connection carries events one after the other`() async throws {
        let live = try await Live()
        try await live.run {
            try await live.connect { client in
                for number in 1...3 {
                    try await client.send(Self.request(#"{"CallbackCommand":"A","n":\#(number)}"#))
                    let answer = try await client.read(until: Self.allowed)
                    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 50"))
                }
            }
        }
        #expect(live.lines.text.split(separator: "\n").count == 3)
    }

    @Test func `a client that wants to close is closed`() async throws {
        let live = try await Live()
        try await live.run {
            try await live.connect { client in
                try await client.send(Self.request(#"{"CallbackCommand":"A"}"#, "Connection: close\r\n"))
                #expect(await client.readToEnd().hasSuffix(Self.allowed))
            }
        }
    }

    @Test func `events come over TLS`() async throws {
        let folder = try TemporaryFolder()
        let certificates = try DevelopmentCertificates.load(
            from: DataFolder(path: folder.path), now: SystemClock.now())
        let live = try await Live(tls: try NIOSSLContext(configuration: certificates.configuration))
        #expect(live.url == "https://127.0.0.1:\(live.port)/")
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .file(certificates.authorityPath)
        let trusting = try NIOSSLContext(configuration: configuration)
        try await live.run {
            try await live.connect(tls: trusting) { client in
                try await client.send(Self.request(#"{"CallbackCommand":"A"}"#))
                #expect(try await client.read(until: Self.allowed).hasSuffix(Self.allowed))
            }
        }
    }

    @Test func `another method is told what this is, and the connection goes on`() async throws {
        let live = try await Live()
        try await live.run {
            try await live.connect { client in
                try await client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                let answer = try await client.read(until: "by POST\n")
                #expect(answer.hasPrefix("HTTP/1.1 405 Method Not Allowed\r\n"))
                #expect(answer.contains("Allow: POST\r\n"))
                #expect(answer.contains("qun webhooks listen"))
                try await client.send(Self.request(#"{"CallbackCommand":"A"}"#))
                #expect(try await client.read(until: Self.allowed).hasPrefix("HTTP/1.1 200 OK\r\n"))
            }
        }
    }

    @Test(arguments: [
        "Content-Length: \(ReceiverConnection.maximumBodyBytes + 1)\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n200001\r\n" + String(repeating: "x", count: 0x200001) + "\r\n",
    ])
    func `a body that is too large is refused at once`(rest: String) async throws {
        let live = try await Live()
        try await live.run {
            try await live.connect { client in
                try? await client.send("POST / HTTP/1.1\r\nHost: localhost\r\n" + rest)
                _ = await client.readToEnd()
            }
        }
        #expect(live.lines.text.contains(#""error":"a body has at most 2097152 bytes","status":413"#))
    }

    @Test func `the largest body is taken`() async throws {
        let live = try await Live()
        try await live.run {
            try await live.connect { client in
                let frame = #"{"CallbackCommand":"A","x":""}"#
                let filling = String(repeating: "x", count: ReceiverConnection.maximumBodyBytes - frame.utf8.count)
                try await client.send(Self.request(#"{"CallbackCommand":"A","x":"\#(filling)"}"#))
                #expect(try await client.read(until: Self.allowed).hasSuffix(Self.allowed))
            }
        }
    }

    @Test func `what is no HTTP gets an answer, and the receiver goes on`() async throws {
        let live = try await Live()
        try await live.run {
            try await live.connect { client in
                try await client.send("hello\r\n\r\n")
                #expect(await client.readToEnd().hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
            }
            try await live.connect { client in
                try await client.send(Self.request("{"))
                #expect(try await client.read(until: "\n").hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
            }
        }
    }

    @Test func `an answer that is held back is not given when the receiver ends`() async throws {
        var rule = AnswerRule()
        rule.delay = .seconds(3600)
        let live = try await Live(rule: rule)
        try await live.run {
            try await live.connect { client in
                try await client.send(Self.request(#"{"CallbackCommand":"A"}"#))
                live.finish()
                #expect(await client.readToEnd() == "")
            }
        }
    }

    @Test func `an answer that is held back comes later`() async throws {
        var rule = AnswerRule()
        rule.delay = .milliseconds(20)
        let live = try await Live(rule: rule)
        let duration = try await live.run {
            try await live.connect { client in
                try await ContinuousClock().measure {
                    try await client.send(Self.request(#"{"CallbackCommand":"A"}"#))
                    _ = try await client.read(until: Self.allowed)
                }
            }
        }
        #expect(duration >= .milliseconds(20))
    }

    @Test func `too many connections are closed`() async throws {
        let live = try await Live()
        try await live.run {
            // which of them is one too many depends on the order in which the event loops take them
            let (closings, closing) = AsyncStream<Void>.makeStream()
            let open = try await withThrowingTaskGroup { tasks in
                for _ in 0...WebhookReceiver.maximumConnections {
                    tasks.addTask {
                        try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                            .connect(host: "127.0.0.1", port: live.port).get()
                    }
                }
                return try await tasks.reduce(into: [any Channel]()) { $0.append($1) }
            }
            for channel in open {
                channel.closeFuture.whenComplete { _ in closing.yield() }
            }
            #expect(await closings.first { _ in true } != nil)
            for channel in open {
                // one of them is closed already
                try? await channel.close()
            }
        }
    }

    @Test func `a port that is taken is an error that says what to do`() async throws {
        let live = try await Live()
        let (ends, _) = AsyncStream<Never>.makeStream()
        let reception = EventReception(
            token: nil, rule: AnswerRule(), format: .json, now: { .now }, chance: { 0 }, print: { _ in })
        let second = WebhookReceiver(host: "127.0.0.1", port: live.port, tls: nil, reception: reception, until: ends)
        let error = await #expect(throws: ConfigurationError.self) { try await second.bind() }
        #expect(error?.description.contains("port \(live.port) at 127.0.0.1 is in use") == true)
        #expect(error?.description.contains("choose another port with --port") == true)
        try await live.run {}
    }
}
