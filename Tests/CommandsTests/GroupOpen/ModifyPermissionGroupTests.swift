import Testing
import Wire

@Suite("modify_permission_group")
struct ModifyPermissionGroupTests {
    private let path = "group_open_http_svc/modify_permission_group"
    private let group = #""GroupId":"@TGS#_forum","PermissionGroupId":"@PMG#_e""#

    @Test func `the named fields change and the others stay`() async throws {
        let server = try await TestServer.withForum()
        try await server.createPermissionGroup("e")
        let answer = try await server.call(path, #"{\#(group),"Permission":0,"CustomString":"c"}"#)
        #expect(answer.text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}"#)
        #expect(
            try await server.permissionGroups().text.hasSuffix(
                #""PermissionGroupName":"e","CustomString":"c","Permission":0,"MemberCount":0}]}"#))
        _ = try await server.call(path, #"{\#(group),"PermissionGroupName":"New"}"#)
        #expect(
            try await server.permissionGroups().text.hasSuffix(
                #""PermissionGroupName":"New","CustomString":"c","Permission":0,"MemberCount":0}]}"#))
        #expect(try await server.call(path, "{\(group)}").code == 0)
    }

    @Test(arguments: [
        #""PermissionGroupName":"""#, #""Permission":-1"#, #""Permission":9223372036854775808"#, #""CustomString":1"#,
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
