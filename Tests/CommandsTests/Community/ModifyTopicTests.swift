import Testing
import Wire

@Suite("modify_topic")
struct ModifyTopicTests {
    private let path = "million_group_open_http_svc/modify_topic"
    private let news = #""GroupId":"@TGS#_forum","TopicId":"@TGS#_forum@TOPIC#_news""#

    @Test func `the named fields change and the others stay`() async throws {
        let server = try await TestServer.withForum()
        try await server.createTopic("news")
        let answer = try await server.call(
            path,
            #"{\#(news),"From_Account":"a","FaceUrl":"f","Notification":"t","Introduction":"i","CustomString":"c","#
                + #""MuteAllMember":"On"}"#)
        #expect(answer.text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}"#)
        #expect(
            try await server.topics().text.hasSuffix(
                #""TopicName":"news","FaceUrl":"f","Notification":"t","Introduction":"i","CustomString":"c","#
                    + #""NextMsgSeq":1,"CreateTime":1735700000,"LastMsgTime":0,"MuteAllMember":"On","#
                    + #""ShutUpAllFlag":1}}]}"#))
        #expect(try await server.call(path, #"{\#(news),"TopicName":"New","ShutUpAllMember":"Off"}"#).code == 0)
        #expect(try await server.topics().text.contains(#""TopicName":"New","FaceUrl":"f""#))
        #expect(try await server.topics().text.contains(#""MuteAllMember":"Off""#))
    }

    @Test func `a destroyed topic cannot be changed`() async throws {
        let server = try await TestServer.withForum()
        try await server.createTopic("news")
        _ = try await server.call(
            "million_group_open_http_svc/destroy_topic",
            #"{"GroupId":"@TGS#_forum","TopicIdList":["@TGS#_forum@TOPIC#_news"]}"#)
        #expect(try await server.call(path, #"{\#(news),"TopicName":"n"}"#).code == 10010)
    }

    @Test(arguments: [
        (#"{"TopicId":"t"}"#, 10004), (#"{"GroupId":"@TGS#_forum"}"#, 10004),
        (#"{"GroupId":"@TGS#_forum","TopicId":"t","TopicName":""}"#, 10004),
        (#"{"GroupId":"@TGS#_forum","TopicId":"t","MuteAllMember":"Maybe"}"#, 10004),
        (#"{"GroupId":"@TGS#_forum","TopicId":"t","From_Account":1}"#, 60015),
        (#"{"GroupId":"","TopicId":"t"}"#, 10015), (#"{"GroupId":"@TGS#_forum","TopicId":"ä"}"#, 10015),
        (#"{"GroupId":"@TGS#_forum","TopicId":""}"#, 10015), (#"{"GroupId":"@TGS#_ghost","TopicId":"t"}"#, 10010),
        (#"{"GroupId":"@TGS#_forum","TopicId":"t"}"#, 10010), (#"{"GroupId":"@TGS#_plain","TopicId":"t"}"#, 11000),
        (#"{"GroupId":"@TGS#_forum","TopicId":"@TGS#_forum@TOPIC#_news","From_Account":"ghost"}"#, 10019),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withForum()
        try await server.createTopic("news")
        try await server.expectRefusal(code, of: path, body)
    }
}
