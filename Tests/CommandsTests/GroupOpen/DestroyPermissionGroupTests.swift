import Testing
import Wire

@Suite("destroy_permission_group")
struct DestroyPermissionGroupTests {
    private let path = "group_open_http_svc/destroy_permission_group"

    @Test func `each is destroyed once, and what never was is reported`() async throws {
        let server = try await TestServer.withForum()
        try await server.createPermissionGroup("e", members: ["b"])
        let answer = try await server.call(
            path, #"{"GroupId":"@TGS#_forum","PermissionGroupIdList":["ä","@PMG#_e","@PMG#_e"]}"#)
        #expect(
            answer.text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"PermissionGroupResultList":["#
                + #"{"ErrorCode":10010,"ErrorInfo":"this permission group does not exist","PermissionGroupId":"ä"},"#
                + #"{"ErrorCode":0,"ErrorInfo":"","PermissionGroupId":"@PMG#_e"},"#
                + #"{"ErrorCode":10010,"ErrorInfo":"this permission group does not exist","#
                + #""PermissionGroupId":"@PMG#_e"}]}"#)
        #expect(try await server.permissionGroups().objects("PermissionGroupInfoList").isEmpty)
    }

    @Test func `a group with permission groups can be destroyed`() async throws {
        let server = try await TestServer.withForum()
        try await server.createTopic("news")
        try await server.createPermissionGroup("e", members: ["b"])
        let answer = try await server.call("group_open_http_svc/destroy_group", #"{"GroupId":"@TGS#_forum"}"#)
        #expect(answer.code == 0)
        #expect(try await server.permissionGroups().code == 10010)
    }

    @Test func `a list of 20 is accepted and one of 21 is not`() async throws {
        let server = try await TestServer.withForum()
        let body = { (count: Int) in
            let list = Array(repeating: #""p""#, count: count).joined(separator: ",")
            return #"{"GroupId":"@TGS#_forum","PermissionGroupIdList":[\#(list)]}"#
        }
        #expect(try await server.call(path, body(20)).code == 0)
        #expect(try await server.call(path, body(21)).code == 10005)
    }

    @Test(arguments: [
        (#"{"PermissionGroupIdList":["p"]}"#, 10004), (#"{"GroupId":"@TGS#_forum"}"#, 10004),
        (#"{"GroupId":"@TGS#_forum","PermissionGroupIdList":[]}"#, 10004),
        (#"{"GroupId":"@TGS#_forum","PermissionGroupIdList":[1]}"#, 10004),
        (#"{"GroupId":"","PermissionGroupIdList":["p"]}"#, 10015),
        (#"{"GroupId":"@TGS#_ghost","PermissionGroupIdList":["p"]}"#, 10010),
        (#"{"GroupId":"crew","PermissionGroupIdList":["p"]}"#, 10007),
        (#"{"GroupId":"@TGS#_plain","PermissionGroupIdList":["p"]}"#, 11000),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withForum()
        try await server.expectRefusal(code, of: path, body)
    }
}
