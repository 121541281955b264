import Apps
import Commands
import Groups
import Testing
import Wire

@Suite("import_topic")
struct ImportTopicTests {
    private let path = "group_open_http_svc/import_topic"

    @Test func `a topic keeps its identifier and its time`() async throws {
        let server = try await TestServer.withForum()
        let answer = try await server.call(
            path,
            #"{"Type":"Community","GroupId":"@TGS#_forum","TopicId":"@TGS#_forum@TOPIC#_@TOPIC#cOLD","#
                + #""TopicName":"Old","CustomString":"c","CreateTime":1600000000}"#)
        #expect(
            answer.text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"TopicId":"@TGS#_forum@TOPIC#_@TOPIC#cOLD"}"#)
        let text = try await server.topics().text
        #expect(text.contains(#""CreateTime":1600000000"#))
        #expect(text.contains(#""CustomString":"c""#))
    }

    @Test(arguments: [
        "", #","CreateTime":0,"TopicId":"""#, #","CreateTime":null,"CustomString":null,"Introduction":null"#,
    ])
    func `a topic is imported now and under a new name where the request is silent`(more: String) async throws {
        let server = try await TestServer.withForum()
        #expect(try await server.call(path, #"{"GroupId":"@TGS#_forum","TopicName":"n"\#(more)}"#).code == 0)
        let text = try await server.topics().text
        #expect(text.contains(#""CreateTime":1735700000"#))
        #expect(text.contains(#""Introduction":"","CustomString":"""#))
    }

    @Test func `a strict app takes no CreateTime of 0`() async throws {
        let server = try await TestServer.withForum().changed { $0.isStrict = true }
        let answer = try await server.call(path, #"{"GroupId":"@TGS#_forum","TopicName":"n","CreateTime":0}"#)
        #expect(answer.code == 10004)
    }

    @Test func `a Community has room for so many topics`() async throws {
        let server = try await TestServer.withForum { $0.limits.topics = 1 }
        try await server.createTopic("news")
        #expect(try await server.call(path, #"{"GroupId":"@TGS#_forum","TopicName":"n"}"#).code == 10037)
    }

    @Test(arguments: [
        (#"{"GroupId":"@TGS#_forum"}"#, 10004), (#"{"GroupId":"@TGS#_forum","TopicName":"n","Type":"Public"}"#, 10004),
        (#"{"GroupId":"@TGS#_forum","TopicName":"n","CreateTime":-1}"#, 10004),
        (#"{"GroupId":"@TGS#_forum","TopicName":"n","CreateTime":1735700001}"#, 10004),
        (#"{"GroupId":"@TGS#_forum","TopicName":"n","TopicId":"news"}"#, 10004),
        (#"{"GroupId":"@TGS#_forum","TopicName":"n","From_Account":1}"#, 60015),
        (#"{"GroupId":"@TGS#_forum","TopicName":"n","From_Account":"ghost"}"#, 10019),
        (#"{"GroupId":"","TopicName":"n"}"#, 10015), (#"{"GroupId":"@TGS#_ghost","TopicName":"n"}"#, 10010),
        (#"{"GroupId":"crew","TopicName":"n"}"#, 11000),
        (#"{"GroupId":"@TGS#_forum","TopicName":"n","TopicId":"@TGS#_forum@TOPIC#_news"}"#, 10021),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withForum()
        try await server.createTopic("news")
        try await server.expectRefusal(code, of: path, body)
    }
}
