import Testing
import Wire

@Suite("group_msg_receipt")
struct GroupMsgReceiptTests {
    private let path = "group_open_http_svc/group_msg_receipt"

    @Test func `a member reads messages, those without receipts are passed over`() async throws {
        let server = try await TestServer.withCrew()
        try await server.send("one", more: #","NeedReadReceipt":1"#)
        try await server.send("other")
        let body = #"{"GroupId":"crew","From_Account":"b","MsgSeqList":[{"MsgSeq":2},{"MsgSeq":9},{"MsgSeq":1}]}"#
        for _ in 1...2 {
            #expect(try await server.call(path, body).text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}"#)
        }
        let counts = try await server.call(
            "group_open_http_svc/get_group_msg_receipt", #"{"GroupId":"crew","MsgSeqList":[{"MsgSeq":1}]}"#)
        #expect(counts.text.contains(#"[{"Code":0,"MsgSeq":1,"ReadNum":1,"UnreadNum":0}]"#))
    }

    private static let cases: [(String, Int64)] = [
        (#"{"From_Account":"b","MsgSeqList":[{"MsgSeq":1}]}"#, 10004),
        (#"{"GroupId":"crew","MsgSeqList":[{"MsgSeq":1}]}"#, 10004), (#"{"GroupId":"crew","From_Account":"b"}"#, 10004),
        (#"{"GroupId":"crew","From_Account":"b","MsgSeqList":[]}"#, 10004),
        (#"{"GroupId":"crew","From_Account":7,"MsgSeqList":[{"MsgSeq":1}]}"#, 60015),
        (#"{"GroupId":"","From_Account":"b","MsgSeqList":[{"MsgSeq":1}]}"#, 10015),
        (#"{"GroupId":"ghost","From_Account":"b","MsgSeqList":[{"MsgSeq":1}]}"#, 10010),
        (#"{"GroupId":"crew","From_Account":"ghost","MsgSeqList":[{"MsgSeq":1}]}"#, 10007),
        (#"{"GroupId":"crew","From_Account":" b","MsgSeqList":[{"MsgSeq":1}]}"#, 10007),
        (#"{"GroupId":"crew","From_Account":"a","MsgSeqList":[{"MsgSeq":1}]}"#, 10062),
        (#"{"GroupId":"crew","From_Account":"b","MsgSeqList":[{"MsgSeq":2}]}"#, 10062),
        (#"{"GroupId":"live","From_Account":"b","MsgSeqList":[{"MsgSeq":1}]}"#, 10007),
        (#"{"GroupId":"@TGS#_plain","From_Account":"b","MsgSeqList":[{"MsgSeq":1}]}"#, 10007),
    ]

    @Test(arguments: cases)
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withForum()
        try await server.send("one", more: #","NeedReadReceipt":1"#)
        try await server.expectRefusal(code, of: path, body)
    }

    @Test func `a list that is too long is refused`() async throws {
        let server = try await TestServer.withCrew()
        let list = Array(repeating: #"{"MsgSeq":1}"#, count: 51).joined(separator: ",")
        #expect(
            try await server.call(path, #"{"GroupId":"crew","From_Account":"b","MsgSeqList":[\#(list)]}"#).code == 10004
        )
    }
}
