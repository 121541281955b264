import Testing
import Wire

@Suite("get_role_in_group")
struct GetRoleInGroupTests {
    private let path = "group_open_http_svc/get_role_in_group"

    @Test func `every account has its role, in request order`() async throws {
        let server = try await TestServer.withCrew(moreAccounts: ["c"])
        _ = try await server.call(
            "group_open_http_svc/modify_group_member_info",
            #"{"GroupId":"crew","Member_Account":"b","Role":"Admin"}"#)
        _ = try await server.call(
            "group_open_http_svc/add_group_member", #"{"GroupId":"crew","MemberList":[{"Member_Account":"c"}]}"#)
        let answer = try await server.call(path, #"{"GroupId":"crew","User_Account":["c","ghost","b","a"," b","c"]}"#)
        #expect(
            answer.text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"UserIdList":["#
                + #"{"Member_Account":"c","Role":"Member"},{"Member_Account":"ghost","Role":"NotMember"},"#
                + #"{"Member_Account":"b","Role":"Admin"},{"Member_Account":"a","Role":"Owner"},"#
                + #"{"Member_Account":" b","Role":"NotMember"},{"Member_Account":"c","Role":"Member"}]}"#)
    }

    @Test func `500 accounts are answered and 501 refused`() async throws {
        let server = try await TestServer.withCrew()
        let list = { (count: Int) in (0..<count).map { #""m\#($0)""# }.joined(separator: ",") }
        let body = { (count: Int) in #"{"GroupId":"crew","User_Account":[\#(list(count))]}"# }
        #expect(try await server.call(path, body(500)).objects("UserIdList").count == 500)
        #expect(try await server.call(path, body(501)).code == 10004)
    }

    @Test(arguments: [
        (#"{"User_Account":["a"]}"#, 10004), (#"{"GroupId":"crew"}"#, 10004),
        (#"{"GroupId":"crew","User_Account":[]}"#, 10004), (#"{"GroupId":"crew","User_Account":"a"}"#, 10004),
        (#"{"GroupId":"crew","User_Account":[5]}"#, 60015), (#"{"GroupId":"","User_Account":["a"]}"#, 10015),
        (#"{"GroupId":"ghost","User_Account":["a"]}"#, 10010), (#"{"GroupId":"live","User_Account":["a"]}"#, 10007),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        try await server.expectRefusal(code, of: path, body)
    }
}
