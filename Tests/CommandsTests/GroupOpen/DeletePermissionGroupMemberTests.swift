import Testing
import Wire

@Suite("delete_permission_group_member")
struct DeletePermissionGroupMemberTests {
    private let path = "group_open_http_svc/delete_permission_group_member"
    private let group = #""GroupId":"@TGS#_forum","PermissionGroupId":"@PMG#_e""#

    @Test func `accounts are taken out, and others are passed over`() async throws {
        let server = try await TestServer.withForum()
        try await server.createPermissionGroup("e", members: ["b", "a"])
        let answer = try await server.call(
            path,
            #"{\#(group),"MemberList":[{"Member_Account":"b"},{"Member_Account":"ghost"},{"Member_Account":" b"}]}"#)
        #expect(answer.text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}"#)
        let members = try await server.permissionGroupMembers(of: "e")
        #expect(members.strings("Member_Account", in: "MemberList") == ["a"])
        #expect(try await server.permissionGroups().integers("MemberCount", in: "PermissionGroupInfoList") == [1])
        #expect(try await server.groupInfo("@TGS#_forum").text.contains(#""MemberNum":2"#))
    }

    @Test func `a list of 101 is refused`() async throws {
        let server = try await TestServer.withForum()
        try await server.createPermissionGroup("e")
        let list = Array(repeating: #"{"Member_Account":"b"}"#, count: 101).joined(separator: ",")
        #expect(try await server.call(path, #"{\#(group),"MemberList":[\#(list)]}"#).code == 10005)
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
