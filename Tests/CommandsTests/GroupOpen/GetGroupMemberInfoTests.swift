import Apps
import Commands
import Groups
import Storage
import Testing
import Wire

@Suite("get_group_member_info")
struct GetGroupMemberInfoTests {
    private let path = "group_open_http_svc/get_group_member_info"
    private let envelope = #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0"#
    private let standard =
        #""JoinTime":1735700000,"MsgSeq":0,"MsgFlag":"AcceptAndNotify","LastSendMsgTime":0,"MuteUntil":0"#

    @Test func `without a filter every member and field is answered`() async throws {
        let server = try await TestServer.withCrew()
        #expect(
            try await server.call(path, #"{"GroupId":"crew"}"#).text
                == envelope + #","MemberNum":2,"MemberList":["#
                + #"{"Member_Account":"a","Role":"Owner",\#(standard),"NameCard":""},"#
                + #"{"Member_Account":"b","Role":"Member",\#(standard),"NameCard":"","#
                + #""AppMemberDefinedData":[{"Key":"seat","Value":"7"}]}]}"#)
    }

    @Test(arguments: [
        (
            #""MemberInfoFilter":["Role","NameCard","nonsense"]"#,
            #"{"Member_Account":"b","Role":"Member","NameCard":""}"#
        ),
        (#""MemberInfoFilter":["ShutUpUntil"]"#, #"{"Member_Account":"b","ShutUpUntil":0}"#),
        (#""MemberInfoFilter":["Member_Account"]"#, #"{"Member_Account":"b"}"#),
        (
            #""MemberInfoFilter":["Role"],"AppDefinedDataFilter_GroupMember":["seat"]"#,
            #"{"Member_Account":"b","Role":"Member","AppMemberDefinedData":[{"Key":"seat","Value":"7"}]}"#
        ),
        (
            #""MemberInfoFilter":["Role"],"AppDefinedDataFilter_GroupMember":["other"]"#,
            #"{"Member_Account":"b","Role":"Member"}"#
        ),
        (
            #""AppDefinedDataFilter_GroupMember":["other"],"MemberInfoFilter":[]"#,
            #"{"Member_Account":"b","Role":"Member","JoinTime":1735700000,"MsgSeq":0,"MsgFlag":"AcceptAndNotify","#
                + #""LastSendMsgTime":0,"MuteUntil":0,"NameCard":""}"#
        ),
    ])
    func `filters give what they name`(filter: String, expected: String) async throws {
        let server = try await TestServer.withCrew()
        let answer = try await server.call(path, #"{"GroupId":"crew","MemberRoleFilter":["Member"],\#(filter)}"#)
        #expect(answer.text == envelope + #","MemberNum":2,"MemberList":[\#(expected)]}"#)
    }

    @Test func `legacy names stand beside the newer ones where the app says so`() async throws {
        let server = try await TestServer.withCrew { $0.answersLegacyNames = true }
        let answer = try await server.call(path, #"{"GroupId":"crew"}"#)
        #expect(answer.text.contains(#""MuteUntil":0,"ShutUpUntil":0,"NameCard":"""#))
    }

    @Test(arguments: [
        (#""MemberRoleFilter":["Owner"]"#, ["a"]), (#""MemberRoleFilter":["Admin"]"#, ["c"]),
        (#""MemberRoleFilter":["Admin","Member"]"#, ["b", "c", "d"]),
        (#""MemberRoleFilter":[]"#, ["a", "b", "c", "d"]),
        (#""Limit":2"#, ["a", "b"]), (#""Limit":2,"Offset":2"#, ["c", "d"]), (#""Limit":2,"Offset":3"#, ["d"]),
        (#""Limit":0,"Offset":0"#, ["a", "b", "c", "d"]), (#""Offset":1"#, ["b", "c", "d"]), (#""Offset":4"#, []),
        (#""MemberRoleFilter":["Member"],"Limit":1,"Offset":1"#, ["d"]), (#""Next":"x""#, ["a", "b", "c", "d"]),
        (#""Limit":6000"#, ["a", "b", "c", "d"]),
    ])
    func `roles, offset and limit choose members`(page: String, expected: [String]) async throws {
        let server = try await TestServer.withCrew(moreAccounts: ["c", "d"])
        _ = try await server.call(
            "group_open_http_svc/add_group_member",
            #"{"GroupId":"crew","MemberList":[{"Member_Account":"c"},{"Member_Account":"d"}]}"#)
        _ = try await server.call(
            "group_open_http_svc/modify_group_member_info",
            #"{"GroupId":"crew","Member_Account":"c","Role":"Admin"}"#)
        let answer = try await server.call(path, #"{"GroupId":"crew",\#(page)}"#)
        #expect(answer.strings("Member_Account", in: "MemberList") == expected)
        #expect(answer.text.contains(#""MemberNum":4"#))
        #expect(!answer.text.contains("Next"))
    }

    @Test func `a Community is read by Next, 100 members a page`() async throws {
        let accounts = (0..<150).map { "m\($0)" }
        let server = try await TestServer(accounts: accounts)
        let id = try await server.create("Community", members: Array(accounts.prefix(100)))
        let more = accounts.dropFirst(100).map { #"{"Member_Account":"\#($0)"}"# }.joined(separator: ",")
        _ = try await server.later(by: 5).call(
            "group_open_http_svc/add_group_member", #"{"GroupId":"\#(id)","MemberList":[\#(more)]}"#)
        let first = try await server.call(path, #"{"GroupId":"\#(id)","Next":"","Limit":5000,"Offset":7}"#)
        let next = try #require(first.string("Next"))
        let second = try await server.call(path, #"{"GroupId":"\#(id)","Next":"\#(next)"}"#)
        let listed = { (answer: Answer) in answer.strings("Member_Account", in: "MemberList") }
        #expect(listed(first) == Array(accounts.prefix(100)))
        #expect(listed(second) == Array(accounts.suffix(50)))
        #expect(second.text.hasPrefix(envelope + #","Next":"","MemberNum":150,"MemberList":[{"#))
        let wrong = try await server.call(path, #"{"GroupId":"\#(id)","Next":"0"}"#)
        #expect(wrong.code == 10004)
        #expect(wrong.info.contains("Next"))
    }

    @Test func `a group without members answers an empty list`() async throws {
        let server = try await TestServer()
        let id = try await server.create("Private")
        #expect(
            try await server.call(path, #"{"GroupId":"\#(id)"}"#).text == envelope + #","MemberNum":0,"MemberList":[]}"#
        )
    }

    @Test func `an answer of exactly the limit is delivered and one byte more refused`() async throws {
        let server = try await TestServer.withCrew()
        let size = try await server.call(path, #"{"GroupId":"crew"}"#).text.utf8.count
        let fitting = server.changed { $0.maximumAnswerBytes = size }
        #expect(try await fitting.call(path, #"{"GroupId":"crew"}"#).code == 0)
        for missing in [1, size / 2] {
            let tooSmall = server.changed { $0.maximumAnswerBytes = size - missing }
            let refused = try await tooSmall.call(path, #"{"GroupId":"crew"}"#)
            #expect(refused.code == 10018)
            #expect(refused.isWellFormed)
        }
    }

    @Test(arguments: [
        (#"{"Limit":1}"#, 10004), (#"{"GroupId":5}"#, 10004), (#"{"GroupId":"crew","Limit":6001}"#, 10004),
        (#"{"GroupId":"crew","Limit":-1}"#, 10004), (#"{"GroupId":"crew","Offset":-1}"#, 10004),
        (#"{"GroupId":"crew","Limit":"x"}"#, 10004), (#"{"GroupId":"crew","Next":5}"#, 10004),
        (#"{"GroupId":"crew","MemberInfoFilter":"Role"}"#, 10004),
        (#"{"GroupId":"crew","MemberInfoFilter":[1]}"#, 10004),
        (#"{"GroupId":"crew","MemberRoleFilter":["Boss"]}"#, 10004),
        (#"{"GroupId":"crew","AppDefinedDataFilter_GroupMember":{}}"#, 10004),
        (#"{"GroupId":""}"#, 10015), (#"{"GroupId":"ghost"}"#, 10010), (#"{"GroupId":"live"}"#, 10007),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        try await server.expectRefusal(code, of: path, body)
    }
}
