import Apps
import Commands
import Groups
import Testing
import Wire

@Suite("group_msg_get_simple")
struct GroupMsgGetSimpleTests {
    private let path = "group_open_http_svc/group_msg_get_simple"

    private func recall(_ seqs: [Int], in server: TestServer) async throws {
        let list = seqs.map { #"{"MsgSeq":\#($0)}"# }.joined(separator: ",")
        let answer = try await server.call(
            "group_open_http_svc/group_msg_recall", #"{"GroupId":"crew","MsgSeqList":[\#(list)]}"#)
        try #require(answer.code == 0)
    }

    @Test func `messages come as they were sent, the newest first`() async throws {
        let server = try await TestServer.withCrew()
        try await server.send("one", random: 11, more: #","MsgPriority":"High","CloudCustomData":"\u0000""#)
        try await server.later(by: 1).send("two", from: "b", random: 12)
        #expect(
            try await server.history().text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"GroupId":"crew","IsFinished":1,"RspMsgList":["#
                + #"{"From_Account":"b","IsPlaceMsg":0,"MsgBody":\#(TestServer.body("two")),"#
                + #""MsgPriority":2,"MsgRandom":12,"MsgSeq":2,"MsgTimeStamp":1735700001},"#
                + #"{"From_Account":"a","IsPlaceMsg":0,"MsgBody":\#(TestServer.body("one")),"#
                + #""MsgPriority":1,"MsgRandom":11,"MsgSeq":1,"MsgTimeStamp":1735700000,"CloudCustomData":"\u0000"}]}"#)
    }

    @Test func `a page ends at 20, and IsFinished says whether more was asked for`() async throws {
        let server = try await TestServer.withCrew()
        #expect(try await server.history().text.hasSuffix(#""IsFinished":1,"RspMsgList":[]}"#))
        try await server.send(25)
        let first = try await server.history(count: 21)
        #expect(first.integers("MsgSeq", in: "RspMsgList") == Array((6...25).reversed()))
        #expect(first.integer("IsFinished") == 0)
        let second = try await server.history(more: #","ReqMsgSeq":5"#)
        #expect(second.integers("MsgSeq", in: "RspMsgList") == [5, 4, 3, 2, 1])
        #expect(second.integer("IsFinished") == 1)
        for other in [0, 26, 4_294_967_295] {
            let newest = try await server.history(count: 1, more: #","ReqMsgSeq":\#(other)"#)
            #expect(newest.integers("MsgSeq", in: "RspMsgList") == [25])
        }
    }

    @Test func `recalled messages are left out unless they are asked for`() async throws {
        let server = try await TestServer.withCrew()
        try await server.send(3)
        try await recall([2], in: server)
        #expect(try await server.history().integers("MsgSeq", in: "RspMsgList") == [3, 1])
        let all = try await server.history(more: #","WithRecalledMsg":1"#)
        #expect(all.integers("IsPlaceMsg", in: "RspMsgList") == [0, 2, 0])
        #expect(all.text.contains(#""IsPlaceMsg":2,"MsgBody":\#(TestServer.body("2"))"#))
    }

    @Test func `a page of recalled messages holds a place, so that a client pages on`() async throws {
        let server = try await TestServer.withCrew()
        try await server.send(4)
        try await recall([2, 3, 4], in: server)
        let page = try await server.history(count: 2)
        #expect(
            page.text.hasSuffix(
                #""RspMsgList":[{"From_Account":"a","IsPlaceMsg":1,"MsgBody":[],"MsgPriority":2,"MsgRandom":3,"#
                    + #""MsgSeq":3,"MsgTimeStamp":1735700000}]}"#))
        try await recall([1], in: server)
        #expect(try await server.history().integers("MsgSeq", in: "RspMsgList") == [])
    }

    @Test func `what is kept no longer is a place`() async throws {
        let server = try await TestServer.withCrew { $0.messages.historyCount = 1 }
        try await server.send(2)
        #expect(
            try await server.history().text.hasSuffix(
                #"{"From_Account":"","IsPlaceMsg":1,"MsgBody":[],"MsgPriority":0,"MsgRandom":0,"MsgSeq":1,"#
                    + #""MsgTimeStamp":0}]}"#))
        try await server.send(22)
        let expired = try await server.history(count: 21, more: #","ReqMsgSeq":20"#)
        #expect(expired.integer("IsFinished") == 2)
    }

    @Test func `a page ends before the answer is too large`() async throws {
        let server = try await TestServer.withCrew { $0.maximumAnswerBytes = 700 }
        try await server.send(4)
        let page = try await server.history()
        #expect(page.integers("MsgSeq", in: "RspMsgList") == [4, 3])
        #expect(page.integer("IsFinished") == 0)
        #expect(page.text.utf8.count <= 700)
    }

    private static let cases: [(String, Int64)] = [
        (#"{"ReqMsgNumber":1}"#, 10004), (#"{"GroupId":"crew"}"#, 10004),
        (#"{"GroupId":"crew","ReqMsgNumber":0}"#, 10004), (#"{"GroupId":"crew","ReqMsgNumber":-1}"#, 10004),
        (#"{"GroupId":"crew","ReqMsgNumber":1,"ReqMsgSeq":-1}"#, 10004),
        (#"{"GroupId":"crew","ReqMsgNumber":1,"WithRecalledMsg":2}"#, 10004),
        (#"{"GroupId":"","ReqMsgNumber":1}"#, 10015), (#"{"GroupId":"ghost","ReqMsgNumber":1}"#, 10010),
        (#"{"GroupId":"live","ReqMsgNumber":1}"#, 10044),
        (#"{"GroupId":"crew","ReqMsgNumber":1,"TopicId":"t"}"#, 10004),
    ]

    @Test(arguments: cases)
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        try await server.expectRefusal(code, of: path, body)
    }
}
