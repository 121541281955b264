import Apps
import Commands
import Testing
import Wire

@Suite("get_group_muted_account, get_group_shutted_uin")
struct GetGroupMutedAccountTests {
    /// The command and its older name, which differ in the words of the answer only.
    private static let names: [(path: String, list: String, end: String)] = [
        ("group_open_http_svc/get_group_muted_account", "MutedAccountList", "MutedUntil"),
        ("group_open_http_svc/get_group_shutted_uin", "ShuttedUinList", "ShuttedUntil"),
    ]
    private static let paths = names.map(\.path)
    private let path = "group_open_http_svc/get_group_muted_account"
    private let envelope = #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"GroupId":""#

    @Test(arguments: names)
    func `mutes that still run are listed, of members and others`(
        path: String, list: String, end: String
    ) async throws {
        let server = try await TestServer.withCrew()
        for (accounts, time) in [(#""b","a""#, 10), (#""ghost""#, 20)] {
            _ = try await server.call(
                "group_open_http_svc/forbid_send_msg",
                #"{"GroupId":"crew","Members_Account":[\#(accounts)],"MuteTime":\#(time)}"#)
        }
        #expect(
            try await server.call(path, #"{"GroupId":"crew","TopicId":""}"#).text
                == envelope + #"crew","\#(list)":[{"Member_Account":"ghost","\#(end)":1735700020},"#
                + #"{"Member_Account":"a","\#(end)":1735700010},"#
                + #"{"Member_Account":"b","\#(end)":1735700010}]}"#)
        #expect(
            try await server.later(by: 20).call(path, #"{"GroupId":"crew"}"#).text
                == envelope + #"crew","\#(list)":[]}"#)
    }

    @Test func `a topic has mutes of its own`() async throws {
        let server = try await TestServer.withForum()
        let topic = try await server.call(
            "million_group_open_http_svc/create_topic", #"{"GroupId":"@TGS#_forum","TopicName":"n"}"#)
        let id = try #require(topic.string("TopicId"))
        for (field, time) in [("", 10), (#","TopicId":"\#(id)""#, 20)] {
            let muted = try await server.call(
                "group_open_http_svc/forbid_send_msg",
                #"{"GroupId":"@TGS#_forum","Members_Account":["a"],"MuteTime":\#(time)\#(field)}"#)
            #expect(muted.code == 0)
        }
        let ofTopic = try await server.call(path, #"{"GroupId":"@TGS#_forum","TopicId":"\#(id)"}"#)
        #expect(ofTopic.integers("MutedUntil", in: "MutedAccountList") == [1_735_700_020])
        let ofGroup = try await server.call(path, #"{"GroupId":"@TGS#_forum"}"#)
        #expect(ofGroup.integers("MutedUntil", in: "MutedAccountList") == [1_735_700_010])
    }

    @Test(arguments: names, ["Private", "ChatRoom", "AVChatRoom", "Community"])
    func `every type is answered`(name: (path: String, list: String, end: String), type: String) async throws {
        let server = try await TestServer()
        let id = try await server.create(type)
        #expect(
            try await server.call(name.path, #"{"GroupId":"\#(id)"}"#).text
                == envelope + id + #"","\#(name.list)":[]}"#)
    }

    @Test(arguments: paths)
    func `an answer that is too large is refused`(path: String) async throws {
        let server = try await TestServer.withCrew { $0.maximumAnswerBytes = 80 }
        #expect(try await server.call(path, #"{"GroupId":"crew"}"#).code == 10018)
    }

    @Test(
        arguments: paths,
        [
            ("{}", 10004), (#"{"GroupId":5}"#, 10004), (#"{"GroupId":"crew","TopicId":5}"#, 10004),
            (#"{"GroupId":"crew","TopicId":"t"}"#, 10004),
            (#"{"GroupId":"@TGS#_t","TopicId":"@TGS#_t@TOPIC#_x"}"#, 10010), (#"{"GroupId":""}"#, 10015),
            (#"{"GroupId":"ghost"}"#, 10010),
        ])
    func `refusals`(path: String, refusal: (body: String, code: Int64)) async throws {
        let server = try await TestServer.withCrew()
        _ = try await server.call(
            "group_open_http_svc/create_group",
            #"{"Type":"Community","Name":"n","GroupId":"@TGS#_t","SupportTopic":1}"#)
        try await server.expectRefusal(refusal.code, of: path, refusal.body)
    }
}
