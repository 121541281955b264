import Commands
import Faults
import Health
import Logging
import NIOCore
import NIOEmbedded
import TestSupport
import Testing
import Wire

@testable import Gateway

@Suite("Faults of calls")
struct CallFaultTests {
    private let faults = FaultRules { 0 }
    private let runner = FakeRunner()
    private let log = LogCapture()
    private let health = FakeDisk().health

    private func connect() throws -> EmbeddedConnection {
        try EmbeddedConnection(server(runner))
    }

    private func server(_ runner: FakeRunner) -> ServerContext {
        World.server(runner: runner, health: health, logger: log.logger, faults: faults)
    }

    /// Puts a rule in force.
    private func add(_ effect: CallEffect, _ scope: FaultScope = FaultScope(), count: Int? = nil) {
        _ = faults.add(FaultRule(scope: scope, count: count, .call(effect)))
    }

    private static let plain = #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0"#

    // MARK: In place of the call

    @Test func `a code is answered in place of the call, as a refusal like others`() throws {
        add(CallEffect(.code(91_000, info: "again, \"please\"")))
        let answer = try #require(try connect().exchange(World.post()).first)
        #expect(answer.status == "HTTP/1.1 200 OK")
        #expect(answer.body == #"{"ActionStatus":"FAIL","ErrorInfo":"again, \"please\"","ErrorCode":91000}"#)
        #expect(answer.keepsConnection)
        #expect(runner.begunBodies.isEmpty)
        let line = try #require(log.lines.first)
        #expect(line.level == .notice)
        #expect(line.fields["fault"] == "1")
        #expect(line.fields["code"] == "91000")
        #expect(line.fields["reason"] == "again, \"please\"")
    }

    @Test func `a known code of an internal fault is no error of the server's`() throws {
        add(CallEffect(.code(10_002, info: "why")))
        #expect(try connect().exchange(World.post()).map(\.code) == [10_002])
        #expect(log.lines.map(\.level) == [.notice])
    }

    @Test(arguments: [
        (503, "HTTP/1.1 503 Service Unavailable"), (429, "HTTP/1.1 429 Too Many Requests"), (200, "HTTP/1.1 200 OK"),
    ])
    func `a status is answered in place of the call, with an empty body`(status: Int, line: String) throws {
        add(CallEffect(.status(status)), count: 1)
        let answers = try connect().exchange(World.post() + World.post())
        #expect(answers.map(\.status) == [line, "HTTP/1.1 200 OK"])
        #expect(answers.first?.body == "")
        #expect(answers.first?.headers["content-length"] == "0")
        #expect(answers.last?.code == 0)
        #expect(runner.begunBodies.count == 1)
        #expect(log.lines.map { $0.fields["code"] } == ["\(status)", "0"])
        #expect(log.lines.map { $0.fields["fault"] } == ["1", nil])
        #expect(log.lines.first?.fields["bytes"] == "0")
    }

    // MARK: Scope

    @Test func `a rule hits the calls that it is about`() throws {
        add(
            CallEffect(.code(1, info: "why")),
            FaultScope(app: SDKAppID(World.app), command: "get_group_info", group: GroupID("pier")))
        let connection = try connect()
        func code(_ command: CommandName, _ body: String) throws -> Int? {
            try connection.exchange(World.post(World.url(command), body: body)).first?.code
        }
        #expect(try code(FakeRunner.read, #"{"GroupIdList":["dock","pier"]}"#) == 1)
        #expect(try code(FakeRunner.read, #"{"GroupIdList":["dock"]}"#) == 0)
        #expect(try code(FakeRunner.read, "no JSON: pier") == 0)
        #expect(try code(FakeRunner.list, #"{"GroupId":"pier"}"#) == 0)
        #expect(faults.all.map(\.hits) == [1])
    }

    @Test func `a call that is refused by its head is hit by nothing`() throws {
        add(CallEffect(.cut(.before)))
        let answers = try connect().exchange(World.post(GateCase("", 0, sig: World.userSig(key: "wrong")).url))
        #expect(answers.map(\.code) == [70_009])
        #expect(faults.all.map(\.hits) == [0])
    }

    @Test func `health is hit by nothing`() throws {
        add(CallEffect(.cut(.before)))
        #expect(try connect().exchange(World.get("/health")).map(\.status) == ["HTTP/1.1 200 OK"])
    }

    // MARK: Waiting

