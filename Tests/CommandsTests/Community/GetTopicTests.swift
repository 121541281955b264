import Apps
import Commands
import Testing
import Wire

@Suite("get_topic")
struct GetTopicTests {
    private let path = "million_group_open_http_svc/get_topic"

    @Test func `listed topics stand in request order, with the member's own data`() async throws {
        let server = try await TestServer.withForum()
        try await server.createTopic("news")
        _ = try await server.call(
            "group_open_http_svc/forbid_send_msg",
            #"{"GroupId":"@TGS#_forum","Members_Account":["b"],"MuteTime":60,"TopicId":"@TGS#_forum@TOPIC#_news"}"#)
        let answer = try await server.call(
            path,
            #"{"GroupId":"@TGS#_forum","From_Account":"b","TopicIdList":["ä","@TGS#_forum@TOPIC#_news"],"#
                + #""ResponseFilter":["TopicName","MuteAllMember","Colour"]}"#)
        #expect(
            answer.text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"TopicAndSelfInfo":["#
                + #"{"ErrorCode":110003,"ErrorInfo":"this topic does not exist","#
                + #""TopicInfo":{"GroupID":"@TGS#_forum","TopicId":"ä"}},"#
                + #"{"ErrorCode":0,"ErrorInfo":"ok","#
                + #""SelfInfo":{"ShutUpTime":1735700060,"MsgSeq":0,"MsgFlag":"AcceptAndNotify"},"#
                + #""TopicInfo":{"GroupID":"@TGS#_forum","TopicId":"@TGS#_forum@TOPIC#_news","TopicName":"news","#
                + #""MuteAllMember":"Off"}}]}"#)
        #expect(try await server.later(by: 60).topics(for: "b").text.contains(#""ShutUpTime":0"#))
    }

    @Test func `without a list all topics stand by time of creation`() async throws {
        let server = try await TestServer.withForum()
        try await server.later(by: 1).createTopic("a")
        try await server.createTopic("c")
        try await server.createTopic("b")
        let text = try await server.topics().text
        let order = text.matches(of: /"TopicName":"(.)"/).map { String($0.output.1) }
        #expect(order == ["b", "c", "a"])
    }

    @Test(arguments: ["", "ghost", " b"])
    func `who is no member has no own data`(account: String) async throws {
        let server = try await TestServer.withForum()
        try await server.createTopic("news")
        let answer = try await server.topics(for: account)
        #expect(answer.code == 0)
        #expect(!answer.text.contains("SelfInfo\":{"))
    }

    @Test func `a group without topics yet answers an empty list`() async throws {
        let server = try await TestServer.withForum()
        #expect(
            try await server.topics().text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"TopicAndSelfInfo":[]}"#)
    }

    @Test func `an answer that is too large is refused`() async throws {
        let server = try await TestServer.withForum()
        try await server.createTopic("news")
        let answer = try await server.changed { $0.maximumAnswerBytes = 200 }.topics()
        #expect(answer.code == 10018)
    }

    @Test(arguments: [
        ("{}", 10004), (#"{"GroupId":"@TGS#_forum","From_Account":1}"#, 60015),
        (#"{"GroupId":"@TGS#_forum","TopicIdList":"t"}"#, 10004),
        (#"{"GroupId":"@TGS#_forum","ResponseFilter":{}}"#, 10004), (#"{"GroupId":""}"#, 10015),
        (#"{"GroupId":"@TGS#_ghost"}"#, 10010), (#"{"GroupId":"@TGS#_plain"}"#, 11000), (#"{"GroupId":"crew"}"#, 11000),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withForum()
        try await server.expectRefusal(code, of: path, body)
    }

    @Test func `a list of 201 is refused`() async throws {
        let server = try await TestServer.withForum()
        let list = Array(repeating: #""t""#, count: 201).joined(separator: ",")
        #expect(try await server.call(path, #"{"GroupId":"@TGS#_forum","TopicIdList":[\#(list)]}"#).code == 10004)
    }
}
