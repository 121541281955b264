import Testing
import Wire

@Suite("clear_group_msg")
struct ClearGroupMsgTests {
    private let path = "group_open_http_svc/clear_group_msg"

    @Test(arguments: ["", #","MsgSeq":1"#, #","MsgSeq":99"#, #","MsgSeq":0"#])
    func `administrators still read what is cleared`(more: String) async throws {
        let server = try await TestServer.withCrew()
        try await server.send(2)
        let answer = try await server.call(path, #"{"GroupId":"crew"\#(more)}"#)
        #expect(answer.text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}"#)
        #expect(try await server.history().integers("MsgSeq", in: "RspMsgList") == [2, 1])
    }

    private static let cases: [(String, Int64)] = [
        (#"{"GroupId":"live"}"#, 0), (#"{}"#, 10004), (#"{"GroupId":"crew","MsgSeq":-1}"#, 10004),
        (#"{"GroupId":"crew","MsgSeq":"x"}"#, 10004), (#"{"GroupId":""}"#, 10015), (#"{"GroupId":"ghost"}"#, 10010),
        (#"{"GroupId":"@TGS#_forum"}"#, 10007), (#"{"GroupId":"@TGS#_plain"}"#, 10007),
    ]

    @Test(arguments: cases)
    func `codes`(body: String, code: Int64) async throws {
        let server = try await TestServer.withForum()
        try await server.expectRefusal(code, of: path, body)
    }
}
