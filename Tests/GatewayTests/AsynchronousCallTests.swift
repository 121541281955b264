import Commands
import Logging
import NIOCore
import NIOEmbedded
import Synchronization
import TestSupport
import Testing
import Wire

@testable import Gateway

@Suite("Calls that take time")
struct AsynchronousCallTests {
    private func connect(_ server: ServerContext) async throws -> NIOAsyncTestingChannel {
        let channel = NIOAsyncTestingChannel()
        try await connect(channel, server)
        return channel
    }

    private func connect(_ channel: NIOAsyncTestingChannel, _ server: ServerContext) async throws {
        try await channel.testingEventLoop.executeInContext {
            try GatewayPipeline(server: server).configure(channel, tls: nil, peer: "192.0.2.1")
        }
        try await channel.connect(to: try SocketAddress(ipAddress: "192.0.2.2", port: 80)).get()
    }

    private func nextAnswer(_ channel: NIOAsyncTestingChannel) async throws -> Answer? {
        Answer.all(in: String(buffer: try await channel.waitForOutboundWrite(as: ByteBuffer.self))).first
    }

    private func answering(_ latch: Latch) -> FakeRunner {
        FakeRunner { (call, body) throws(APIError) in
            await latch.wait()
            return FakeRunner.answer(call.name, bodyCount: body.count)
        }
    }

    @Test func `the next request is begun when the last one is answered`() async throws {
        let latch = Latch()
        let runner = answering(latch)
        let channel = try await connect(World.server(runner: runner))
        try await channel.writeInbound(ByteBuffer(string: World.post(body: "1") + World.post(body: "22")))
        try await channel.writeInbound(ByteBuffer(string: World.post(body: "333")))
        #expect(runner.begunBodies == ["1"])
        latch.open()
        for count in 1...3 {
            #expect(try await nextAnswer(channel)?.body.contains("\"BodyBytes\":\(count)}") == true)
        }
        #expect(runner.begunBodies == ["1", "22", "333"])
    }

    @Test func `a brief call runs on its connection's event loop, before and after it waits`() async throws {
        let latch = Latch()
        let channel = NIOAsyncTestingChannel()
        let loop = channel.testingEventLoop
        let places = Mutex<[Bool]>([])
        let runner = FakeRunner(briefBodyBytes: 1) { (call, body) throws(APIError) in
            places.withLock { $0.append(loop.inEventLoop) }
            await latch.wait()
            places.withLock { $0.append(loop.inEventLoop) }
            return FakeRunner.answer(call.name, bodyCount: body.count)
        }
        try await connect(channel, World.server(runner: runner))
        latch.open()
        for body in ["1", "22"] {
            try await channel.writeInbound(ByteBuffer(string: World.post(body: body)))
            #expect(try await nextAnswer(channel)?.body.contains("\"BodyBytes\":\(body.utf8.count)}") == true)
        }
        #expect(places.withLock(\.self) == [true, true, false, false])
    }

    @Test func `a refusal is answered with its code and text`() async throws {
        let runner = FakeRunner { (_, _) throws(APIError) in throw APIError(.invalidParameter, "GroupId is missing") }
        let channel = try await connect(World.server(runner: runner))
        try await channel.writeInbound(ByteBuffer(string: World.post()))
        let answer = try await nextAnswer(channel)
        #expect(answer?.body == #"{"ActionStatus":"FAIL","ErrorInfo":"GroupId is missing","ErrorCode":10004}"#)
        #expect(answer?.keepsConnection == true)
    }

    @Test func `a command that takes too long is answered with 60008, and its own answer is dropped`() async throws {
        let latch = Latch()
        let server = World.server(runner: answering(latch))
        let channel = try await connect(server)
        try await channel.writeInbound(ByteBuffer(string: World.post(body: "1")))
        await channel.testingEventLoop.advanceTime(by: TimeAmount(server.limits.commandTimeout))
        #expect(try await nextAnswer(channel)?.code == 60008)
        latch.open()
        await server.tasks.waitUntilIdle()
        try await channel.writeInbound(ByteBuffer(string: World.post(body: "22")))
        #expect(try await nextAnswer(channel)?.body.contains(#""BodyBytes":2}"#) == true)
    }

    @Test func `a call is carried out though its client has gone`() async throws {
        let latch = Latch()
        let done = Latch()
        let runner = FakeRunner { (call, body) throws(APIError) in
            await latch.wait()
            done.open()
            return []
        }
        let log = LogCapture()
        let server = World.server(runner: runner, logger: log.logger)
        let channel = try await connect(server)
        try await channel.writeInbound(ByteBuffer(string: World.post()))
        try await channel.close()
        latch.open()
        await done.wait()
        await server.tasks.waitUntilIdle()
        await channel.testingEventLoop.run()
        #expect(log.lines.map(\.fields["code"]) == ["0"])
    }

    @Test func `ready is asked of the store, at most once a second`() async throws {
        let disk = FakeDisk()
        let channel = try await connect(World.server(health: disk.health))
        for _ in 0..<3 {
            try await channel.writeInbound(ByteBuffer(string: World.get("/ready")))
            #expect(try await nextAnswer(channel)?.status == "HTTP/1.1 200 OK")
        }
        #expect(disk.writes == 1)
    }

    @Test func `a store that cannot be written to is not ready, and the log says why`() async throws {
        let log = LogCapture()
        let server = World.server(health: FakeDisk(failure: DiskFull()).health, logger: log.logger)
        let channel = try await connect(server)
        try await channel.writeInbound(ByteBuffer(string: World.get("/ready")))
        let answer = try await nextAnswer(channel)
        #expect(answer?.status == "HTTP/1.1 503 Service Unavailable")
        #expect(answer?.body == #"{"Status":"unavailable"}"#)
        #expect(log.lines.map(\.level) == [.error])
        #expect(log.lines.first?.fields["cause"]?.contains("DiskFull") == true)
    }
}
