import Testing
import Wire

@Suite("unban_group_member")
struct UnbanGroupMemberTests {
    private let path = "group_open_http_svc/unban_group_member"

    @Test func `a lifted ban lets its account in again, but puts nobody back`() async throws {
        let server = try await TestServer.withCrew()
        _ = try await server.call(
            "group_open_http_svc/ban_group_member", #"{"GroupId":"crew","Members_Account":["b"],"Duration":60}"#)
        let answer = try await server.call(path, #"{"GroupId":"crew","Members_Account":["b","ghost"," b"]}"#)
        #expect(answer.text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}"#)
        #expect(try await server.groupInfo("crew").text.contains(#""MemberNum":1"#))
        let added = try await server.call(
            "group_open_http_svc/add_group_member", #"{"GroupId":"crew","MemberList":[{"Member_Account":"b"}]}"#)
        #expect(added.integers("Result", in: "MemberList") == [1])
    }

    @Test func `more than 20 accounts are refused with 10005`() async throws {
        let server = try await TestServer.withCrew()
        let list = { (count: Int) in (0..<count).map { #""m\#($0)""# }.joined(separator: ",") }
        let body = { (count: Int) in #"{"GroupId":"crew","Members_Account":[\#(list(count))]}"# }
        #expect(try await server.call(path, body(21)).code == 10005)
        #expect(try await server.call(path, body(20)).code == 0)
    }

    @Test(arguments: [
        (#"{"Members_Account":["b"]}"#, 10004), (#"{"GroupId":"crew"}"#, 10004),
        (#"{"GroupId":"crew","Members_Account":[]}"#, 10004), (#"{"GroupId":"crew","Members_Account":[5]}"#, 60015),
        (#"{"GroupId":"","Members_Account":["b"]}"#, 10015), (#"{"GroupId":"ghost","Members_Account":["b"]}"#, 10010),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        try await server.expectRefusal(code, of: path, body)
    }
}
