import Commands
import Gateway
import Logging
import NIOCore
import NIOPosix
import Presence
import SQLiteStore
import ServiceLifecycle
import Testing
import Wire

@Suite("Server on a live socket", .timeLimit(.minutes(1)))
struct GatewayServerTests {
    @Test func `it answers on the ports that it names, with and without TLS`() async throws {
        let certificate = try TestCertificate()
        let live = try await LiveServer.start(tls: certificate.serverContext)
        #expect(live.addresses.plain?.port != 0)
        for tls in [nil, certificate.clientContext] {
            let answers = try await live.connect(tls: tls) { client in
                try await client.send(World.post() + World.get("/health"))
                return try await client.answers(2)
            }
            #expect(answers.map(\.status) == ["HTTP/1.1 200 OK", "HTTP/1.1 200 OK"])
            #expect(answers.first?.code == 0)
        }
        await live.server.shutDown()
    }

    @Test func `an address in use is an error, and the other one is given back`() async throws {
        let first = try await LiveServer.start()
        let taken = ListenAddress(host: "127.0.0.1", port: first.addresses.plain?.port ?? 0)
        let second = GatewayServer(
            configuration: GatewayConfiguration(plain: taken), apps: World.apps, runner: FakeRunner(),
            health: FakeDisk().health,
            group: .singletonMultiThreadedEventLoopGroup, logger: Logger(label: "test"), now: { World.now },
            uptime: { .zero })
        let failure = await #expect(throws: ListenFailure.self) { try await second.bind() }
        #expect(failure?.address == taken)
        #expect(failure?.cause is IOError)
        await first.server.shutDown()
    }

    @Test func `a client that sends too large a body and then looks gets to read the answer`() async throws {
        let certificate = try TestCertificate()
        let live = try await LiveServer.start(tls: certificate.serverContext)
        for tls in [nil, certificate.clientContext] {
            let answers = try await live.connect(tls: tls) { client in
                try await client.send("POST \(World.url()) HTTP/1.1\r\nContent-Length: 8000000\r\n\r\n")
                try await client.send(String(repeating: "x", count: 8_000_000))
                return try await client.answersUntilClose()
            }
            #expect(answers.map(\.code) == [60008])
            #expect(answers.map(\.keepsConnection) == [false])
        }
        await live.server.shutDown()
    }

    @Test func `garbage is answered and the connection is ended`() async throws {
        let live = try await LiveServer.start()
        let answers = try await live.connect { client in
            try await client.send(String(repeating: "garbage ", count: 100_000))
            return try await client.answersUntilClose()
        }
        #expect(answers.map(\.code) == [60002])
        await live.server.shutDown()
    }

    @Test func `a client may close its side and still gets its answers`() async throws {
        let certificate = try TestCertificate()
        let live = try await LiveServer.start(
            runner: FakeRunner { (call, body) throws(APIError) in
                FakeRunner.answer(call.name, bodyCount: body.count)
            }, tls: certificate.serverContext)
        for tls in [nil, certificate.clientContext] {
            let answers = try await live.connect(tls: tls) { client in
                try await client.send(World.post() + World.post())
                client.finish()
                return try await client.answersUntilClose()
            }
            #expect(answers.map(\.code) == [0, 0])
        }
        await live.server.shutDown()
    }

    @Test func `a large answer arrives whole`() async throws {
        let live = try await LiveServer.start(
            runner: FakeRunner { (_, _) throws(APIError) in
                Array(#"{"ErrorCode":0,"Text":""#.utf8) + Array(repeating: 0x78, count: 1_000_000) + Array(#""}"#.utf8)
            })
        let answers = try await live.connect { client in
            try await client.send(World.post() + World.post() + World.post())
            return try await client.answers(3)
        }
        #expect(answers.map(\.isWhole) == [true, true, true])
        await live.server.shutDown()
    }

    @Test func `connections over the limit are closed, and a freed place can be taken`() async throws {
        var limits = GatewayLimits()
        limits.maximumConnectionsPerAddress = 1
        let live = try await LiveServer.start(limits: limits)
        try await live.connect { client in
            try await client.send(World.post())
            #expect(try await client.answers(1).map(\.code) == [0])
            // A reset instead of an orderly end is as good.
            let refused = try? await live.connect { second in try await second.answersUntilClose() }
            #expect(refused ?? [] == [])
        }
        await live.server.shutDown()
    }

    // MARK: Changes

    @Test func `another certificate is for connections that begin then, and those that are open go on`() async throws {
        let (first, second) = (try TestCertificate(), try TestCertificate())
        let live = try await LiveServer.start(tls: first.serverContext)
        try await live.connect(tls: first.clientContext) { old in
            try await old.send(World.post())
            _ = try await old.answers(1)
            live.server.change(second.serverContext)
            let answers = try await live.connect(tls: second.clientContext) { new in
                try await new.send(World.post())
                return try await new.answers(1)
            }
            #expect(answers.map(\.code) == [0])
            await #expect(throws: (any Error).self) {
                try await live.connect(tls: first.clientContext) { new in
                    try await new.send(World.post())
                    _ = try await new.answersUntilClose()
                }
            }
            try await old.send(World.post())
            #expect(try await old.answers(2).map(\.code) == [0, 0])
        }
        await live.server.shutDown()
    }

