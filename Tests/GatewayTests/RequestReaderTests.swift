import NIOCore
import NIOEmbedded
import NIOHTTP1
import TestSupport
import Testing
import Wire

@testable import Gateway

/// The reader finds what SwiftNIO's decoder finds.
@Suite struct RequestReaderTests {
    /// What comes out of a pipeline, in order; bodies that come in pieces are put together.
    private enum Event: Equatable {
        case head(RequestHead)
        case body([UInt8])
        case end
        case failure(String)
    }

    private final class Recorder: ChannelInboundHandler {
        typealias InboundIn = RequestPart

        var events: [Event] = []

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head): events.append(.head(head))
            case .end: events.append(.end)
            case .body(let bytes):
                if case .body(let former)? = events.last {
                    events[events.count - 1] = .body(former + Array(buffer: bytes))
                } else {
                    events.append(.body(Array(buffer: bytes)))
                }
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            if let error = error as? HTTPParserError {
                events.append(.failure("\(error)"))
            }
        }
    }

    private static let limits: GatewayLimits = {
        var limits = GatewayLimits()
        limits.maximumHeaderBytes = 600
        limits.maximumHeaderCount = 8
        return limits
    }()

    /// What a pipeline makes of bytes that arrive in pieces, and of the end behind them.
    ///
    /// - Parameter endsInput: whether the client says that it sends no more before the connection has gone.
    private static func events(of pieces: [[UInt8]], endsInput: Bool, readsItself: Bool) throws -> [Event] {
        let channel = EmbeddedChannel()
        let recorder = Recorder()
        let pipeline = channel.pipeline.syncOperations
        if readsItself {
            try pipeline.addHandler(RequestReader(limits: limits))
        } else {
            try pipeline.addHandler(ByteToMessageHandler(HTTPRequestDecoder(limitConfiguration: limits.ofDecoder)))
            try pipeline.addHandler(RequestPartAdapter())
        }
        try pipeline.addHandler(recorder)
        for piece in pieces {
            try channel.writeInbound(ByteBuffer(bytes: piece))
        }
        if endsInput {
            channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        }
        _ = try? channel.finish(acceptAlreadyClosed: true)
        return recorder.events
    }

    /// - Parameter encoded: what the decoder gets in place of the pieces.
    private static func compare(_ pieces: [[UInt8]], expecting encoded: [UInt8]? = nil) throws {
        for endsInput in [true, false] {
            let found = try events(of: pieces, endsInput: endsInput, readsItself: true)
            let expected = try events(of: encoded.map { [$0] } ?? pieces, endsInput: endsInput, readsItself: false)
            #expect(found == expected, "\(String(decoding: pieces.joined(), as: UTF8.self))")
        }
    }

    // MARK: Generated requests

    private static let fields = [
        "Host: localhost:8080", "Accept: */*", "User-Agent: client/1.0", "Content-Type: application/json",
        "Connection: keep-alive", "Connection: Keep-Alive", "Connection: close", "Connection: keep-alive, close",
        "connection: upgrade", "Upgrade: h2c", "Expect: 100-continue", "Transfer-Encoding: chunked",
        "Proxy-Connection: close", "X-Empty:", "X-Spaces:   a  b  ", "X-Tab:\ta", "X_Under: a", "X-High: \u{E9}",
        "X-Colon: a:b:c", "Content-Length: 3", "content-length:4", "CONTENT-LENGTH:  5", "Content-Length: 5 ",
        "Content-Length: +5", "Content-Length: 0x5", "Content-Length: 5, 5", "Content-Length:", "Content-Length: 05",
        "Content-Length: 99999999999999999999", "No colon", "Space : a", " folded", "",
        "X-Long: "
            + String(repeating: "l", count: 300),
    ]
    private static let starts = [
        "POST /v4/s/c?random=1 HTTP/1.1", "POST / HTTP/1.1", "POST /a%20b?c=%zz&d={} HTTP/1.1", "POST /a#b?c HTTP/1.1",
        "GET /health HTTP/1.1", "HEAD /health HTTP/1.1", "POST /a HTTP/1.0", "POST  /a HTTP/1.1", "POST a HTTP/1.1",
        "POST http://host/a HTTP/1.1", "post /a HTTP/1.1", "POST /a\tb HTTP/1.1",
        "POST /a HTTP/1.1 ", "POST /a HTTP/2.0", "POST /a", "POST /\"<>\\^`{|} HTTP/1.1", "CONNECT a:1 HTTP/1.1",
    ]

    /// A request, whole and of the usual kind more often than not.
    private static func request(_ random: inout SeededGenerator) -> [UInt8] {
        let isUsual = Int.random(in: 0..<3, using: &random) > 0
        var lines = [isUsual ? starts[0] : starts.randomElement(using: &random) ?? ""]
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            lines.append(fields[Int.random(in: 0..<(isUsual ? 6 : fields.count), using: &random)])
        }
        let length = Int.random(in: 0...20, using: &random)
        if Int.random(in: 0..<8, using: &random) > 0 {
            lines.append("Content-Length: \(length)")
        }
        var bytes = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
        bytes += Array(repeating: UInt8(ascii: "b"), count: length)
        if Int.random(in: 0..<6, using: &random) == 0 {
            // what is no ASCII in a URL has tests of its own
            let lineEnd = bytes.firstIndex(of: UInt8(ascii: "\r")) ?? 0
            let place = Int.random(in: 0..<bytes.count, using: &random)
            bytes[place] = UInt8.random(in: 0...(place < lineEnd ? 127 : 255), using: &random)
        }
        return bytes
    }

    /// The bytes in one piece or several.
    private static func cut(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Bool.random(using: &random) ? rest.count : Int.random(in: 1...rest.count, using: &random)
            pieces.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        return pieces
    }

    @Test(arguments: 0..<20)
    func `generated requests are read as the decoder reads them`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let requests = (0..<Int.random(in: 1...3, using: &random)).flatMap { _ in Self.request(&random) }
            try Self.compare(Self.cut(requests, &random))
        }
    }

    @Test func `every start and every field is read as the decoder reads it`() throws {
        for start in Self.starts {
            for field in Self.fields {
                let text = "\(start)\r\n\(field)\r\nContent-Length: 2\r\n\r\n{}"
                try Self.compare([Array(text.utf8)])
                try Self.compare([Array("\(start)\r\n\(field)\r\n\r\n".utf8), Array(text.utf8)])
            }
        }
    }

    @Test func `a head is read as the decoder reads it, whichever byte stands wherever`() throws {
        let request = Array("POST /v4/a?b=c HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}".utf8)
        for place in request.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = request
                changed[place] = byte
                try Self.compare([changed], expecting: Self.withEncodedLine(changed))
            }
        }
    }

    @Test(arguments: [0, 1, 7, 8, 9, 50])
    func `limits are those of the decoder`(fieldCount: Int) throws {
        let fields = (0..<fieldCount).map { "X-\($0): \(String(repeating: "v", count: 40))\r\n" }.joined()
        try Self.compare([Array("POST /a HTTP/1.1\r\n\(fields)\r\n".utf8)])
        try Self.compare([Array("POST /\(String(repeating: "p", count: fieldCount * 20)) HTTP/1.1\r\n\r\n".utf8)])
    }

    /// A request with `%XX` in place of what is no ASCII in its first line.
    private static func withEncodedLine(_ request: [UInt8]) -> [UInt8] {
        let end = request.firstIndex(of: UInt8(ascii: "\n")) ?? request.count
        return PercentEncoding.encode(request[..<end]) + request[end...]
    }

    /// The targets of the heads that are found, each with whether the connection is kept.
    private static func targets(in pieces: [[UInt8]]) throws -> [String] {
        try events(of: pieces, endsInput: true, readsItself: true).compactMap { event in
            guard case .head(let head) = event else {
                return nil
            }
            return "\(head.target.revealed) \(head.keepsConnection)"
        }
    }

    @Test func `a URL of UTF-8 is percent-encoded and keeps its connection`() throws {
        let request = Array("POST /a?b=é群 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}".utf8)
        let target = "/a?b=%C3%A9%E7%BE%A4 true"
        #expect(try Self.targets(in: [request + request]) == [target, target])
    }

    @Test(arguments: ["Expect: 100-continue", "Transfer-Encoding: chunked", "Upgrade: h2c", "Connection: close"])
    func `a URL of UTF-8 in an unusual head ends its connection`(field: String) throws {
        let request = Array("POST /a?b=é群 HTTP/1.1\r\n\(field)\r\n\r\n".utf8)
        #expect(try Self.targets(in: [request]) == ["/a?b=%C3%A9%E7%BE%A4 false"])
    }

    @Test func `a URL of UTF-8 may come in pieces`() throws {
        let request = Array("POST /a?b=é群 HTTP/1.1\r\nHost: é\r\nContent-Length: 2\r\n\r\né".utf8)
        for place in request.indices {
            let pieces = [Array(request[..<place]), Array(request[place...])].filter { !$0.isEmpty }
            #expect(try Self.targets(in: pieces).allSatisfy { $0.hasPrefix("/a?b=%C3%A9%E7%BE%A4 ") }, "\(place)")
            #expect(try Self.events(of: pieces, endsInput: true, readsItself: true).contains(.body(Array("é".utf8))))
        }
    }

    @Test func `heads of the usual kind need no decoder`() throws {
        let channel = EmbeddedChannel()
        try channel.pipeline.syncOperations.addHandler(RequestReader(limits: GatewayLimits()))
        let usual = "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nConnection: Keep-Alive\r\n\r\n{}"
        try channel.writeInbound(ByteBuffer(string: usual + usual + usual.dropLast()))
        let find = { try channel.pipeline.syncOperations.handler(type: RequestPartAdapter.self) }
        #expect(throws: ChannelPipelineError.notFound) { try find() }
        try channel.writeInbound(ByteBuffer(string: "}GET /health HTTP/1.1\r\n\r\n"))
        _ = try find()
    }
}
