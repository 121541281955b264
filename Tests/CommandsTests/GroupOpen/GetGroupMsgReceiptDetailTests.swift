import Testing
import Wire

@Suite("get_group_msg_receipt_detail")
struct GetGroupMsgReceiptDetailTests {
    private let path = "group_open_http_svc/get_group_msg_receipt_detail"

    /// A server with a message of `a` in `hall` that asks `b`, `c` and `d`, and that `c` has read.
    private static func server() async throws -> TestServer {
        let server = try await TestServer(accounts: ["a", "b", "c", "d"])
        let members = ["a", "b", "c", "d"].map { #"{"Member_Account":"\#($0)"}"# }.joined(separator: ",")
        _ = try await server.call(
            "group_open_http_svc/create_group",
            #"{"Type":"Public","Name":"n","GroupId":"hall","MemberList":[\#(members)]}"#)
        try await server.send(to: "hall", more: #","NeedReadReceipt":1"#)
        try await server.send("other", to: "hall")
        let read = try await server.call(
            "group_open_http_svc/group_msg_receipt",
            #"{"GroupId":"hall","From_Account":"c","MsgSeqList":[{"MsgSeq":1}]}"#)
        try #require(read.code == 0)
        return server
    }

    private func body(_ filter: Int, cursor: String = "", count: Int = 10, seq: Int = 1) -> String {
        #"{"GroupId":"hall","MsgSeq":\#(seq),"Filter":\#(filter),"Cursor":"\#(cursor)","Count":\#(count)}"#
    }

    @Test func `those who have read and those who have not`() async throws {
        let server = try await Self.server()
        let start =
            #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"MsgSeq":1,"IsFinish":1,"IsFinished":1,"Cursor":"0","#
        #expect(try await server.call(path, body(0)).text == start + #""ReadList":[{"Read_Account":"c"}]}"#)
        #expect(
            try await server.call(path, body(1, cursor: "0", count: 999)).text
                == start + #""UnreadList":[{"Unread_Account":"b"},{"Unread_Account":"d"}]}"#)
    }

    @Test func `pages follow each other by their cursor`() async throws {
        let server = try await Self.server()
        let first = try await server.call(path, body(1, count: 1))
        #expect(first.strings("Unread_Account", in: "UnreadList") == ["b"])
        #expect(first.integer("IsFinished") == 0)
        let second = try await server.call(path, body(1, cursor: try #require(first.string("Cursor")), count: 1))
        #expect(second.strings("Unread_Account", in: "UnreadList") == ["d"])
        #expect(second.string("Cursor") == "0")
    }

    @Test func `the cursor bears a name that begins with a character that joins the one before it`() async throws {
        let names = ["\u{301}a", "小明", "\u{301}b"]
        let server = try await TestServer(accounts: ["a"] + names)
        let id = try await server.create("Public", members: ["a"] + names)
        try await server.send(to: id, more: #","NeedReadReceipt":1"#)
        var cursor = ""
        var seen: [[UInt8]] = []
        for _ in names {
            let page = try await server.call(
                path, #"{"GroupId":"\#(id)","MsgSeq":1,"Filter":1,"Cursor":"\#(cursor)","Count":1}"#)
            seen += page.strings("Unread_Account", in: "UnreadList").map { Array($0.utf8) }
            cursor = try #require(page.string("Cursor"))
        }
        #expect(seen == ["\u{301}a", "\u{301}b", "小明"].map { Array($0.utf8) })
        #expect(cursor == "0")
    }

    private static let cases: [(String, Int64)] = [
        (#"{"GroupId":"hall","Filter":0,"Cursor":"","Count":1}"#, 10004),
        (#"{"GroupId":"hall","MsgSeq":1,"Filter":2,"Cursor":"","Count":1}"#, 10004),
        (#"{"GroupId":"hall","MsgSeq":1,"Cursor":"","Count":1}"#, 10004),
        (#"{"GroupId":"hall","MsgSeq":1,"Filter":0,"Count":1}"#, 10004),
        (#"{"GroupId":"hall","MsgSeq":1,"Filter":0,"Cursor":"b","Count":1}"#, 10004),
        (#"{"GroupId":"hall","MsgSeq":1,"Filter":0,"Cursor":"","Count":0}"#, 10004),
        (#"{"GroupId":"hall","MsgSeq":2,"Filter":0,"Cursor":"","Count":1}"#, 10062),
        (#"{"GroupId":"hall","MsgSeq":9,"Filter":0,"Cursor":"","Count":1}"#, 10062),
        (#"{"GroupId":"","MsgSeq":1,"Filter":0,"Cursor":"","Count":1}"#, 10015),
        (#"{"GroupId":"ghost","MsgSeq":1,"Filter":0,"Cursor":"","Count":1}"#, 10010),
    ]

    @Test(arguments: cases)
    func `refusals`(body: String, code: Int64) async throws {
        let answer = try await Self.server().call(path, body)
        #expect(answer.code == code)
        #expect(answer.isWellFormed)
    }
}
