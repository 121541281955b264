import Testing
import Wire

/// The two commands differ in name only, so every test runs for both.
@Suite("add_topic_permission_group, set_topic_permission_group")
struct AddTopicPermissionGroupTests {
    private static let paths = [
        "group_open_http_svc/add_topic_permission_group", "group_open_http_svc/set_topic_permission_group",
    ]
    private let group = #""GroupId":"@TGS#_forum","PermissionGroupId":"@PMG#_e""#

    @Test(arguments: paths)
    func `rights are given and overwritten, and topics that do not exist are reported`(path: String) async throws {
        let server = try await TestServer.withForum()
        try await server.createTopic("news")
        try await server.createPermissionGroup("e")
        let answer = try await server.call(
            path,
            #"{\#(group),"TopicPermissionList":[{"TopicId":"ä","Permission":1},"#
                + #"{"TopicId":"@TGS#_forum@TOPIC#_news","Permission":8}]}"#)
        #expect(
            answer.text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"TopicPermissionResultList":["#
                + #"{"ErrorCode":110003,"ErrorInfo":"this topic does not exist","TopicId":"ä"},"#
                + #"{"ErrorCode":0,"ErrorInfo":"","TopicId":"@TGS#_forum@TOPIC#_news"}]}"#)
        #expect(try await server.topicPermissions(of: "e").text.contains(#""Permission":8"#))
        _ = try await server.call(
            path, #"{\#(group),"TopicPermissionList":[{"TopicId":"@TGS#_forum@TOPIC#_news","Permission":9}]}"#)
        let permissions = try await server.topicPermissions(of: "e").integers(
            "Permission", in: "TopicPermissionResultList")
        #expect(permissions == [9])
    }

    @Test(arguments: paths)
    func `a list of 50 is accepted and one of 51 is not`(path: String) async throws {
        let server = try await TestServer.withForum()
        try await server.createPermissionGroup("e")
        let body = { (count: Int) in
            let list = Array(repeating: #"{"TopicId":"t","Permission":1}"#, count: count).joined(separator: ",")
            return #"{\#(group),"TopicPermissionList":[\#(list)]}"#
        }
        #expect(try await server.call(path, body(50)).code == 0)
        #expect(try await server.call(path, body(51)).code == 10005)
    }

    @Test(
        arguments: paths,
        [
            "[]", "{}", "[1]", #"[{"Permission":1}]"#, #"[{"TopicId":"t"}]"#, #"[{"TopicId":1,"Permission":1}]"#,
        ])
    func `a list that is none is refused`(path: String, list: String) async throws {
        let server = try await TestServer.withForum()
        try await server.createPermissionGroup("e")
        #expect(try await server.call(path, #"{\#(group),"TopicPermissionList":\#(list)}"#).code == 10004)
    }

    @Test(
        arguments: paths,
        TestServer.permissionGroupRefusals(#","TopicPermissionList":[{"TopicId":"t","Permission":1}]"#))
    func `refusals`(path: String, refusal: (body: String, code: Int64)) async throws {
        let server = try await TestServer.withForum()
        try await server.expectRefusal(refusal.code, of: path, refusal.body)
    }
}
