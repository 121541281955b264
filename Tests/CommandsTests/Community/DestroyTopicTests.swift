import Testing
import Wire

@Suite("destroy_topic")
struct DestroyTopicTests {
    private let path = "million_group_open_http_svc/destroy_topic"

    @Test func `each topic is destroyed once, and what never was is reported`() async throws {
        let server = try await TestServer.withForum()
        try await server.createTopic("news")
        try await server.createTopic("chat")
        let answer = try await server.call(
            path,
            #"{"GroupId":"@TGS#_forum","TopicIdList":["ä","@TGS#_forum@TOPIC#_news","@TGS#_forum@TOPIC#_news"]}"#)
        #expect(
            answer.text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"DestroyResultItem":["#
                + #"{"ErrorCode":110003,"ErrorInfo":"this topic does not exist","TopicId":"ä"},"#
                + #"{"ErrorCode":0,"ErrorInfo":"ok","TopicId":"@TGS#_forum@TOPIC#_news"},"#
                + #"{"ErrorCode":110003,"ErrorInfo":"this topic does not exist","TopicId":"@TGS#_forum@TOPIC#_news"}]}"#
        )
        #expect(try await server.topics().objects("TopicAndSelfInfo").count == 1)
    }

    @Test func `topics go with their group`() async throws {
        let server = try await TestServer.withForum()
        try await server.createTopic("news")
        _ = try await server.call("group_open_http_svc/destroy_group", #"{"GroupId":"@TGS#_forum"}"#)
        #expect(try await server.topics().code == 10010)
    }

    @Test(arguments: [
        (#"{"TopicIdList":["t"]}"#, 10004), (#"{"GroupId":"@TGS#_forum"}"#, 10004),
        (#"{"GroupId":"@TGS#_forum","TopicIdList":[]}"#, 10004),
        (#"{"GroupId":"@TGS#_forum","TopicIdList":[1]}"#, 10004),
        (#"{"GroupId":"","TopicIdList":["t"]}"#, 10015), (#"{"GroupId":"@TGS#_ghost","TopicIdList":["t"]}"#, 10010),
        (#"{"GroupId":"@TGS#_plain","TopicIdList":["t"]}"#, 11000),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withForum()
        try await server.expectRefusal(code, of: path, body)
    }

    @Test func `a list of 50 is accepted and one of 51 is not`() async throws {
        let server = try await TestServer.withForum()
        let body = { (count: Int) in
            let list = Array(repeating: #""t""#, count: count).joined(separator: ",")
            return #"{"GroupId":"@TGS#_forum","TopicIdList":[\#(list)]}"#
        }
        #expect(try await server.call(path, body(50)).code == 0)
        #expect(try await server.call(path, body(51)).code == 10004)
    }
}
