import Testing
import Wire

@Suite("delete_group_member")
struct DeleteGroupMemberTests {
    private let path = "group_open_http_svc/delete_group_member"
    private let done = #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}"#

    @Test func `members leave, others are passed over`() async throws {
        let server = try await TestServer.withCrew().later(by: 50)
        let answer = try await server.call(
            path, #"{"GroupId":"crew","Silence":1,"Reason":"late","MemberToDel_Account":["b","ghost"," b"]}"#)
        #expect(answer.text == done)
        let info = try await server.groupInfo("crew").text
        #expect(info.contains(#""MemberNum":1"#))
        #expect(info.contains(#""LastInfoTime":1735700050"#))
        #expect(!info.contains(#""Member_Account":"b""#))
        #expect(try await server.call(path, #"{"GroupId":"crew","MemberToDel_Account":["b"]}"#).text == done)
    }

    @Test(arguments: [("Public", 10007, "a"), ("ChatRoom", 10007, "a"), ("Community", 10007, "a"), ("Private", 0, "")])
    func `only a Work group can lose its owner`(type: String, code: Int64, owner: String) async throws {
        let server = try await TestServer(accounts: ["a", "b"])
        let created = try await server.call(
            "group_open_http_svc/create_group",
            #"{"Type":"\#(type)","Name":"n","Owner_Account":"a","MemberList":[{"Member_Account":"b"}]}"#)
        let id = try #require(created.string("GroupId"))
        let answer = try await server.call(path, #"{"GroupId":"\#(id)","MemberToDel_Account":["b","a"]}"#)
        #expect(answer.code == code)
        let info = try await server.groupInfo(id).text
        #expect(info.contains(#""Owner_Account":"\#(owner)""#))
        #expect(info.contains(#""MemberNum":\#(code == 0 ? 0 : 2)"#))
    }

    @Test func `a mute survives`() async throws {
        let server = try await TestServer.withCrew()
        _ = try await server.call(
            "group_open_http_svc/forbid_send_msg", #"{"GroupId":"crew","Members_Account":["b"],"MuteTime":60}"#)
        _ = try await server.call(path, #"{"GroupId":"crew","MemberToDel_Account":["b"]}"#)
        _ = try await server.call(
            "group_open_http_svc/add_group_member", #"{"GroupId":"crew","MemberList":[{"Member_Account":"b"}]}"#)
        let info = try await server.groupInfo("crew").text
        #expect(info.contains(#""MuteUntil":1735700060"#))
        #expect(!info.contains("AppMemberDefinedData"))
    }

    @Test func `more than 500 accounts are refused with 10005`() async throws {
        let server = try await TestServer.withCrew()
        let list = { (count: Int) in (0..<count).map { #""m\#($0)""# }.joined(separator: ",") }
        let body = { (count: Int) in #"{"GroupId":"crew","MemberToDel_Account":[\#(list(count))]}"# }
        #expect(try await server.call(path, body(501)).code == 10005)
        #expect(try await server.call(path, body(500)).code == 0)
    }

    @Test(arguments: [
        (#"{"MemberToDel_Account":["b"]}"#, 10004), (#"{"GroupId":"crew"}"#, 10004),
        (#"{"GroupId":"crew","MemberToDel_Account":[]}"#, 10004),
        (#"{"GroupId":"crew","MemberToDel_Account":"b"}"#, 10004),
        (#"{"GroupId":"crew","MemberToDel_Account":["b"],"Silence":2}"#, 10004),
        (#"{"GroupId":"crew","MemberToDel_Account":["b"],"Reason":5}"#, 10004),
        (#"{"GroupId":"crew","MemberToDel_Account":[5]}"#, 60015),
        (#"{"GroupId":"","MemberToDel_Account":["b"]}"#, 10015),
        (#"{"GroupId":"ghost","MemberToDel_Account":["b"]}"#, 10010),
        (#"{"GroupId":"live","MemberToDel_Account":["b"]}"#, 10004),
        (#"{"GroupId":"crew","MemberToDel_Account":["a"]}"#, 10007),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        try await server.expectRefusal(code, of: path, body)
    }
}
