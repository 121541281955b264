import Apps
import Commands
import Groups
import Testing
import Wire

@Suite("group_msg_recall")
struct GroupMsgRecallTests {
    private let path = "group_open_http_svc/group_msg_recall"

    @Test func `each message has a code, and one that is recalled is recalled again`() async throws {
        let server = try await TestServer.withCrew { $0.messages.historyCount = 2 }
        try await server.send(3)
        let body =
            #"{"GroupId":"crew","MsgSeqList":[{"MsgSeq":3},{"MsgSeq":9},{"MsgSeq":1},{"MsgSeq":3},{"MsgSeq":0}],"Reason":"r"}"#
        #expect(
            try await server.call(path, body).text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"RecallRetList":[{"MsgSeq":3,"RetCode":0},"#
                + #"{"MsgSeq":9,"RetCode":10030},{"MsgSeq":1,"RetCode":10031},{"MsgSeq":3,"RetCode":0},"#
                + #"{"MsgSeq":0,"RetCode":10030}]}"#)
        #expect(try await server.groupInfo("crew").text.contains(#""NextMsgSeq":4"#))
    }

    @Test func `a number may be a text, and is answered as a number`() async throws {
        let server = try await TestServer.withCrew()
        try await server.send()
        let answer = try await server.call(path, #"{"GroupId":"crew","MsgSeqList":[{"MsgSeq":"1"}]}"#)
        #expect(answer.text.hasSuffix(#""RecallRetList":[{"MsgSeq":1,"RetCode":0}]}"#))
    }

    @Test func `a message of an AVChatRoom can be recalled for an hour`() async throws {
        let server = try await TestServer.withCrew()
        try await server.send(to: "live")
        let body = #"{"GroupId":"live","MsgSeqList":[{"MsgSeq":1}]}"#
        let codes = [
            try await server.later(by: 3_601).call(path, body), try await server.later(by: 3_600).call(path, body),
        ]
        #expect(codes.map { $0.integers("RetCode", in: "RecallRetList") } == [[10031], [0]])
    }

    @Test func `an app without recall answers so for each message of a group`() async throws {
        let server = try await TestServer.withCrew { $0.messages.hasRecall = false }
        try await server.send()
        let answer = try await server.call(path, #"{"GroupId":"crew","MsgSeqList":[{"MsgSeq":1},{"MsgSeq":2}]}"#)
        #expect(answer.integers("RetCode", in: "RecallRetList") == [10041, 10041])
        #expect(try await server.history().integers("MsgSeq", in: "RspMsgList") == [1])
        #expect(try await server.call(path, #"{"GroupId":"ghost","MsgSeqList":[{"MsgSeq":1}]}"#).code == 10010)
    }

    private static let cases: [(String, Int64)] = [
        (#"{"MsgSeqList":[{"MsgSeq":1}]}"#, 10004), (#"{"GroupId":"crew"}"#, 10004),
        (#"{"GroupId":"crew","MsgSeqList":[]}"#, 10004), (#"{"GroupId":"crew","MsgSeqList":[1]}"#, 10004),
        (#"{"GroupId":"crew","MsgSeqList":[{"MsgSeq":"x"}]}"#, 10004),
        (#"{"GroupId":"crew","MsgSeqList":[{"MsgSeq":-1}]}"#, 10004),
        (#"{"GroupId":"crew","MsgSeqList":[{"MsgSeq":1}],"Reason":"\#(String(repeating: "x", count: 101))"}"#, 10004),
        (#"{"GroupId":"","MsgSeqList":[{"MsgSeq":1}]}"#, 10015),
        (#"{"GroupId":"ghost","MsgSeqList":[{"MsgSeq":1}]}"#, 10010),
    ]

    @Test(arguments: cases)
    func `refusals recall nothing`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        try await server.send()
        let answer = try await server.call(path, body)
        #expect(answer.code == code)
        #expect(answer.isWellFormed)
        #expect(try await server.history().integers("MsgSeq", in: "RspMsgList") == [1])
    }

    @Test func `a list that is too long is refused`() async throws {
        let server = try await TestServer.withCrew()
        let list = Array(repeating: #"{"MsgSeq":1}"#, count: 11).joined(separator: ",")
        #expect(try await server.call(path, #"{"GroupId":"crew","MsgSeqList":[\#(list)]}"#).code == 10004)
    }
}
