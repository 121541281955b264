import Commands
import Health
import Logging
import NIOCore
import Synchronization
import TestSupport
import Testing
import Wire

@testable import Gateway

@Suite("Request log")
struct RequestLogTests {
    private let log = LogCapture()

    private func lines(of request: String) throws -> [LogCapture.Line] {
        _ = try EmbeddedConnection(World.server(logger: log.logger)).exchange(request)
        return log.lines
    }

    @Test func `an answered call is one line`() throws {
        let lines = try lines(of: World.post(body: "{ }"))
        #expect(lines.count == 1)
        #expect(lines.first?.level == .info)
        #expect(
            lines.first?.fields == [
                "command": "group_open_http_svc/get_group_info", "sdkappid": "1400777001", "caller": "administrator",
                "code": "0", "request_bytes": "3", "bytes": "111", "duration_us": "0", "peer": "192.0.2.1",
            ])
    }

    @Test func `a watch is told of calls that the log leaves out`() throws {
        var logger = log.logger
        logger.logLevel = .critical
        let watch = Watch()
        _ = try EmbeddedConnection(World.server(logger: logger, watch: watch)).exchange(
            World.post(body: "{ }") + World.post(GateCase("", 0, sig: World.userSig(key: "wrong")).url))
        #expect(log.lines.isEmpty)
        let calls = watch.calls.withLock(\.self)
        #expect(calls.map(\.code) == [0, 70009])
        #expect(calls.map(\.command?.command) == ["get_group_info", "get_group_info"])
        #expect(calls.map(\.sdkAppID?.number) == [World.app, World.app])
        #expect(calls.map(\.caller?.text) == ["administrator", "administrator"])
        #expect(calls.map(\.peer) == ["192.0.2.1", "192.0.2.1"])
        #expect(calls.first?.requestBytes == 3)
        #expect(calls.first?.answerBytes == 111)
        #expect(calls.map { $0.reason == nil } == [true, false])
    }

    private final class Watch: CallWatch {
        let calls = Mutex<[CallRecord]>([])

        func note(_ call: CallRecord) {
            calls.withLock { $0.append(call) }
        }
    }

    @Test func `the caller is logged by a name of any characters`() throws {
        let lines = try lines(
            of: World.post(GateCase("", 0, identifier: "管理员", sig: World.userSig(identifier: "管理员")).url))
        #expect(lines.map(\.fields["caller"]) == ["管理员"])
    }

    @Test func `what an answered call says of itself is its note`() {
        let exchange = Exchange(head: nil, arrival: .uptimeNanoseconds(0), route: .health(.health))
        World.server(logger: log.logger).log.record(
            exchange, .success(CommandAnswer(bytes: [], note: "dropped: a reason")), answerBytes: 0, peer: "192.0.2.1",
            end: .uptimeNanoseconds(0))
        #expect(log.lines.first?.level == .info)
        #expect(log.lines.first?.fields["note"] == "dropped: a reason")
    }

    @Test func `a refused call is a notice that says why`() throws {
        let lines = try lines(of: World.post(GateCase("", 0, sig: World.userSig(key: "wrong")).url))
        #expect(lines.map(\.level) == [.notice])
        #expect(lines.first?.fields["code"] == "70009")
        #expect(lines.first?.fields["caller"] == "administrator")
        #expect(lines.first?.fields["reason"]?.contains("key of another sdkappid") == true)
    }

    @Test func `a refusal in the original's words is logged with its reason`() {
        let error = APIError(.groupNotFound, reason: "GroupId: it is gone")
        let exchange = Exchange(head: nil, arrival: .uptimeNanoseconds(0), route: .refusal(error))
        World.server(logger: log.logger).log.record(
            exchange, .failure(error), answerBytes: 0, peer: "192.0.2.1", end: .uptimeNanoseconds(0))
        #expect(log.lines.map(\.fields["reason"]) == ["GroupId: it is gone"])
        #expect(
            String(decoding: Outcome.failure(error).body(of: nil), as: UTF8.self)
                == #"{"ActionStatus":"FAIL","ErrorInfo":"this group does not exist","ErrorCode":10010}"#)
    }

    @Test(arguments: ["garbage\r\n\r\n", "POST / HTTP/1.1\r\n\r\n", "POST /v4/group_open_http_svc/x HTTP/1.1\r\n\r\n"])
    func `a name that is not in the registry is logged as unknown`(request: String) throws {
        let lines = try lines(of: request)
        #expect(lines.map(\.fields["command"]) == ["unknown"])
        #expect(lines.map(\.fields["sdkappid"]) == [nil])
    }

    @Test func `a refused call keeps the path that was called, and the number of its app`() throws {
        let cases: [(url: String, path: String?, app: String?)] = [
            (
                "/v4/group_open_http_svc/creat_group?sdkappid=\(World.app)", "/v4/group_open_http_svc/creat_group",
                "\(World.app)"
            ),
            ("/v3/openim?sdkappid=12", "/v3/openim", "12"),
            ("/v4/\(FakeRunner.read)?sdkappid=99", nil, "99"),
            (GateCase("", 0, sig: World.userSig(key: "wrong")).url, nil, "\(World.app)"),
        ]
        for (url, path, app) in cases {
            _ = try EmbeddedConnection(World.server(logger: log.logger)).exchange(World.post(url))
            #expect(log.lines.last?.fields["path"] == path)
            #expect(log.lines.last?.fields["sdkappid"] == app)
        }
    }

    @Test func `requests are told apart by process, connection and number`() throws {
        let server = World.server(logger: log.logger, processTag: "7f3a9c2e")
        let first = try EmbeddedConnection(server)
        _ = try first.exchange(World.post() + World.post())
        _ = try EmbeddedConnection(server).exchange("garbage\r\n\r\n")
        _ = try first.exchange(World.get("/"))
        #expect(
            log.lines.map(\.fields["request_id"]) == [
                "7f3a9c2e-1-1", "7f3a9c2e-1-2", "7f3a9c2e-2-1", "7f3a9c2e-1-3",
            ])
    }

    @Test func `a header tells the client which request the log calls so, where that is wanted`() throws {
        let server = World.server(logger: log.logger, processTag: "7f3a9c2e", requestIDHeader: "X-Request-Id")
        let answers = try EmbeddedConnection(server).exchange(World.post() + World.get("/"))
        #expect(answers.map(\.headers["x-request-id"]) == ["7f3a9c2e-1-1", "7f3a9c2e-1-2"])
        #expect(try EmbeddedConnection().exchange(World.post()).map(\.headers["x-request-id"]) == [nil])
    }

    @Test(arguments: GateCase.all)
    func `no line holds a signature, a key, a query or a body`(fault: GateCase) throws {
        let request = World.post(fault.url, body: #"{"Secret":"body"}"#)
        for line in try lines(of: request) {
            let text = "\(line.message) \(line.fields)"
            #expect(!text.contains("eJ"), "\(text)")
            #expect(!text.contains(World.key.revealed))
            #expect(!text.contains("usersig="))
            #expect(!text.contains("Secret"))
        }
    }

    @Test func `beyond the limit the wrong signatures of a caller are one line a minute`() throws {
        var limits = GatewayLimits()
        limits.failedSignatures.maximumFailures = 2
        let connection = try EmbeddedConnection(World.server(limits: limits, logger: log.logger))
        let wrong = World.post(GateCase("", 0, sig: World.userSig(key: "wrong")).url)
        _ = try connection.exchange(String(repeating: wrong, count: 50))
        #expect(log.lines.map(\.fields["code"]) == ["70009", "70009", "70050"])
        connection.advance(.seconds(60))
        _ = try connection.exchange(wrong)
        #expect(log.lines.count == 4)
        #expect(log.lines.last?.fields["omitted"] == "47")
        #expect(log.lines.last?.fields["caller"] == "administrator")
    }

    @Test func `what nobody has to be known for fills no log`() throws {
        let server = World.server(logger: log.logger)
        let connection = try EmbeddedConnection(server)
        for _ in 0..<12 {
            _ = try connection.exchange(String(repeating: World.get("/"), count: 100))
        }
        #expect(log.lines.count == 1000)
        _ = try EmbeddedConnection(server, peer: "192.0.2.9").exchange(World.get("/"))
        #expect(log.lines.count == 1001)
        _ = try connection.exchange(World.post())
        #expect(log.lines.last?.fields["code"] == "0")
    }

    @Test func `an internal fault is an error with its cause, which the client does not see`() {
        let error = APIError(.internalError, "the store cannot be used", cause: DiskFull())
        let exchange = Exchange(head: nil, arrival: .uptimeNanoseconds(0), route: .refusal(error))
        World.server(logger: log.logger).log.record(
            exchange, .failure(error), answerBytes: 10, peer: "192.0.2.1", end: .uptimeNanoseconds(5_000))
        #expect(log.lines.map(\.level) == [.error])
        #expect(log.lines.first?.fields["cause"] == "DiskFull()")
        #expect(log.lines.first?.fields["duration_us"] == "5")
        #expect(!String(decoding: Outcome.failure(error).body(of: nil), as: UTF8.self).contains("DiskFull"))
    }
}
