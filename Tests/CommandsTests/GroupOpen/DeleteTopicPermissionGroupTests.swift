import Testing
import Wire

@Suite("delete_topic_permission_group")
struct DeleteTopicPermissionGroupTests {
    private let path = "group_open_http_svc/delete_topic_permission_group"
    private let group = #""GroupId":"@TGS#_forum","PermissionGroupId":"@PMG#_e""#

    @Test func `rights are taken away, and taking none away is a success`() async throws {
        let server = try await TestServer.withForum()
        try await server.createTopic("news")
        try await server.createPermissionGroup("e")
        _ = try await server.call(
            "group_open_http_svc/add_topic_permission_group",
            #"{\#(group),"TopicPermissionList":[{"TopicId":"@TGS#_forum@TOPIC#_news","Permission":9}]}"#)
        let answer = try await server.call(
            path,
            #"{\#(group),"TopicIdList":["@TGS#_forum@TOPIC#_news","t","@TGS#_forum@TOPIC#_news"]}"#)
        #expect(
            answer.text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"TopicPermissionResultList":["#
                + #"{"ErrorCode":0,"ErrorInfo":"","TopicId":"@TGS#_forum@TOPIC#_news"},"#
                + #"{"ErrorCode":110003,"ErrorInfo":"this topic does not exist","TopicId":"t"},"#
                + #"{"ErrorCode":0,"ErrorInfo":"","TopicId":"@TGS#_forum@TOPIC#_news"}]}"#)
        #expect(try await server.topicPermissions(of: "e").objects("TopicPermissionResultList").isEmpty)
    }

    @Test func `a list of 50 is accepted and one of 51 is not`() async throws {
        let server = try await TestServer.withForum()
        try await server.createPermissionGroup("e")
        let body = { (count: Int) in
            let list = Array(repeating: #""t""#, count: count).joined(separator: ",")
            return #"{\#(group),"TopicIdList":[\#(list)]}"#
        }
        #expect(try await server.call(path, body(50)).code == 0)
        #expect(try await server.call(path, body(51)).code == 10005)
    }

    @Test(arguments: ["[]", "{}", "[1]"])
    func `a list that is none is refused`(list: String) async throws {
        let server = try await TestServer.withForum()
        try await server.createPermissionGroup("e")
        #expect(try await server.call(path, #"{\#(group),"TopicIdList":\#(list)}"#).code == 10004)
    }

    @Test(arguments: TestServer.permissionGroupRefusals(#","TopicIdList":["t"]"#))
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withForum()
        try await server.expectRefusal(code, of: path, body)
    }
}
