import TestSupport
import Testing
import Wire

@testable import Gateway

@Suite("Connection")
struct ConnectionHandlerTests {
    @Test func `an answer carries the protocol's headers and an exact length`() throws {
        let connection = try EmbeddedConnection()
        try connection.send(World.post(body: "{}"))
        let body = String(decoding: FakeRunner.answer(FakeRunner.read, bodyCount: 2), as: UTF8.self)
        #expect(
            try connection.takeOutput() == """
                HTTP/1.1 200 OK\r
                Content-Type: application/json\r
                Access-Control-Allow-Origin: *\r
                Access-Control-Allow-Headers: X-Requested-With\r
                Access-Control-Allow-Methods: POST\r
                Content-Length: \(body.utf8.count)\r
                Connection: keep-alive\r
                \r
                \(body)
                """)
        #expect(connection.isOpen)
    }

    @Test func `a refusal is an answer like any other`() throws {
        let answers = try EmbeddedConnection().exchange("GET /v4 HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(
            answers.map(\.body) == [
                #"{"ActionStatus":"FAIL","ErrorInfo":"the path of the URL must be /v4/<service>/<command>","#
                    + #""ErrorCode":60002}"#
            ])
        #expect(answers.map(\.status) == ["HTTP/1.1 200 OK"])
    }

    @Test func `outside the API's paths a refusal keeps its body and has a status of its own`() throws {
        let answers = try EmbeddedConnection().exchange(
            World.get("/metrics") + World.get("/v4/") + World.get("/health"))
        #expect(answers.map(\.status) == ["HTTP/1.1 404 Not Found", "HTTP/1.1 200 OK", "HTTP/1.1 200 OK"])
        #expect(answers.first?.body == answers.dropFirst().first?.body)
    }

    @Test func `HEAD outside the API's paths gets the status alone`() throws {
        let connection = try EmbeddedConnection()
        try connection.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
        let output = try connection.takeOutput()
        #expect(output.hasPrefix("HTTP/1.1 404 Not Found\r\n"))
        #expect(output.hasSuffix("\r\n\r\n"))
    }

    @Test(arguments: [
        ("POST / HTTP/1.1\r\nContent-Length: 9999999\r\n\r\n", 60002),
        ("POST / HTTP/1.1\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n", 60002),
        ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", 60002),
    ])
    func `what is refused before its end outside the API's paths has that status too`(request: String, code: Int) throws
    {
        let answers = try EmbeddedConnection().exchange(request)
        #expect(answers.map(\.status) == ["HTTP/1.1 404 Not Found"])
        #expect(answers.map(\.code) == [code])
    }

    @Test(arguments: [
        (World.post(), true), (World.post(headers: ["Connection: close"]), false), (World.post(version: "1.0"), false),
        (World.post(headers: ["Connection: keep-alive"], version: "1.0"), true),
        (World.post(headers: ["Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c"]), false),
    ])
    func `a connection is kept as the client wants it`(request: String, isKept: Bool) throws {
        let connection = try EmbeddedConnection()
        let answers = try connection.exchange(request)
        #expect(answers.map(\.code) == [0])
        #expect(answers.map(\.keepsConnection) == [isKept])
        #expect(connection.isOpen == isKept)
    }

    @Test(arguments: ["HEAD", "OPTIONS", "CONNECT", "PATCH", "TRACE", "PROPFIND"])
    func `another method is refused`(method: String) throws {
        let connection = try EmbeddedConnection()
        try connection.send("\(method) \(World.url()) HTTP/1.1\r\nHost: a\r\n\r\n")
        let answers = Answer.all(in: try connection.takeOutput(), isHead: method == "HEAD")
        #expect(answers.map(\.status) == ["HTTP/1.1 200 OK"])
        #expect(answers.map(\.headers["access-control-allow-methods"]) == ["POST"])
    }

    @Test func `HEAD gets the head of the answer and no body`() throws {
        let output = try EmbeddedConnection().exchange("HEAD /health HTTP/1.1\r\n\r\n" + World.get("/health"))
        let answers = Answer.all(in: output.map(\.body).joined())
        #expect(output.first?.headers["content-length"] == "15")
        #expect(output.first?.body.hasPrefix("HTTP/1.1 200 OK") == true)
        #expect(answers.isEmpty)
    }

    @Test func `spaces behind a header's value do not count`() throws {
        let request = World.post(body: "{}").replacing("Content-Length: 2", with: "Content-Length: 2  ")
        #expect(request.contains("2  \r\n"))
        #expect(try EmbeddedConnection().exchange(request).map(\.code) == [0])
    }

    // MARK: Order

    @Test func `pipelined requests are answered in order`() throws {
        let requests = (0..<50).map { World.post(body: String(repeating: "x", count: $0)) }.joined()
        let answers = try EmbeddedConnection().exchange(requests)
        #expect(
            answers.map(\.body)
                == (0..<50).map { String(decoding: FakeRunner.answer(FakeRunner.read, bodyCount: $0), as: UTF8.self) })
    }

    @Test func `what follows a request that closes is not carried out`() throws {
        let runner = FakeRunner()
        let connection = try EmbeddedConnection(World.server(runner: runner))
        let answers = try connection.exchange(World.post(headers: ["Connection: close"]) + World.post(body: "2"))
        #expect(answers.count == 1)
        #expect(runner.begunBodies == ["{}"])
    }

    // MARK: Bodies

    @Test func `a chunked body is put together`() throws {
        let runner = FakeRunner()
        let connection = try EmbeddedConnection(World.server(runner: runner))
        let answers = try connection.exchange(World.chunked(chunks: [#"{"Gro"#, #"upId":""#, #"a"}"#]) + World.post())
        #expect(answers.map(\.code) == [0, 0])
        #expect(runner.begunBodies == [#"{"GroupId":"a"}"#, "{}"])
    }

    @Test func `a request may be split at every byte`() throws {
        let runner = FakeRunner()
        let request = World.chunked(chunks: [#"{"GroupId""#, #":"a"}"#], headers: ["X-Long: value"])
        let bytes = Array(request.utf8)
        let server = World.server(runner: runner)
        for position in 1..<bytes.count {
            let connection = try EmbeddedConnection(server)
            try connection.send(String(decoding: bytes[..<position], as: UTF8.self))
            let answers = try connection.exchange(String(decoding: bytes[position...], as: UTF8.self))
            #expect(answers.map(\.code) == [0], "split at \(position)")
        }
        #expect(Set(runner.begunBodies) == [#"{"GroupId":"a"}"#])
    }

    @Test func `a request may come byte by byte`() throws {
        let connection = try EmbeddedConnection()
        for byte in World.post().utf8.dropLast() {
            #expect(try connection.exchange(String(UnicodeScalar(byte))).isEmpty)
        }
        #expect(try connection.exchange("}").map(\.code) == [0])
    }

    @Test func `a body of the largest size is accepted`() throws {
        let connection = try EmbeddedConnection()
        let answers = try connection.exchange(World.post(body: String(repeating: " ", count: 1_048_576)))
        #expect(answers.map(\.code) == [0])
        #expect(connection.isOpen)
    }

    @Test func `a declared body that is too large is refused at once and then read to its end`() throws {
        let runner = FakeRunner()
        let connection = try EmbeddedConnection(World.server(runner: runner))
        let head = "POST \(World.url()) HTTP/1.1\r\nContent-Length: 1048577\r\n\r\n"
        let answers = try connection.exchange(head)
        #expect(answers.map(\.code) == [60008])
        #expect(answers.map(\.keepsConnection) == [false])
        #expect(connection.isOpen)
        for _ in 0..<16 {
            try connection.send(String(repeating: "x", count: 65_536))
            #expect(connection.isOpen)
        }
        try connection.send("x")
        #expect(!connection.isOpen)
        #expect(runner.begunBodies.isEmpty)
    }

    @Test func `a chunked body is refused when it has grown too large`() throws {
        let connection = try EmbeddedConnection()
        let chunk = "80000\r\n" + String(repeating: "x", count: 0x80000) + "\r\n"
        let head = "POST \(World.url()) HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
        #expect(try connection.exchange(head + chunk + chunk).isEmpty)
        #expect(try connection.exchange("1\r\nx\r\n").map(\.code) == [60008])
        #expect(connection.isOpen)
        try connection.send("0\r\n\r\n")
        #expect(!connection.isOpen)
    }

    @Test func `no more than the limit is read of a refused body`() throws {
        var limits = GatewayLimits()
        limits.maximumDrainBytes = 100_000
        let connection = try EmbeddedConnection(World.server(limits: limits))
        _ = try connection.exchange("POST \(World.url()) HTTP/1.1\r\nContent-Length: 9999999999\r\n\r\n")
        try connection.send(String(repeating: "x", count: 100_000))
        #expect(connection.isOpen)
        try connection.send("x")
        #expect(!connection.isOpen)
    }

    @Test func `the refusal of a head goes before that of its body`() throws {
        let answers = try EmbeddedConnection().exchange("POST / HTTP/1.1\r\nContent-Length: 9999999\r\n\r\n")
        #expect(answers.map(\.code) == [60002])
    }

    @Test func `a refused request with a small body leaves the connection usable`() throws {
        let connection = try EmbeddedConnection()
        #expect(try connection.exchange(World.post("/v4/x/y") + World.post()).map(\.code) == [60009, 0])
    }

    // MARK: Expectations

    @Test func `a client that waits for 100 gets it and then its answer`() throws {
        let connection = try EmbeddedConnection()
        let head = "POST \(World.url()) HTTP/1.1\r\nContent-Length: 2\r\nExpect: 100-Continue\r\n\r\n"
        try connection.send(head)
        #expect(try connection.takeOutput() == "HTTP/1.1 100 Continue\r\n\r\n")
        #expect(try connection.exchange("{}").map(\.code) == [0])
        #expect(connection.isOpen)
    }

    @Test(arguments: [
        (World.url(), 1_048_577, 60008), ("/v4/x/y", 2, 60009), ("/v4/x/y", 1_048_577, 60009),
    ])
    func `a client that waits in vain gets its answer instead`(url: String, length: Int, code: Int) throws {
        let connection = try EmbeddedConnection()
        let answers = try connection.exchange(
            "POST \(url) HTTP/1.1\r\nContent-Length: \(length)\r\nExpect: 100-continue\r\n\r\n")
        #expect(answers.map(\.status) == ["HTTP/1.1 200 OK"])
        #expect(answers.map(\.code) == [code])
        #expect(answers.map(\.keepsConnection) == [false])
    }

    @Test func `HTTP 1.0 never gets 100`() throws {
        let connection = try EmbeddedConnection()
        try connection.send("POST \(World.url()) HTTP/1.0\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
        #expect(try connection.takeOutput().isEmpty)
    }

    // MARK: Malformed messages

    @Test(arguments: [
        "garbage\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\0\u{1}\0", "GET /\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "POST /v4/a/b HTTP/1.1\r\nContent-Length: x\r\n\r\n", "POST /v4/a/b HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST /v4/a/b HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "POST /v4/a/b HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "POST /v4/a/b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "POST /v4/a/b HTTP/1.1\r\nNo colon\r\n\r\n", "POST /v4/a/b HTTP/1.1\r\n: no name\r\n\r\n",
        "POST /v4/a b HTTP/1.1\r\n\r\n", "POST /v4/a/b HTTP/9.9\r\n\r\n", "FETCH /v4/a/b HTTP/1.1\r\n\r\n",
    ])
    func `what cannot be parsed is answered with 60002 and ends the connection`(text: String) throws {
        let connection = try EmbeddedConnection()
        let answers = try connection.exchange(text)
        #expect(answers.map(\.code) == [60002])
        #expect(answers.map(\.keepsConnection) == [false])
        #expect(try connection.exchange(World.post()).isEmpty)
        connection.advance(GatewayLimits().drainTimeout)
        #expect(!connection.isOpen)
    }

    @Test func `a malformed request behind good ones is answered after them`() throws {
        let answers = try EmbeddedConnection().exchange(World.post() + World.post() + "garbage\r\n\r\n")
        #expect(answers.map(\.code) == [0, 0, 60002])
    }

    @Test(arguments: [
        (0..<101).map { "X-\($0): v\r\n" }.joined(), "X: " + String(repeating: "v", count: 40_000) + "\r\n",
        (0..<99).map { "X-\($0): \(String(repeating: "v", count: 400))\r\n" }.joined(),
    ])
    func `too many or too large headers are 60002`(headers: String) throws {
        let connection = try EmbeddedConnection()
        #expect(try connection.exchange("GET / HTTP/1.1\r\n\(headers)\r\n").map(\.code) == [60002])
        connection.advance(GatewayLimits().drainTimeout)
        #expect(!connection.isOpen)
    }

    @Test func `a long URL is 60002 and leaves the connection usable`() throws {
        let connection = try EmbeddedConnection()
        let url = World.url() + "&x=" + String(repeating: "x", count: 8192)
        #expect(try connection.exchange(World.post(url) + World.post()).map(\.code) == [60002, 0])
    }

    @Test(arguments: 0..<64)
    func `random bytes never do more than end the connection`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var bytes = Array((World.post() + World.chunked(chunks: ["{", "}"]) + World.get("/health")).utf8)
        for _ in 0..<Int.random(in: 1...20, using: &random) {
            bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        let connection = try EmbeddedConnection()
        var rest = bytes[...]
        while !rest.isEmpty, connection.isOpen {
            let part = rest.prefix(Int.random(in: 1...200, using: &random))
            rest = rest.dropFirst(part.count)
            try connection.send(part)
        }
        let statuses = try connection.takeAnswers().map(\.status)
        let known = ["HTTP/1.1 200 OK", "HTTP/1.1 100 Continue", "HTTP/1.1 404 Not Found"]
        #expect(statuses.allSatisfy(known.contains))
        connection.advance(.seconds(600))
        #expect(!connection.isOpen)
    }

    // MARK: Closing

    @Test func `a client that has said all it has to say gets its answer`() throws {
        let connection = try EmbeddedConnection()
        try connection.send(World.post())
        connection.endInput()
        #expect(try connection.takeAnswers().map(\.code) == [0])
        #expect(!connection.isOpen)
    }

    @Test func `a request that breaks off is answered with 60002`() throws {
        let connection = try EmbeddedConnection()
        try connection.send(String(World.post().dropLast()))
        connection.endInput()
        #expect(try connection.takeAnswers().map(\.code) == [60002])
        #expect(!connection.isOpen)
    }
}
