import Testing
import Wire

@Suite("get_permission_group_member_list")
struct GetPermissionGroupMemberListTests {
    private let path = "group_open_http_svc/get_permission_group_member_list"
    private let group = #""GroupId":"@TGS#_forum","PermissionGroupId":"@PMG#_e""#

    @Test func `members stand in the order in which they came, with their profiles`() async throws {
        let server = try await TestServer.withForum()
        try await server.createPermissionGroup("e", members: ["b", "a"])
        _ = try await server.call(
            "group_open_http_svc/modify_group_member_info",
            #"{"GroupId":"@TGS#_forum","Member_Account":"b","NameCard":"Bob","#
                + #""AppMemberDefinedData":[{"Key":"seat","Value":"7"}]}"#)
        #expect(
            try await server.permissionGroupMembers(of: "e").text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"Next":"","MemberList":["#
                + #"{"Member_Account":"b","Role":"Member","JoinTime":1735700000,"MsgSeq":0,"MsgFlag":"AcceptAndNotify","#
                + #""LastSendMsgTime":0,"MuteUntil":0,"NameCard":"Bob","#
                + #""AppMemberDefinedData":[{"Key":"seat","Value":"7"}]},"#
                + #"{"Member_Account":"a","Role":"Owner","JoinTime":1735700000,"MsgSeq":0,"MsgFlag":"AcceptAndNotify","#
                + #""LastSendMsgTime":0,"MuteUntil":0,"NameCard":""}]}"#)
    }

    @Test func `filters leave fields and members out`() async throws {
        let server = try await TestServer.withForum()
        try await server.createPermissionGroup("e", members: ["b", "a"])
        let answer = try await server.call(
            path, #"{\#(group),"MemberInfoFilter":["Role"],"MemberRoleFilter":["Owner"]}"#)
        #expect(answer.text.hasSuffix(#""Next":"","MemberList":[{"Member_Account":"a","Role":"Owner"}]}"#))
    }

    @Test func `pages skip and repeat nobody`() async throws {
        let server = try await TestServer.withForum()
        try await server.createPermissionGroup("e", members: ["b", "a"])
        let first = try await server.call(path, #"{\#(group),"Limit":1,"Next":""}"#)
        #expect(first.strings("Member_Account", in: "MemberList") == ["b"])
        _ = try await server.call(
            "group_open_http_svc/delete_permission_group_member",
            #"{\#(group),"MemberList":[{"Member_Account":"b"}]}"#)
        let next = try #require(first.string("Next"))
        let second = try await server.call(path, #"{\#(group),"Limit":1,"Next":"\#(next)"}"#)
        #expect(second.strings("Member_Account", in: "MemberList") == ["a"])
        #expect(second.string("Next") == "")
    }

    @Test(arguments: [
        #""Limit":51"#, #""Limit":-1"#, #""Next":"x""#, #""Next":-1"#, #""MemberInfoFilter":"Role""#,
        #""MemberRoleFilter":["King"]"#,
    ])
    func `fields out of range are refused`(field: String) async throws {
        let server = try await TestServer.withForum()
        try await server.createPermissionGroup("e")
        #expect(try await server.call(path, "{\(group),\(field)}").code == 10004)
    }

    @Test(arguments: TestServer.permissionGroupRefusals(""))
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withForum()
        try await server.expectRefusal(code, of: path, body)
    }
}
