import Testing
import Wire

@Suite("delete_group_msg_by_sender")
struct DeleteGroupMsgBySenderTests {
    private let path = "group_open_http_svc/delete_group_msg_by_sender"

    @Test func `what the account sent is recalled`() async throws {
        let server = try await TestServer.withCrew()
        try await server.send("one", from: "a")
        try await server.send("three", from: "b")
        try await server.send("seven", from: "a")
        let answer = try await server.call(path, #"{"GroupId":"crew","Sender_Account":"a"}"#)
        #expect(answer.text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}"#)
        #expect(try await server.history().integers("MsgSeq", in: "RspMsgList") == [2])
        let all = try await server.history(more: #","WithRecalledMsg":1"#)
        #expect(all.integers("IsPlaceMsg", in: "RspMsgList") == [2, 0, 2])
    }

    @Test func `a topic's messages go alone`() async throws {
        let server = try await TestServer.withForum()
        for name in ["t", "u"] {
            try await server.createTopic(name)
            try await server.send(to: "@TGS#_forum", more: #","TopicId":"@TGS#_forum@TOPIC#_\#(name)""#)
        }
        let body = #"{"GroupId":"@TGS#_forum","Sender_Account":"a","TopicId":"@TGS#_forum@TOPIC#_t"}"#
        #expect(try await server.call(path, body).code == 0)
        for (name, seqs) in [("t", []), ("u", [1])] as [(String, [Int64])] {
            let page = try await server.history(of: "@TGS#_forum", more: #","TopicId":"@TGS#_forum@TOPIC#_\#(name)""#)
            #expect(page.integers("MsgSeq", in: "RspMsgList") == seqs)
        }
    }

    private static let cases: [(String, Int64)] = [
        (#"{"GroupId":"crew","Sender_Account":"ghost"}"#, 0), (#"{"GroupId":"crew","Sender_Account":" b"}"#, 0),
        (#"{"GroupId":"live","Sender_Account":"a"}"#, 0), (#"{"GroupId":"crew"}"#, 10004),
        (#"{"Sender_Account":"a"}"#, 10004), (#"{"GroupId":"crew","Sender_Account":1}"#, 60015),
        (#"{"GroupId":"","Sender_Account":"a"}"#, 10015), (#"{"GroupId":"ghost","Sender_Account":"a"}"#, 10010),
    ]

    @Test(arguments: cases)
    func `an account without messages is no error`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        try await server.expectRefusal(code, of: path, body)
    }
}