    @Test func `an answer is held so long, with the call carried out at once`() throws {
        add(CallEffect(wait: .seconds(30)), count: 1)
        let connection = try connect()
        #expect(try connection.exchange(World.post(body: "1") + World.post(body: "22")).isEmpty)
        #expect(runner.begunBodies == ["1"])
        connection.advance(.seconds(30) - .nanoseconds(1))
        #expect(try connection.takeOutput().isEmpty)
        connection.advance(.nanoseconds(1))
        #expect(try connection.takeAnswers().map(\.code) == [0, 0])
        #expect(runner.begunBodies == ["1", "22"])
        #expect(log.lines.map { $0.fields["duration_us"] } == ["30000000", "0"])
    }

    @Test(arguments: [
        (CallEffect.Answer.code(1, info: "why"), true), (.status(503), true), (.cut(.before), false),
        (.cut(.after), false),
    ])
    func `whatever else a rule does comes after its wait`(answer: CallEffect.Answer, isAnswered: Bool) throws {
        add(CallEffect(wait: .seconds(5), answer))
        let connection = try connect()
        #expect(try connection.exchange(World.post()).isEmpty)
        connection.advance(.seconds(4))
        #expect(connection.isOpen)
        #expect(log.lines.isEmpty)
        connection.advance(.seconds(1))
        #expect(log.lines.count == 1)
        #expect(connection.isOpen == isAnswered)
        #expect(try connection.takeAnswers().isEmpty == !isAnswered)
    }

    @Test func `a wait ends when the server stops, with the answer as the last`() throws {
        add(CallEffect(wait: .seconds(600)))
        let connection = try connect()
        try connection.send(World.post())
        health.beginShutdown()
        connection.quiesce()
        let answers = try connection.takeAnswers()
        #expect(answers.map(\.code) == [0])
        #expect(answers.map(\.keepsConnection) == [false])
        #expect(!connection.isOpen)
    }

    @Test func `nothing is held any more once the server stops`() throws {
        add(CallEffect(wait: .seconds(600), .drip(bytes: 1, every: .seconds(60))))
        let connection = try connect()
        health.beginShutdown()
        #expect(try connection.exchange(World.post()).map(\.code) == [0])
    }

    @Test func `a wait ends when the client sends no more`() throws {
        add(CallEffect(wait: .seconds(600)))
        let connection = try connect()
        try connection.send(World.post())
        connection.endInput()
        #expect(try connection.takeAnswers().map(\.code) == [0])
        #expect(!connection.isOpen)
    }

    @Test func `a wait ends when the client is gone, and the log has the call`() throws {
        add(CallEffect(wait: .seconds(600)))
        let connection = try connect()
        try connection.send(World.post())
        try connection.reset()
        #expect(log.lines.compactMap { $0.fields["code"] } == ["0"])
        #expect(try connection.takeOutput().isEmpty)
    }

    // MARK: Cutting

    @Test func `a connection is cut before a call that is not carried out`() throws {
        add(CallEffect(.cut(.before)))
        let connection = try connect()
        #expect(try connection.exchange(World.post() + World.post()).isEmpty)
        #expect(!connection.isOpen)
        #expect(runner.begunBodies.isEmpty)
        let line = try #require(log.lines.first)
        #expect(log.lines.count == 1)
        #expect(line.fields["fault"] == "1")
        #expect(line.fields["code"] == "60008")
        #expect(line.fields["bytes"] == "0")
        #expect(line.fields["reason"] == "a fault has cut the connection before the call was carried out")
    }

