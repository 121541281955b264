import Apps
import Commands
import Groups
import Testing
import Wire

@Suite("create_topic")
struct CreateTopicTests {
    private let path = "million_group_open_http_svc/create_topic"

    @Test func `a topic begins silent, and the group's profile stays`() async throws {
        let server = try await TestServer.withForum().later(by: 9)
        let created = try await server.call(
            path,
            #"{"GroupId":"@TGS#_forum","TopicId":"@TGS#_forum@TOPIC#_news","TopicName":"News","From_Account":"a","#
                + #""CustomString":"c","FaceUrl":"f","Notification":"t","Introduction":"i"}"#)
        #expect(
            created.text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"TopicId":"@TGS#_forum@TOPIC#_news"}"#)
        #expect(
            try await server.topics().text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"TopicAndSelfInfo":["#
                + #"{"ErrorCode":0,"ErrorInfo":"ok","TopicInfo":{"GroupID":"@TGS#_forum","#
                + #""TopicId":"@TGS#_forum@TOPIC#_news","TopicName":"News","FaceUrl":"f","Notification":"t","#
                + #""Introduction":"i","CustomString":"c","NextMsgSeq":1,"CreateTime":1735700009,"LastMsgTime":0,"#
                + #""MuteAllMember":"Off","ShutUpAllFlag":0}}]}"#)
        #expect(try await server.groupInfo("@TGS#_forum").text.contains(#""LastInfoTime":1735700000"#))
    }

    @Test func `the server makes an identifier of the original's shape`() async throws {
        let server = try await TestServer.withForum()
        let answer = try await server.call(path, #"{"GroupId":"@TGS#_forum","TopicId":"","TopicName":"n"}"#)
        let id = try #require(answer.string("TopicId"))
        #expect(id.wholeMatch(of: /@TGS#_forum@TOPIC#_@TOPIC#c[A-Z2-7]{11}/) != nil)
    }

    @Test func `a Community has room for so many topics`() async throws {
        let server = try await TestServer.withForum { $0.limits.topics = 1 }
        try await server.createTopic("news")
        #expect(try await server.call(path, #"{"GroupId":"@TGS#_forum","TopicName":"n"}"#).code == 10037)
    }

    @Test func `a name in use is refused, and free again after destroying`() async throws {
        let server = try await TestServer.withForum()
        try await server.createTopic("news")
        let body = #"{"GroupId":"@TGS#_forum","TopicId":"@TGS#_forum@TOPIC#_news","TopicName":"n"}"#
        #expect(try await server.call(path, body).code == 10025)
        _ = try await server.call(
            "million_group_open_http_svc/destroy_topic",
            #"{"GroupId":"@TGS#_forum","TopicIdList":["@TGS#_forum@TOPIC#_news"]}"#)
        #expect(try await server.call(path, body).code == 0)
    }

    @Test(arguments: [
        ("TopicName", 150), ("Introduction", 400), ("Notification", 400), ("FaceUrl", 500), ("CustomString", 3_000),
    ])
    func `texts have a longest length`(field: String, maximum: Int) async throws {
        let server = try await TestServer.withForum()
        let body = { (count: Int) in
            #"{"GroupId":"@TGS#_forum","TopicName":"n","\#(field)":"\#(String(repeating: "x", count: count))"}"#
        }
        #expect(try await server.call(path, body(maximum)).code == 0)
        let refused = try await server.call(path, body(maximum + 1))
        #expect(refused.code == 10004)
        #expect(refused.info.contains(field))
    }

    @Test(arguments: [
        (#"{"TopicName":"n"}"#, 10004), (#"{"GroupId":5,"TopicName":"n"}"#, 10004),
        (#"{"GroupId":"@TGS#_forum"}"#, 10004), (#"{"GroupId":"@TGS#_forum","TopicName":""}"#, 10004),
        (#"{"GroupId":"@TGS#_forum","TopicName":"n","TopicId":1}"#, 10004),
        (#"{"GroupId":"@TGS#_forum","TopicName":"n","TopicId":"ä"}"#, 10004),
        (#"{"GroupId":"@TGS#_forum","TopicName":"n","TopicId":"news"}"#, 10004),
        (#"{"GroupId":"@TGS#_forum","TopicName":"n","TopicId":"@TGS#_forum@TOPIC#_@TOPIC#cX"}"#, 10004),
        (#"{"GroupId":"@TGS#_forum","TopicName":"n","From_Account":1}"#, 60015),
        (#"{"GroupId":"","TopicName":"n"}"#, 10015), (#"{"GroupId":"@TGS#_ghost","TopicName":"n"}"#, 10010),
        (#"{"GroupId":"@TGS#_ghost","TopicName":"n","From_Account":" b"}"#, 10010),
        (#"{"GroupId":"@TGS#_plain","TopicName":"n"}"#, 11000), (#"{"GroupId":"crew","TopicName":"n"}"#, 11000),
        (#"{"GroupId":"@TGS#_forum","TopicName":"n","From_Account":"ghost"}"#, 10019),
        (#"{"GroupId":"@TGS#_forum","TopicName":"n","From_Account":" b"}"#, 10019),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withForum()
        try await server.expectRefusal(code, of: path, body)
    }
}
