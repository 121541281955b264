import Testing

@testable import Gateway

@Suite("Time-outs")
struct ConnectionTimeoutTests {
    private let limits = GatewayLimits()

    @Test func `a connection without requests is closed after the idle time, without a word`() throws {
        let connection = try EmbeddedConnection()
        connection.advance(limits.idleTimeout - .milliseconds(1))
        #expect(connection.isOpen)
        connection.advance(.milliseconds(1))
        #expect(!connection.isOpen)
        #expect(try connection.takeOutput().isEmpty)
    }

    @Test func `each request starts the idle time anew`() throws {
        let connection = try EmbeddedConnection()
        for _ in 0..<5 {
            connection.advance(limits.idleTimeout - .milliseconds(1))
            #expect(try connection.exchange(World.post()).map(\.code) == [0])
        }
        connection.advance(limits.idleTimeout)
        #expect(!connection.isOpen)
    }

    @Test(arguments: [("POST /", 10), ("POST \(World.url()) HTTP/1.1\r\nContent-Length: 1000\r\n\r\n", 30)])
    func `a head, or a body, that comes drop by drop is cut off after its time`(beginning: String, limit: Int) throws {
        let connection = try EmbeddedConnection()
        try connection.send(beginning)
        for _ in 1..<limit {
            connection.advance(.seconds(1))
            try connection.send("v")
        }
        #expect(try connection.takeOutput().isEmpty)
        connection.advance(.seconds(1))
        #expect(try connection.takeAnswers().map(\.code) == [60008])
        connection.advance(limits.drainTimeout)
        #expect(!connection.isOpen)
    }

    @Test func `what follows a refusal is read for so long and no longer`() throws {
        let connection = try EmbeddedConnection()
        try connection.send("garbage\r\n\r\n")
        for _ in 0..<4 {
            connection.advance(.seconds(1))
            try connection.send("more")
        }
        #expect(connection.isOpen)
        connection.advance(.seconds(1))
        #expect(!connection.isOpen)
    }

    @Test func `a client that does not take its answer is cut off, and gets no further one`() throws {
        let runner = FakeRunner()
        let connection = try EmbeddedConnection(World.server(runner: runner))
        connection.setWritable(false)
        try connection.send(World.post(body: "1") + World.post(body: "2"))
        #expect(runner.begunBodies == ["1"])
        connection.advance(limits.answerTimeout)
        #expect(!connection.isOpen)
        #expect(runner.begunBodies == ["1"])
    }

    @Test func `a client that takes its answer late gets the next one then`() throws {
        let connection = try EmbeddedConnection()
        connection.setWritable(false)
        try connection.send(World.post(body: "1") + World.post(body: "2"))
        #expect(try connection.takeAnswers().count == 1)
        connection.setWritable(true)
        #expect(try connection.takeAnswers().count == 1)
        #expect(connection.isOpen)
    }
}
