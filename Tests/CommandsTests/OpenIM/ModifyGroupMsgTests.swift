import Testing
import Wire

@Suite("modify_group_msg")
struct ModifyGroupMsgTests {
    private let path = "openim/modify_group_msg"

    @Test func `what is named is replaced, the rest stays`() async throws {
        let server = try await TestServer.withCrew()
        try await server.send("old", more: #","CloudCustomData":"old""#)
        let body = try await server.call(path, #"{"GroupId":"crew","MsgSeq":1,"MsgBody":\#(TestServer.body("new"))}"#)
        #expect(body.text == #"{"ActionStatus":"OK","ErrorInfo":"succeed","ErrorCode":0}"#)
        #expect(try await server.history().text.contains(#""CloudCustomData":"old""#))
        let data = try await server.later(by: 9).call(path, #"{"GroupId":"crew","MsgSeq":1,"CloudCustomData":"new"}"#)
        #expect(data.code == 0)
        #expect(
            try await server.history().text.hasSuffix(
                #"[{"From_Account":"a","IsPlaceMsg":0,"MsgBody":\#(TestServer.body("new")),"MsgPriority":2,"#
                    + #""MsgRandom":3,"MsgSeq":1,"MsgTimeStamp":1735700000,"CloudCustomData":"new"}]}"#))
    }

    private static let cases: [(String, Int64)] = [
        (#"{"MsgSeq":1,"CloudCustomData":"c"}"#, 20001), (#"{"GroupId":"crew","CloudCustomData":"c"}"#, 20001),
        (#"{"GroupId":"crew","MsgSeq":1}"#, 20001), (#"{"GroupId":"crew","MsgSeq":-1,"CloudCustomData":"c"}"#, 20001),
        (#"{"GroupId":"crew","MsgSeq":1,"CloudCustomData":1}"#, 20001),
        (#"{"GroupId":"crew","MsgSeq":1,"MsgBody":{}}"#, 90007),
        (#"{"GroupId":"crew","MsgSeq":1,"MsgBody":[1]}"#, 90010),
        (#"{"GroupId":"crew","MsgSeq":1,"MsgBody":[{"MsgType":"x","MsgContent":{}}]}"#, 90010),
        (#"{"GroupId":"crew","MsgSeq":1,"MsgBody":[]}"#, 90002),
        (#"{"GroupId":"crew","MsgSeq":1,"MsgBody":[{"MsgType":"TIMTextElem"}]}"#, 90002),
        (#"{"GroupId":"crew","MsgSeq":1,"MsgBody":[{"MsgType":"TIMTextElem","MsgContent":{"Text":1}}]}"#, 90002),
        (#"{"GroupId":"crew","MsgSeq":2,"CloudCustomData":"c"}"#, 20026),
        (#"{"GroupId":"crew","MsgSeq":0,"CloudCustomData":"c"}"#, 20026),
        (#"{"GroupId":"crew","MsgSeq":1,"CloudCustomData":"\#(String(repeating: "x", count: 12_288))"}"#, 80002),
        (#"{"GroupId":"","MsgSeq":1,"CloudCustomData":"c"}"#, 10015),
        (#"{"GroupId":"ghost","MsgSeq":1,"CloudCustomData":"c"}"#, 10010),
        (#"{"GroupId":"live","MsgSeq":1,"CloudCustomData":"c"}"#, 10007),
    ]

    @Test(arguments: cases)
    func `refusals change nothing`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        try await server.send()
        let before = try await server.history().text
        let answer = try await server.call(path, body)
        #expect(answer.code == code)
        #expect(answer.isWellFormed)
        #expect(try await server.history().text == before)
    }

    @Test func `a recalled message is not changed`() async throws {
        let server = try await TestServer.withCrew()
        try await server.send()
        let recall = #"{"GroupId":"crew","MsgSeqList":[{"MsgSeq":1}]}"#
        #expect(try await server.call("group_open_http_svc/group_msg_recall", recall).code == 0)
        #expect(try await server.call(path, #"{"GroupId":"crew","MsgSeq":1,"CloudCustomData":"c"}"#).code == 20026)
    }
}
