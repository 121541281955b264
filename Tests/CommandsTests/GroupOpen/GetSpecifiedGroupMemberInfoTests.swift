import Apps
import Commands
import Testing
import Wire

@Suite("get_specified_group_member_info")
struct GetSpecifiedGroupMemberInfoTests {
    private let path = "group_open_http_svc/get_specified_group_member_info"
    private let envelope = #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"GroupId":"crew","MemberList":["#
    private let standard =
        #""JoinTime":1735700000,"MsgSeq":0,"MsgFlag":"AcceptAndNotify","LastSendMsgTime":0,"MuteUntil":0,"NameCard":"""#

    @Test func `members are answered in request order, each once, and others left out`() async throws {
        let server = try await TestServer.withCrew(moreAccounts: ["c"])
        let answer = try await server.call(
            path, #"{"GroupId":"crew","Member_List_Account":["b","ghost","a","c"," b","b"]}"#)
        #expect(
            answer.text == envelope
                + #"{"Member_Account":"b","Role":"Member",\#(standard),"AppMemberDefinedData":[{"Key":"seat","Value":"7"}]},"#
                + #"{"Member_Account":"a","Role":"Owner",\#(standard)}]}"#)
    }

    @Test(arguments: [
        (
            #""MemberInfoFilter":["Role"]"#,
            #"{"Member_Account":"a","Role":"Owner"},{"Member_Account":"b","Role":"Member"}"#
        ),
        (
            #""MemberRoleFilter":["Member"],"MemberInfoFilter":["MsgFlag"]"#,
            #"{"Member_Account":"b","MsgFlag":"AcceptAndNotify"}"#
        ),
        (#""MemberRoleFilter":["Admin"]"#, ""),
        (
            #""MemberInfoFilter":["Account"],"AppDefinedDataFilter_GroupMember":["seat"]"#,
            #"{"Member_Account":"a"},{"Member_Account":"b","AppMemberDefinedData":[{"Key":"seat","Value":"7"}]}"#
        ),
    ])
    func `filters choose members and fields`(filter: String, expected: String) async throws {
        let server = try await TestServer.withCrew()
        let answer = try await server.call(path, #"{"GroupId":"crew","Member_List_Account":["a","b"],\#(filter)}"#)
        #expect(answer.text == envelope + expected + "]}")
    }

    @Test func `50 accounts are answered and 51 refused`() async throws {
        let server = try await TestServer.withCrew()
        let list = { (count: Int) in (0..<count).map { #""m\#($0)""# }.joined(separator: ",") }
        let body = { (count: Int) in #"{"GroupId":"crew","Member_List_Account":[\#(list(count))]}"# }
        #expect(try await server.call(path, body(50)).code == 0)
        #expect(try await server.call(path, body(51)).code == 10004)
    }

    @Test func `an answer that is too large is refused`() async throws {
        let server = try await TestServer.withCrew { $0.maximumAnswerBytes = 100 }
        #expect(try await server.call(path, #"{"GroupId":"crew","Member_List_Account":["a"]}"#).code == 10018)
    }

    @Test(arguments: [
        (#"{"Member_List_Account":["a"]}"#, 10004), (#"{"GroupId":"crew"}"#, 10004),
        (#"{"GroupId":"crew","Member_List_Account":[]}"#, 10004),
        (#"{"GroupId":"crew","Member_List_Account":"a"}"#, 10004),
        (#"{"GroupId":"crew","Member_List_Account":["a",5]}"#, 60015),
        (#"{"GroupId":"crew","Member_List_Account":["a"],"MemberRoleFilter":["NotMember"]}"#, 10004),
        (#"{"GroupId":"","Member_List_Account":["a"]}"#, 10015),
        (#"{"GroupId":"ghost","Member_List_Account":["a"]}"#, 10010),
        (#"{"GroupId":"live","Member_List_Account":["a"]}"#, 10007),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        try await server.expectRefusal(code, of: path, body)
    }
}
