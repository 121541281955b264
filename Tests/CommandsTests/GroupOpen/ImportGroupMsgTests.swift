import Apps
import Commands
import Groups
import Testing
import Wire

@Suite("import_group_msg")
struct ImportGroupMsgTests {
    private let path = "group_open_http_svc/import_group_msg"

    private func message(_ time: Int, from account: String = "a", more: String = "") -> String {
        #"{"From_Account":"\#(account)","SendTime":\#(time),"MsgBody":\#(TestServer.body("hi"))\#(more)}"#
    }

    private func body(_ messages: String...) -> String {
        #"{"GroupId":"crew","RecentContactFlag":1,"MsgList":[\#(messages.joined(separator: ","))]}"#
    }

    @Test func `each message is taken for itself, and everybody has read all of them`() async throws {
        let server = try await TestServer.withCrew()
        let later = server.later(by: 100)
        try await later.send("first")
        let call = body(
            message(1_735_700_100), message(1_735_700_101), message(1_735_700_101, from: "b"),
            message(1_735_700_099), message(1_735_700_300), message(1_735_700_200))
        #expect(
            try await server.later(by: 250).call(path, call).text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"ImportMsgResult":["#
                + #"{"MsgSeq":2,"MsgTime":1735700100,"Result":0},{"MsgSeq":3,"MsgTime":1735700101,"Result":0},"#
                + #"{"MsgSeq":4,"MsgTime":1735700101,"Result":0},{"MsgSeq":0,"MsgTime":1735700099,"Result":10004},"#
                + #"{"MsgSeq":0,"MsgTime":1735700300,"Result":10004},{"MsgSeq":5,"MsgTime":1735700200,"Result":0}]}"#)
        let info = try await server.groupInfo("crew").text
        #expect(info.contains(#""LastMsgTime":1735700200,"NextMsgSeq":6"#))
        #expect(info.ranges(of: #""MsgSeq":5"#).count == 2)
    }

    @Test(arguments: [(-1, 10004), (0, 0), (249, 0), (250, 0), (251, 10004)])
    func `times lie within the life of the group, both ends included`(seconds: Int, result: Int64) async throws {
        let server = try await TestServer.withCrew().later(by: 250)
        let answer = try await server.call(path, body(message(1_735_700_000 + seconds)))
        #expect(answer.integers("Result", in: "ImportMsgResult") == [result])
    }

    @Test func `a message that is too long fails alone, one that is there already keeps its number`() async throws {
        let server = try await TestServer.withCrew().later(by: 100)
        let long = message(1_735_700_001, more: #","CloudCustomData":"\#(String(repeating: "x", count: 12_288))""#)
        let known = message(1_735_700_002, more: #","Random":9"#)
        let first = try await server.call(path, body(long, known))
        #expect(first.integers("Result", in: "ImportMsgResult") == [80002, 0])
        #expect(try await server.call(path, body(known)).integers("MsgSeq", in: "ImportMsgResult") == [1])
    }

    @Test(arguments: [false, true])
    func `a message without Random gets one, and is never a repetition`(isStrict: Bool) async throws {
        let server = try await TestServer.withCrew { $0.isStrict = isStrict }.later(by: 100)
        let call = body(message(1_735_700_001), message(1_735_700_001), message(1_735_700_001, more: #","Random":7"#))
        #expect(try await server.call(path, call).integers("MsgSeq", in: "ImportMsgResult") == [1, 2, 3])
        #expect(
            try await server.note(path, call)
                == "1 messages are there already; made by the server: MsgList[0].Random, MsgList[1].Random")
        let randoms = try await server.history().integers("MsgRandom", in: "RspMsgList")
        #expect(randoms.count == 5)
        #expect(randoms[2] == 7)
        #expect(randoms.allSatisfy { (1...Int64(Int32.max)).contains($0) })
    }

    @Test func `Random as a decimal string tells what is there already`() async throws {
        let server = try await TestServer.withCrew().later(by: 100)
        let messages = ["7", #""7""#, #""4294967303""#].map { message(1_735_700_001, more: #","Random":\#($0)"#) }
        let call = body(messages[0], messages[1], messages[2])
        #expect(try await server.call(path, call).integers("MsgSeq", in: "ImportMsgResult") == [1, 1, 1])
        #expect(try await server.changed { $0.isStrict = true }.call(path, call).code == 10004)
    }

    private static let cases: [(String, Int64)] = [
        (#"{"MsgList":[]}"#, 10004), (#"{"GroupId":"crew","MsgList":[]}"#, 10004),
        (#"{"GroupId":"crew","MsgList":[1]}"#, 10004), (#"{"GroupId":"crew","MsgList":[{}]}"#, 10004),
        (#"{"GroupId":"crew","MsgList":[{"From_Account":"a","MsgBody":\#(TestServer.body("m"))}]}"#, 10004),
        (#"{"GroupId":"crew","MsgList":[{"From_Account":"a","SendTime":1,"MsgBody":[]}]}"#, 10004),
        (#"{"GroupId":"crew","MsgList":[{"From_Account":5,"SendTime":1,"MsgBody":[]}]}"#, 60015),
        (
            #"{"GroupId":"ghost","MsgList":[{"From_Account":"a","SendTime":1,"MsgBody":\#(TestServer.body("m"))}]}"#,
            10010
        ),
        (
            #"{"GroupId":"live","MsgList":[{"From_Account":"a","SendTime":1,"MsgBody":\#(TestServer.body("m"))}]}"#,
            10007
        ),
        (
            #"{"GroupId":"crew","MsgList":[{"From_Account":" b","SendTime":1,"MsgBody":\#(TestServer.body("m"))}]}"#,
            10019
        ),
        (
            #"{"GroupId":"crew","MsgList":[{"From_Account":"no","SendTime":1,"MsgBody":\#(TestServer.body("m"))}]}"#,
            10019
        ),
    ]

    @Test(arguments: cases)
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        try await server.expectRefusal(code, of: path, body)
    }

    @Test func `more messages than a call takes are refused`() async throws {
        let server = try await TestServer.withCrew()
        let messages = Array(repeating: message(1), count: 21).joined(separator: ",")
        #expect(try await server.call(path, body(messages)).code == 10004)
    }
}