    @Test func `a connection is cut after a call that was carried out`() throws {
        add(CallEffect(.cut(.after)), FaultScope(group: GroupID("pier")))
        let connection = try connect()
        let answers = try connection.exchange(World.post(body: "1") + World.post(body: #"{"GroupId":"pier"}"#))
        #expect(answers.count == 1)
        #expect(!connection.isOpen)
        #expect(runner.begunBodies == ["1", #"{"GroupId":"pier"}"#])
        let line = try #require(log.lines.last)
        #expect(line.fields["code"] == "0")
        #expect(line.fields["bytes"] == "0")
        #expect(line.fields["note"] == "a fault has cut the connection after the call was carried out")
    }

    // MARK: Dripping

    @Test func `an answer drips in pieces, one after each pause, and the next call waits for it`() throws {
        add(CallEffect(.drip(bytes: 100, every: .seconds(2))), count: 1)
        let connection = try connect()
        try connection.send(World.post(body: "1") + World.post(body: "22"))
        var pieces = try connection.takeWrites()
        #expect(pieces.count == 1)
        while runner.begunBodies.count == 1 {
            connection.advance(.seconds(2) - .nanoseconds(1))
            #expect(try connection.takeWrites().isEmpty)
            connection.advance(.nanoseconds(1))
            pieces += try connection.takeWrites()
        }
        let answers = Answer.all(in: pieces.joined())
        #expect(answers.map(\.code) == [0, 0])
        #expect(answers.first?.isWhole == true)
        #expect(pieces.dropLast(2).allSatisfy { $0.utf8.count == 100 })
        #expect(pieces.count == 5)
        #expect(connection.isOpen)
    }

    @Test func `the last answer of a connection drips too`() throws {
        add(CallEffect(.drip(bytes: 120, every: .seconds(1))))
        let connection = try connect()
        try connection.send(World.post(headers: ["Connection: close"]))
        connection.advance(.seconds(1))
        #expect(connection.isOpen)
        connection.advance(.seconds(1))
        #expect(try connection.takeAnswers().map(\.code) == [0])
        #expect(!connection.isOpen)
    }

    @Test func `what has not dripped comes at once when the server stops`() throws {
        add(CallEffect(.drip(bytes: 1, every: .seconds(60))))
        let connection = try connect()
        try connection.send(World.post())
        #expect(try connection.takeOutput() == "H")
        health.beginShutdown()
        connection.quiesce()
        #expect(try connection.takeOutput().hasSuffix("}"))
        #expect(!connection.isOpen)
    }

    @Test func `a client that is gone gets no more drops`() throws {
        add(CallEffect(.drip(bytes: 1, every: .seconds(1))))
        let connection = try connect()
        try connection.send(World.post())
        try connection.reset()
        connection.advance(.seconds(60))
        #expect(try connection.takeOutput() == "H")
        #expect(log.lines.compactMap { $0.fields["code"] } == ["0"])
    }

    // MARK: Calls that take time

    private func connect(_ server: ServerContext) async throws -> NIOAsyncTestingChannel {
        let channel = NIOAsyncTestingChannel()
        try await channel.testingEventLoop.executeInContext {
            try GatewayPipeline(server: server).configure(channel, tls: nil, peer: "192.0.2.1")
        }
        try await channel.connect(to: try SocketAddress(ipAddress: "192.0.2.2", port: 80)).get()
        return channel
    }

    @Test func `the wait begins when the call was carried out`() async throws {
        let latch = Latch()
        let runner = FakeRunner { (call, body) throws(APIError) in
            await latch.wait()
            return FakeRunner.answer(call.name, bodyCount: body.count)
        }
        add(CallEffect(wait: .seconds(30)))
        let server = server(runner)
        let channel = try await connect(server)
        try await channel.writeInbound(ByteBuffer(string: World.post()))
        latch.open()
        await server.tasks.waitUntilIdle()
        await channel.testingEventLoop.advanceTime(by: .seconds(29))
        #expect(try await channel.readOutbound(as: ByteBuffer.self) == nil)
        await channel.testingEventLoop.advanceTime(by: .seconds(1))
        let answer = String(buffer: try await channel.waitForOutboundWrite(as: ByteBuffer.self))
        #expect(Answer.all(in: answer).map(\.code) == [0])
    }

    @Test func `a call that takes too long is held too, and its own answer is dropped`() async throws {
        let latch = Latch()
        let runner = FakeRunner { (_, _) throws(APIError) in
            await latch.wait()
            return []
        }
        add(CallEffect(wait: .seconds(30)))
        let server = server(runner)
        let channel = try await connect(server)
        try await channel.writeInbound(ByteBuffer(string: World.post()))
        await channel.testingEventLoop.advanceTime(by: TimeAmount(server.limits.commandTimeout))
        latch.open()
        await server.tasks.waitUntilIdle()
        await channel.testingEventLoop.run()
        #expect(log.lines.isEmpty)
        await channel.testingEventLoop.advanceTime(by: .seconds(30))
        let answer = String(buffer: try await channel.waitForOutboundWrite(as: ByteBuffer.self))
        #expect(Answer.all(in: answer).map(\.code) == [60_008])
        #expect(log.lines.count == 1)
    }

    @Test func `a connection is cut after a call that took time`() async throws {
        let runner = FakeRunner { (call, body) throws(APIError) in
            FakeRunner.answer(call.name, bodyCount: body.count)
        }
        add(CallEffect(.cut(.after)))
        let server = server(runner)
        let channel = try await connect(server)
        try await channel.writeInbound(ByteBuffer(string: World.post()))
        try await channel.closeFuture.get()
        #expect(try await channel.readOutbound(as: ByteBuffer.self) == nil)
        #expect(runner.begunBodies.count == 1)
        #expect(log.lines.map { $0.fields["code"] } == ["0"])
    }
}
