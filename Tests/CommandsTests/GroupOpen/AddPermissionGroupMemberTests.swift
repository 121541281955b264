import Testing
import Wire

@Suite("add_permission_group_member")
struct AddPermissionGroupMemberTests {
    private let path = "group_open_http_svc/add_permission_group_member"
    private let group = #""GroupId":"@TGS#_forum","PermissionGroupId":"@PMG#_e""#

    @Test func `members of the group come in once, and others are reported`() async throws {
        let server = try await TestServer.withForum(moreAccounts: ["c"])
        try await server.createPermissionGroup("e")
        let answer = try await server.call(
            path,
            #"{\#(group),"MemberList":[{"Member_Account":"b"},{"Member_Account":"b"},{"Member_Account":"c"},"#
                + #"{"Member_Account":" b"}]}"#)
        #expect(
            answer.text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"MemberList":["#
                + #"{"Member_Account":"b","Result":1},{"Member_Account":"b","Result":2},"#
                + #"{"Member_Account":"c","Result":0},{"Member_Account":" b","Result":0}]}"#)
        #expect(try await server.permissionGroups().integers("MemberCount", in: "PermissionGroupInfoList") == [1])
    }

    @Test func `a deleted account leaves its permission groups`() async throws {
        let server = try await TestServer.withForum()
        try await server.createPermissionGroup("e", members: ["b", "a"])
        _ = try await server.call("im_open_login_svc/account_delete", #"{"DeleteItem":[{"UserID":"b"}]}"#)
        let members = try await server.permissionGroupMembers(of: "e")
        #expect(members.strings("Member_Account", in: "MemberList") == ["a"])
        #expect(try await server.permissionGroups().integers("MemberCount", in: "PermissionGroupInfoList") == [1])
    }

    @Test func `a list of 100 is accepted and one of 101 is not`() async throws {
        let server = try await TestServer.withForum()
        try await server.createPermissionGroup("e")
        let body = { (count: Int) in
            let list = Array(repeating: #"{"Member_Account":"b"}"#, count: count).joined(separator: ",")
            return #"{\#(group),"MemberList":[\#(list)]}"#
        }
        #expect(try await server.call(path, body(100)).code == 0)
        #expect(try await server.call(path, body(101)).code == 10005)
    }

    @Test(arguments: [("[]", 10004), ("{}", 10004), ("[{}]", 10004), (#"[{"Member_Account":1}]"#, 60015)])
    func `a list that is none is refused`(list: String, code: Int64) async throws {
        let server = try await TestServer.withForum()
        try await server.createPermissionGroup("e")
        #expect(try await server.call(path, #"{\#(group),"MemberList":\#(list)}"#).code == code)
    }

    @Test(arguments: TestServer.permissionGroupRefusals(#","MemberList":[{"Member_Account":"b"}]"#))
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withForum()
        try await server.expectRefusal(code, of: path, body)
    }
}
