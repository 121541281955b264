import Testing
import Wire

@Suite("forbid_send_msg")
struct ForbidSendMsgTests {
    private let path = "group_open_http_svc/forbid_send_msg"

    @Test func `accounts are muted and unmuted`() async throws {
        let server = try await TestServer.withCrew()
        let muted = try await server.call(path, #"{"GroupId":"crew","Members_Account":["a","b"],"MuteTime":60}"#)
        #expect(muted.text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}"#)
        #expect(try await server.groupInfo("crew").text.split(separator: #""MuteUntil":1735700060"#).count == 3)
        _ = try await server.call(path, #"{"GroupId":"crew","Members_Account":["a"],"ShutUpTime":0}"#)
        #expect(try await server.groupInfo("crew").text.split(separator: #""MuteUntil":1735700060"#).count == 2)
    }

    @Test func `a mute applies to an account that joins later`() async throws {
        let server = try await TestServer.withCrew(moreAccounts: ["c"])
        _ = try await server.call(path, #"{"GroupId":"crew","Members_Account":["c"],"MuteTime":4294967295}"#)
        _ = try await server.call(
            "group_open_http_svc/add_group_member", #"{"GroupId":"crew","MemberList":[{"Member_Account":"c"}]}"#)
        #expect(try await server.groupInfo("crew").text.contains(#""MuteUntil":4294967295"#))
    }

    @Test func `an AVChatRoom mutes accounts that it does not store`() async throws {
        let server = try await TestServer.withCrew()
        let answer = try await server.call(path, #"{"GroupId":"live","Members_Account":["a"," b"],"MuteTime":60}"#)
        #expect(answer.code == 0)
    }

    @Test func `a mute in a topic is none in the group`() async throws {
        let server = try await TestServer.withForum()
        try await server.createTopic("news")
        let topic = #""TopicId":"@TGS#_forum@TOPIC#_news""#
        let answer = try await server.call(
            path, #"{"GroupId":"@TGS#_forum","Members_Account":["b"],"MuteTime":60,\#(topic)}"#)
        #expect(answer.text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}"#)
        #expect(try await server.topics(for: "b").text.contains(#""ShutUpTime":1735700060"#))
        #expect(!(try await server.groupInfo("@TGS#_forum").text.contains(#""MuteUntil":1735700060"#)))
        _ = try await server.call(path, #"{"GroupId":"@TGS#_forum","Members_Account":["b"],"MuteTime":0,\#(topic)}"#)
        #expect(try await server.topics(for: "b").text.contains(#""ShutUpTime":0"#))
    }

    @Test(arguments: [
        (#"{"Members_Account":["a"],"MuteTime":1}"#, 10004), (#"{"GroupId":"crew","MuteTime":1}"#, 10004),
        (#"{"GroupId":"crew","Members_Account":[],"MuteTime":1}"#, 10004),
        (#"{"GroupId":"crew","Members_Account":"a","MuteTime":1}"#, 10004),
        (#"{"GroupId":"crew","Members_Account":["a"]}"#, 10004),
        (#"{"GroupId":"crew","Members_Account":["a"],"MuteTime":-1}"#, 10004),
        (#"{"GroupId":"crew","Members_Account":["a"],"MuteTime":4294967296}"#, 10004),
        (#"{"GroupId":"crew","Members_Account":["a",1],"MuteTime":1}"#, 60015),
        (#"{"GroupId":"","Members_Account":["a"],"MuteTime":1}"#, 10015),
        (#"{"GroupId":"ghost","Members_Account":["a"],"MuteTime":1}"#, 10010),
        (#"{"GroupId":"work","Members_Account":["a"],"MuteTime":1}"#, 10007),
        (#"{"GroupId":"crew","Members_Account":["a"],"MuteTime":1,"TopicId":"t"}"#, 10004),
        (#"{"GroupId":"@TGS#_t","Members_Account":["a"],"MuteTime":1,"TopicId":"ä"}"#, 10015),
        (#"{"GroupId":"@TGS#_t","Members_Account":["a"],"MuteTime":1,"TopicId":"@TGS#_t@TOPIC#_x"}"#, 10010),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        _ = try await server.call("group_open_http_svc/create_group", #"{"Type":"Work","Name":"n","GroupId":"work"}"#)
        _ = try await server.call(
            "group_open_http_svc/create_group",
            #"{"Type":"Community","Name":"n","GroupId":"@TGS#_t","SupportTopic":1}"#)
        try await server.expectRefusal(code, of: path, body)
    }

    @Test func `more than 500 accounts are refused with 10005`() async throws {
        let server = try await TestServer.withCrew()
        let list = { (count: Int) in (0..<count).map { #""m\#($0)""# }.joined(separator: ",") }
        let body = { (count: Int) in #"{"GroupId":"crew","Members_Account":[\#(list(count))],"MuteTime":1}"# }
        #expect(try await server.call(path, body(501)).code == 10005)
        #expect(try await server.call(path, body(500)).code == 0)
    }
}
