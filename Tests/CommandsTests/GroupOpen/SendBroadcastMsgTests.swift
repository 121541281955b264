import Apps
import Commands
import Groups
import Testing

@Suite("send_broadcast_msg")
struct SendBroadcastMsgTests {
    private let path = "group_open_http_svc/send_broadcast_msg"

    private func body(_ random: Int, more: String = "") -> String {
        #"{"Random":\#(random),"MsgBody":\#(TestServer.body("hi"))\#(more)}"#
    }

    @Test func `broadcasts are counted by the app, and leave the rooms' numbers alone`() async throws {
        let server = try await TestServer.withCrew()
        let answers = [
            try await server.call(path, body(1)), try await server.call(path, body(2, more: #","From_Account":"a""#)),
            try await server.call(path, body(1)),
        ]
        #expect(answers.map(\.text).first == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"MsgSeq":1}"#)
        #expect(answers.map { $0.integer("MsgSeq") } == [1, 2, 1])
        #expect(try await server.groupInfo("live").text.contains(#""NextMsgSeq":1"#))
    }

    @Test func `without Random the server makes one, and the broadcast is never a repetition`() async throws {
        let server = try await TestServer.withCrew()
        let body = #"{"MsgBody":\#(TestServer.body("hi"))}"#
        #expect(try await server.call(path, body).integer("MsgSeq") == 1)
        #expect(try await server.call(path, body).integer("MsgSeq") == 2)
        #expect(try await server.note(path, body) == "made by the server: Random")
        let strict = try await server.changed { $0.isStrict = true }.call(path, body)
        #expect(strict.code == 10004)
        #expect(strict.info == "Random is missing")
    }

    @Test func `more than the app may send are refused`() async throws {
        let server = try await TestServer.withCrew { $0.messages.broadcastsPerSecond = 1 }
        #expect(try await server.call(path, body(1)).code == 0)
        #expect(try await server.call(path, body(2)).code == 10023)
        #expect(try await server.later(by: 1).call(path, body(2)).code == 0)
    }

    private static let cases: [(String, Int64)] = [
        (#"{"Random":1}"#, 10004), (#"{"MsgBody":[]}"#, 10004), (#"{"Random":1,"MsgBody":[]}"#, 10004),
        (#"{"Random":1,"From_Account":"ghost","MsgBody":\#(TestServer.body("hi"))}"#, 10019),
        (#"{"Random":1,"From_Account":" b","MsgBody":\#(TestServer.body("hi"))}"#, 10019),
        (#"{"Random":1,"From_Account":1,"MsgBody":\#(TestServer.body("hi"))}"#, 60015),
        (#"{"Random":1,"MsgBody":\#(TestServer.body(String(repeating: "x", count: 12_288)))}"#, 80002),
    ]

    @Test(arguments: cases)
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        try await server.expectRefusal(code, of: path, body)
    }
}
