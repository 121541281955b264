import Testing
import Wire

@Suite("get_topic_permission_group")
struct GetTopicPermissionGroupTests {
    private let path = "group_open_http_svc/get_topic_permission_group"
    private let group = #""GroupId":"@TGS#_forum","PermissionGroupId":"@PMG#_e""#

    @Test func `listed topics stand in request order, all of them by topic`() async throws {
        let server = try await TestServer.withForum()
        try await server.createTopic("news")
        try await server.createTopic("chat")
        try await server.createPermissionGroup("e")
        _ = try await server.call(
            "group_open_http_svc/add_topic_permission_group",
            #"{\#(group),"TopicPermissionList":[{"TopicId":"@TGS#_forum@TOPIC#_news","Permission":9}]}"#)
        let listed = try await server.call(
            path, #"{\#(group),"TopicIdList":["@TGS#_forum@TOPIC#_news","ä","@TGS#_forum@TOPIC#_chat"]}"#)
        #expect(
            listed.text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"TopicPermissionResultList":["#
                + #"{"ErrorCode":0,"ErrorInfo":"","TopicId":"@TGS#_forum@TOPIC#_news","Permission":9},"#
                + #"{"ErrorCode":110003,"ErrorInfo":"this topic does not exist","TopicId":"ä"},"#
                + #"{"ErrorCode":0,"ErrorInfo":"","TopicId":"@TGS#_forum@TOPIC#_chat","Permission":0}]}"#)
        #expect(
            try await server.topicPermissions(of: "e").text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"TopicPermissionResultList":["#
                + #"{"ErrorCode":0,"ErrorInfo":"","TopicId":"@TGS#_forum@TOPIC#_news","Permission":9}]}"#)
    }

    @Test func `rights go with their topic`() async throws {
        let server = try await TestServer.withForum()
        try await server.createTopic("news")
        try await server.createPermissionGroup("e")
        let topic = #""@TGS#_forum@TOPIC#_news""#
        _ = try await server.call(
            "group_open_http_svc/add_topic_permission_group",
            #"{\#(group),"TopicPermissionList":[{"TopicId":\#(topic),"Permission":9}]}"#)
        _ = try await server.call(
            "million_group_open_http_svc/destroy_topic", #"{"GroupId":"@TGS#_forum","TopicIdList":[\#(topic)]}"#)
        #expect(try await server.topicPermissions(of: "e").objects("TopicPermissionResultList").isEmpty)
    }

    @Test func `a list of 51 is refused`() async throws {
        let server = try await TestServer.withForum()
        try await server.createPermissionGroup("e")
        let list = Array(repeating: #""t""#, count: 51).joined(separator: ",")
        #expect(try await server.call(path, #"{\#(group),"TopicIdList":[\#(list)]}"#).code == 10004)
    }

    @Test(arguments: TestServer.permissionGroupRefusals(""))
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withForum()
        try await server.expectRefusal(code, of: path, body)
    }
}
