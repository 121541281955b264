import Testing
import Wire

@Suite("get_group_msg_receipt")
struct GetGroupMsgReceiptTests {
    private let path = "group_open_http_svc/get_group_msg_receipt"

    @Test func `each message has its counts, or a code`() async throws {
        let server = try await TestServer.withCrew()
        try await server.send("one", more: #","NeedReadReceipt":1"#)
        try await server.send("other")
        let body = #"{"GroupId":"crew","MsgSeqList":[{"MsgSeq":1},{"MsgSeq":2},{"MsgSeq":3}]}"#
        #expect(
            try await server.call(path, body).text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"GroupMsgReceiptList":["#
                + #"{"Code":0,"MsgSeq":1,"ReadNum":0,"UnreadNum":1},{"Code":10062,"MsgSeq":2,"ReadNum":0,"UnreadNum":0},"#
                + #"{"Code":10062,"MsgSeq":3,"ReadNum":0,"UnreadNum":0}]}"#)
    }

    private static let cases: [(String, Int64)] = [
        (#"{"MsgSeqList":[{"MsgSeq":1}]}"#, 10004), (#"{"GroupId":"crew"}"#, 10004),
        (#"{"GroupId":"crew","MsgSeqList":[]}"#, 10004), (#"{"GroupId":"crew","MsgSeqList":[{}]}"#, 10004),
        (#"{"GroupId":"","MsgSeqList":[{"MsgSeq":1}]}"#, 10015),
        (#"{"GroupId":"ghost","MsgSeqList":[{"MsgSeq":1}]}"#, 10010),
        (#"{"GroupId":"live","MsgSeqList":[{"MsgSeq":1}]}"#, 10007),
    ]

    @Test(arguments: cases)
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        try await server.expectRefusal(code, of: path, body)
    }

    @Test func `a list that is too long is refused`() async throws {
        let server = try await TestServer.withCrew()
        let list = Array(repeating: #"{"MsgSeq":1}"#, count: 51).joined(separator: ",")
        #expect(try await server.call(path, #"{"GroupId":"crew","MsgSeqList":[\#(list)]}"#).code == 10004)
    }
}
