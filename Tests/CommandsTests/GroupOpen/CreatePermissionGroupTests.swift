import Testing
import Wire

@Suite("create_permission_group")
struct CreatePermissionGroupTests {
    private let path = "group_open_http_svc/create_permission_group"

    @Test func `a permission group begins without members`() async throws {
        let server = try await TestServer.withForum()
        let answer = try await server.call(
            path,
            #"{"GroupId":"@TGS#_forum","PermissionGroupId":"@PMG#_editors","PermissionGroupName":"Editors","#
                + #""Permission":9223372036854775807,"CustomString":"c"}"#)
        #expect(
            answer.text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"PermissionGroupId":"@PMG#_editors"}"#)
        #expect(
            try await server.permissionGroups().text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"Next":"","PermissionGroupInfoList":["#
                + #"{"ErrorCode":0,"ErrorInfo":"","GroupId":"@TGS#_forum","PermissionGroupId":"@PMG#_editors","#
                + #""PermissionGroupName":"Editors","CustomString":"c","Permission":9223372036854775807,"#
                + #""MemberCount":0}]}"#)
    }

    @Test func `the server makes an identifier of the original's shape`() async throws {
        let server = try await TestServer.withForum()
        let answer = try await server.call(
            path, #"{"GroupId":"@TGS#_forum","PermissionGroupName":"n","Permission":0}"#)
        let id = try #require(answer.string("PermissionGroupId"))
        #expect(id.wholeMatch(of: /@PMG#_@PMG#c[A-Z2-7]{11}/) != nil)
    }

    @Test(arguments: [("PermissionGroupName", 150), ("CustomString", 3_000)])
    func `texts have a longest length`(field: String, maximum: Int) async throws {
        let server = try await TestServer.withForum()
        let body = { (count: Int) in
            #"{"GroupId":"@TGS#_forum","PermissionGroupName":"n","Permission":0,"#
                + #""\#(field)":"\#(String(repeating: "x", count: count))"}"#
        }
        #expect(try await server.call(path, body(maximum)).code == 0)
        let refused = try await server.call(path, body(maximum + 1))
        #expect(refused.code == 10004)
        #expect(refused.info.contains(field))
    }

    @Test(arguments: [
        (#""GroupId":"@TGS#_forum","Permission":1"#, 10004),
        (#""GroupId":"@TGS#_forum","PermissionGroupName":"","Permission":1"#, 10004),
        (#""GroupId":"@TGS#_forum","PermissionGroupName":"n""#, 10004),
        (#""GroupId":"@TGS#_forum","PermissionGroupName":"n","Permission":-1"#, 10004),
        (#""GroupId":"@TGS#_forum","PermissionGroupName":"n","Permission":"1x""#, 10004),
        (#""GroupId":"@TGS#_forum","PermissionGroupName":"n","Permission":1,"PermissionGroupId":"editors""#, 10004),
        (
            #""GroupId":"@TGS#_forum","PermissionGroupName":"n","Permission":1,"PermissionGroupId":"@PMG#_@PMG#c""#,
            10004
        ),
        (#""PermissionGroupName":"n","Permission":1"#, 10004),
        (#""GroupId":"","PermissionGroupName":"n","Permission":1"#, 10015),
        (#""GroupId":"@TGS#_ghost","PermissionGroupName":"n","Permission":1"#, 10010),
        (#""GroupId":"crew","PermissionGroupName":"n","Permission":1"#, 10007),
        (#""GroupId":"@TGS#_plain","PermissionGroupName":"n","Permission":1"#, 11000),
        (#""GroupId":"@TGS#_forum","PermissionGroupName":"n","Permission":1,"PermissionGroupId":"@PMG#_e""#, 10021),
    ])
    func `refusals`(fields: String, code: Int64) async throws {
        let server = try await TestServer.withForum()
        try await server.createPermissionGroup("e")
        try await server.expectRefusal(code, of: path, "{\(fields)}")
    }

    @Test func `switched off, permission groups cannot be created or read, and stay`() async throws {
        let server = try await TestServer.withForum()
        try await server.createPermissionGroup("e", members: ["b"])
        try await server.switchPermissionGroups(on: false)
        let body = #"{"GroupId":"@TGS#_forum","PermissionGroupName":"n","Permission":1}"#
        #expect(try await server.call(path, body).code == 11000)
        #expect(try await server.permissionGroups().code == 11000)
        try await server.switchPermissionGroups(on: true)
        #expect(try await server.permissionGroups().integers("MemberCount", in: "PermissionGroupInfoList") == [1])
    }
}