    @Test func `other limits are for connections that begin then`() async throws {
        let live = try await LiveServer.start()
        let body = String(repeating: " ", count: 2_000)
        try await live.connect { old in
            try await old.send(World.post(body: body))
            _ = try await old.answers(1)
            var limits = GatewayLimits()
            limits.maximumBodyBytes = 1_000
            live.server.change(limits)
            let answers = try await live.connect { new in
                try await new.send(World.post(body: body))
                return try await new.answers(1)
            }
            #expect(answers.map(\.code) == [60008])
            limits.maximumConnectionsPerAddress = 1
            live.server.change(limits)
            // A reset instead of an orderly end is as good.
            let refused = try? await live.connect { third in try await third.answersUntilClose() }
            #expect(refused ?? [] == [])
            try await old.send(World.post(body: body))
            #expect(try await old.answers(2).map(\.code) == [0, 0])
        }
        await live.server.shutDown()
    }

    // MARK: Shutdown

    @Test func `shutting down finishes what is in flight, closes what is idle, and takes nothing new`() async throws {
        let begun = Latch()
        let latch = Latch()
        let live = try await LiveServer.start(
            runner: FakeRunner { (call, body) throws(APIError) in
                begun.open()
                await latch.wait()
                return FakeRunner.answer(call.name, bodyCount: body.count)
            })
        async let inFlight = live.connect { client in
            try await client.send(World.post() + World.post())
            return try await client.answersUntilClose()
        }
        await begun.wait()
        async let shutdown: Void = live.connect { idle in
            try await idle.send(World.get("/health"))
            _ = try await idle.answers(1)
            async let shutdown: Void = live.server.shutDown()
            _ = try await idle.answersUntilClose()
            await #expect(throws: (any Error).self) { try await live.connect { _ in } }
            latch.open()
            await shutdown
        }
        let answers = try await inFlight
        #expect(answers.map(\.code) == [0])
        #expect(answers.map(\.keepsConnection) == [false])
        try await shutdown
    }

    @Test func `shutting down gives up on a call that does not end`() async throws {
        let begun = Latch()
        let latch = Latch()
        var limits = GatewayLimits()
        limits.shutdownTimeout = .milliseconds(50)
        let live = try await LiveServer.start(
            runner: FakeRunner { (_, _) throws(APIError) in
                begun.open()
                await latch.wait()
                return []
            }, limits: limits)
        try await live.connect { client in
            try await client.send(World.post())
            await begun.wait()
            await live.server.shutDown()
            #expect(try await client.answersUntilClose().isEmpty)
        }
        latch.open()
    }

    @Test func `commands are carried out on a store, over HTTP`() async throws {
        let runner = RegistryCommandRunner(
            store: try SQLiteStore.openTemporary(), presence: Presence(), messageThrottle: MessageThrottle(),
            random: { _ in 0 })
        let live = try await LiveServer.start(runner: runner)
        let create = CommandName(service: .groupOpen, command: "create_group")
        let answers = try await live.connect { client in
            try await client.send(
                World.post(World.url(create), body: #"{"Type":"Public","Name":"n","GroupId":"g"}"#)
                    + World.post(World.url(create), body: #"{"Type":"Public","GroupId":"g"}"#)
                    + World.post(body: #"{"GroupIdList":["g"]}"#))
            return try await client.answers(3)
        }
        #expect(answers.map(\.code) == [0, 10004, 0])
        #expect(answers.first?.body.hasSuffix(#","GroupId":"g"}"#) == true)
        #expect(answers.last?.body.contains(#""Name":"n""#) == true)
        await live.server.shutDown()
    }

    @Test func `as a service it runs until it is told to stop`() async throws {
        let free = ListenAddress(host: "127.0.0.1", port: 0)
        let server = GatewayServer(
            configuration: GatewayConfiguration(plain: free), apps: World.apps, runner: FakeRunner(),
            health: FakeDisk().health,
            group: .singletonMultiThreadedEventLoopGroup, logger: Logger(label: "test"), now: { World.now },
            uptime: { .zero })
        try await server.bind()
        let group = ServiceGroup(
            configuration: .init(services: [.init(service: server)], logger: Logger(label: "test")))
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }
}
