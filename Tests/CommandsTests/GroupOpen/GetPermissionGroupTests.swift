import Apps
import Commands
import Testing
import Wire

@Suite("get_permission_group")
struct GetPermissionGroupTests {
    private let path = "group_open_http_svc/get_permission_group"

    @Test func `listed permission groups stand in request order, without pages`() async throws {
        let server = try await TestServer.withForum()
        try await server.createPermissionGroup("e", members: ["b", "a"])
        let answer = try await server.call(
            path, #"{"GroupId":"@TGS#_forum","PermissionGroupIdList":["ä","@PMG#_ghost","@PMG#_e"],"Limit":1}"#)
        #expect(
            answer.text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"PermissionGroupInfoList":["#
                + #"{"ErrorCode":10010,"ErrorInfo":"this permission group does not exist","#
                + #""GroupId":"@TGS#_forum","PermissionGroupId":"ä"},"#
                + #"{"ErrorCode":10010,"ErrorInfo":"this permission group does not exist","#
                + #""GroupId":"@TGS#_forum","PermissionGroupId":"@PMG#_ghost"},"#
                + #"{"ErrorCode":0,"ErrorInfo":"","GroupId":"@TGS#_forum","PermissionGroupId":"@PMG#_e","#
                + #""PermissionGroupName":"e","#
                + #""CustomString":"","Permission":3,"MemberCount":2}]}"#)
    }

    @Test func `all are read page by page`() async throws {
        let server = try await TestServer.withForum()
        try await server.createPermissionGroup("c")
        try await server.createPermissionGroup("a")
        try await server.createPermissionGroup("b")
        let first = try await server.call(
            path, #"{"GroupId":"@TGS#_forum","PermissionGroupIdList":[],"Limit":2,"Next":""}"#)
        #expect(first.strings("PermissionGroupName", in: "PermissionGroupInfoList") == ["c", "a"])
        let next = try #require(first.string("Next"))
        let second = try await server.call(path, #"{"GroupId":"@TGS#_forum","Limit":2,"Next":"\#(next)"}"#)
        #expect(second.strings("PermissionGroupName", in: "PermissionGroupInfoList") == ["b"])
        #expect(second.string("Next") == "")
        let numbered = #"{"GroupId":"@TGS#_forum","Limit":2,"Next":\#(next)}"#
        #expect(try await server.call(path, numbered).text == second.text)
        #expect(try await server.changed { $0.isStrict = true }.call(path, numbered).code == 10004)
    }

    @Test func `a page holds 20 where the request is silent`() async throws {
        let server = try await TestServer.withForum()
        for index in 0..<21 {
            try await server.createPermissionGroup("\(index)")
        }
        let answer = try await server.permissionGroups()
        #expect(answer.objects("PermissionGroupInfoList").count == 20)
        #expect(answer.string("Next") != "")
    }

    @Test(arguments: [
        ("{}", 10004), (#"{"GroupId":"@TGS#_forum","PermissionGroupIdList":"p"}"#, 10004),
        (#"{"GroupId":"@TGS#_forum","Limit":21}"#, 10004), (#"{"GroupId":"@TGS#_forum","Next":"x"}"#, 10004),
        (#"{"GroupId":"@TGS#_forum","Next":"99999999999999999999"}"#, 10004),
        (#"{"GroupId":"@TGS#_forum","Next":-1}"#, 10004), (#"{"GroupId":""}"#, 10015),
        (#"{"GroupId":"@TGS#_ghost"}"#, 10010), (#"{"GroupId":"crew"}"#, 10007), (#"{"GroupId":"@TGS#_plain"}"#, 11000),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withForum()
        try await server.expectRefusal(code, of: path, body)
    }

    @Test func `a list of 21 is refused`() async throws {
        let server = try await TestServer.withForum()
        let list = Array(repeating: #""p""#, count: 21).joined(separator: ",")
        let answer = try await server.call(path, #"{"GroupId":"@TGS#_forum","PermissionGroupIdList":[\#(list)]}"#)
        #expect(answer.code == 10004)
    }
}
