import Apps
import Commands
import Groups
import Storage
import Testing
import Wire

/// What ends, begins or counts at a moment does so in that second, and in no other.
@Suite("Bounds of time")
struct TimeBoundsTests {
    private let service = "group_open_http_svc"

    @Test(arguments: [
        ("forbid_send_msg", #""Members_Account":["b"]"#), ("modify_group_member_info", #""Member_Account":"b""#),
    ])
    func `a mute of sixty seconds has ended in the sixtieth`(command: String, account: String) async throws {
        let server = try await TestServer.withCrew()
        let muted = try await server.call("\(service)/\(command)", #"{"GroupId":"crew",\#(account),"MuteTime":60}"#)
        try #require(muted.code == 0)
        let (before, after) = (server.later(by: 59), server.later(by: 60))
        #expect(try await before.send(from: "b").code == 10017)
        #expect(try await before.groupInfo("crew").text.contains(#""MuteUntil":1735700060"#))
        #expect(try await !after.groupInfo("crew").text.contains(#""MuteUntil":1735700060"#))
        let list = { (server: TestServer) in
            try await server.call("\(service)/get_group_muted_account", #"{"GroupId":"crew"}"#)
                .strings("Member_Account", in: "MutedAccountList")
        }
        #expect(try await list(before) == ["b"])
        #expect(try await list(after) == [])
        #expect(try await after.send(from: "b").code == 0)
    }

    @Test func `a mute in a topic has ended in its last second`() async throws {
        let server = try await TestServer.withForum()
        try await server.createTopic("news")
        let topic = #""TopicId":"@TGS#_forum@TOPIC#_news""#
        let mute = #"{"GroupId":"@TGS#_forum",\#(topic),"Members_Account":["b"],"MuteTime":60}"#
        try #require(try await server.call("\(service)/forbid_send_msg", mute).code == 0)
        let (before, after) = (server.later(by: 59), server.later(by: 60))
        #expect(try await before.send(to: "@TGS#_forum", from: "b", more: ",\(topic)").code == 10017)
        #expect(try await before.topics(for: "b").text.contains(#""ShutUpTime":1735700060"#))
        #expect(try await after.topics(for: "b").text.contains(#""ShutUpTime":0"#))
        #expect(try await after.send(to: "@TGS#_forum", from: "b", more: ",\(topic)").code == 0)
    }

    @Test func `a global mute has ended in its last second`() async throws {
        let server = try await TestServer.withCrew()
        let mute = #"{"Set_Account":"b","GroupmsgNospeakingTime":60}"#
        try #require(try await server.call("openconfigsvr/setnospeaking", mute).code == 0)
        let left = { (server: TestServer) in
            try await server.call("openconfigsvr/getnospeaking", #"{"Get_Account":"b"}"#)
                .integer("GroupmsgNospeakingTime")
        }
        let (before, after) = (server.later(by: 59), server.later(by: 60))
        #expect(try await left(before) == 1)
        #expect(try await left(after) == 0)
        #expect(try await before.send(from: "b").code == 10017)
        #expect(try await after.send(from: "b").code == 0)
    }

    @Test(arguments: ["add_group_member", "import_group_member"])
    func `a ban has ended in its last second`(command: String) async throws {
        let server = try await TestServer.withCrew()
        let ban = #"{"GroupId":"crew","Members_Account":["b"],"Duration":60}"#
        try #require(try await server.call("\(service)/ban_group_member", ban).code == 0)
        let (before, after) = (server.later(by: 59), server.later(by: 60))
        let list = { (server: TestServer) in
            try await server.call("\(service)/get_group_ban_member", #"{"GroupId":"crew"}"#)
                .strings("Member_Account", in: "BannedAccountList")
        }
        #expect(try await list(before) == ["b"])
        #expect(try await list(after) == [])
        let add = { (server: TestServer) in
            try await server.call("\(service)/\(command)", #"{"GroupId":"crew","MemberList":[{"Member_Account":"b"}]}"#)
                .integers("Result", in: "MemberList")
        }
        #expect(try await add(before) == [0])
        #expect(try await add(after) == [1])
    }

    @Test func `a message is kept for less than its days`() async throws {
        let server = try await TestServer.withCrew { $0.messages.historyDays = 1 }
        try await server.send()
        let (before, after) = (server.later(by: 86_399), server.later(by: 86_400))
        let recall = #"{"GroupId":"crew","MsgSeqList":[{"MsgSeq":1}]}"#
        #expect(try await before.history().integers("IsPlaceMsg", in: "RspMsgList") == [0])
        #expect(try await after.history().integers("IsPlaceMsg", in: "RspMsgList") == [1])
        #expect(
            try await after.call("\(service)/group_msg_recall", recall).integers("RetCode", in: "RecallRetList")
                == [10031])
        #expect(
            try await before.call("\(service)/group_msg_recall", recall).integers("RetCode", in: "RecallRetList") == [0]
        )
    }

    @Test(arguments: [(86_399, 0), (86_400, 1)])
    func `the trimming removes what readers do not see, and nothing else`(age: Int64, count: Int) async throws {
        let server = try await TestServer.withCrew { $0.messages.historyDays = 1 }
        try await server.send()
        let step = try await server.store.trimHistory(
            in: server.app.scope(at: UnixTime(seconds: TestServer.now.seconds + age)),
            after: 0)
        #expect(step.removedMessages == count)
    }

    @Test func `as many of the newest messages are kept as the configuration says`() async throws {
        let server = try await TestServer.withCrew { $0.messages.historyCount = 2 }
        try await server.send(3)
        #expect(try await server.history().integers("IsPlaceMsg", in: "RspMsgList") == [0, 0, 1])
    }

    @Test(arguments: [(3_600, 0), (3_601, 10031)])
    func `a message of an AVChatRoom can be recalled for an hour`(age: Int64, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        try await server.send(to: "live")
        let recalled = try await server.later(by: age).call(
            "\(service)/group_msg_recall", #"{"GroupId":"live","MsgSeqList":[{"MsgSeq":1}]}"#)
        #expect(recalled.integers("RetCode", in: "RecallRetList") == [code])
    }

    @Test(arguments: [
        ("import_group", #""Type":"Public","Name":"n""#),
        ("import_topic", #""GroupId":"@TGS#_forum","TopicName":"n""#),
    ])
    func `what is imported may be as new as the present second`(command: String, fields: String) async throws {
        let server = try await TestServer.withForum()
        let create = { (time: Int64) in
            try await server.call("\(service)/\(command)", #"{\#(fields),"CreateTime":\#(time)}"#).code
        }
        #expect(try await create(TestServer.now.seconds) == 0)
        #expect(try await create(TestServer.now.seconds + 1) == 10004)
    }

    @Test(arguments: [(39, 23_003), (40, 0)])
    func `changes of key-values are counted by the minute`(seconds: Int64, code: Int64) async throws {
        // the sample's moment is the twentieth second of a minute
        let server = try await TestServer.withCrew()
        try await server.send(more: #","SupportMessageExtension":1"#)
        let pairs = (0..<20).map { #"{"Key":"\#($0)","Value":"v"}"# }.joined(separator: ",")
        let body = #"{"GroupId":"crew","MsgSeq":1,"OperateType":1,"ExtensionList":[\#(pairs)]}"#
        for _ in 0..<10 {
            try #require(try await server.call("openim_msg_ext_http_svc/group_set_key_values", body).code == 0)
        }
        #expect(
            try await server.later(by: seconds).call("openim_msg_ext_http_svc/group_set_key_values", body).code == code)
    }
}
