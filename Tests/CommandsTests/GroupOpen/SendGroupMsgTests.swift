import Apps
import Commands
import Groups
import Testing
import Wire

@Suite("send_group_msg")
struct SendGroupMsgTests {
    private let path = "group_open_http_svc/send_group_msg"

    @Test func `a message takes the next number, and moves the fields of group and sender`() async throws {
        let server = try await TestServer.withCrew()
        let answers = [try await server.send("one"), try await server.later(by: 5).send("three", from: "b")]
        #expect(
            answers.map(\.text) == [
                #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"MsgTime":1735700000,"MsgSeq":1}"#,
                #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"MsgTime":1735700005,"MsgSeq":2}"#,
            ])
        let info = try await server.groupInfo("crew").text
        #expect(info.contains(#""LastMsgTime":1735700005,"NextMsgSeq":3"#))
        #expect(info.contains(#""Member_Account":"b","Role":"Member","JoinTime":1735700000,"MsgSeq":0"#))
        #expect(info.contains(#""LastSendMsgTime":1735700005"#))
    }

    @Test func `the same message again is answered as the first one was, once for each content and sender`()
        async throws
    {
        let server = try await TestServer.withCrew()
        let first = try await server.send("hi", random: 7)
        #expect(try await server.later(by: 299).send("hi", random: 7).text == first.text)
        #expect(try await server.send("ho", random: 7).integer("MsgSeq") == 2)
        #expect(try await server.send("hi", from: "b", random: 7).integer("MsgSeq") == 3)
        #expect(try await server.send("hi", random: 7, more: #","CloudCustomData":"c""#).integer("MsgSeq") == 4)
        #expect(try await server.later(by: 300).send("hi", random: 7).integer("MsgSeq") == 5)
    }

    @Test(arguments: ["", #""Random":null,"#, #""Random":"","#])
    func `without Random the server makes one, and the message is never a repetition`(random: String) async throws {
        let server = try await TestServer.withCrew()
        let body = #"{"GroupId":"crew",\#(random)"MsgBody":\#(TestServer.body("hi"))}"#
        #expect(try await server.call(path, body).integer("MsgSeq") == 1)
        #expect(try await server.call(path, body).integer("MsgSeq") == 2)
        #expect(try await server.note(path, body) == "made by the server: Random")
        let randoms = try await server.history().integers("MsgRandom", in: "RspMsgList")
        #expect(randoms.count == 3)
        #expect(randoms.allSatisfy { (1...Int64(Int32.max)).contains($0) })
        let chosen = try #require(randoms.first)
        let same = #"{"GroupId":"crew","Random":\#(chosen),"MsgBody":\#(TestServer.body("hi"))}"#
        #expect(try await server.call(path, same).integer("MsgSeq") == 4)
        #expect(try await server.changed { $0.isStrict = true }.call(path, body).code == 10004)
    }

    @Test(arguments: [
        ("1", 1), ("4294967295", 4_294_967_295), ("4294967296", 0), ("9876543210", 1_286_608_618),
        ("0123456789", 123_456_789), ("18446744073709551617", 1),
    ])
    func `Random may be a decimal string, modulo 2^32`(text: String, number: Int64) async throws {
        let server = try await TestServer.withCrew()
        let body = { (random: String) in
            #"{"GroupId":"crew","From_Account":"a","Random":\#(random),"MsgBody":\#(TestServer.body("hi"))}"#
        }
        #expect(try await server.call(path, body("\"\(text)\"")).code == 0)
        #expect(try await server.history().integers("MsgRandom", in: "RspMsgList") == [number])
        #expect(try await server.call(path, body("\(number)")).integer("MsgSeq") == 1)
        let note = try await server.note(path, body("\"\(text)\""))
        #expect(note?.hasSuffix("as MsgSeq 1; taken for integers: Random") == true)
        let strict = try await server.changed { $0.isStrict = true }.call(path, body("\"\(text)\""))
        #expect(strict.code == 10004)
        #expect(strict.info.contains("Random"))
    }

    @Test func `flags of two names may both be off`() async throws {
        let server = try await TestServer.withCrew()
        let flags = #","OnlineOnlyFlag":0,"MsgOnlineOnlyFlag":0,"NeedReadReceipt":0,"IsNeedReadReceipt":false"#
        #expect(try await server.send(more: flags).integer("MsgSeq") == 1)
        #expect(
            try await server.send("one", more: #","OnlineOnlyFlag":0,"MsgOnlineOnlyFlag":1"#).integer("MsgSeq") == 0)
    }

    @Test func `without From_Account the caller sends`() async throws {
        let server = try await TestServer.withCrew()
        let sent = try await server.call(path, #"{"GroupId":"crew","Random":1,"MsgBody":\#(TestServer.body("hi"))}"#)
        #expect(sent.code == 0)
        #expect(try await server.history().strings("From_Account", in: "RspMsgList") == ["administrator"])
    }

    @Test func `a message for those online takes no number, and an AVChatRoom takes no heed`() async throws {
        let server = try await TestServer.withCrew()
        for name in ["OnlineOnlyFlag", "MsgOnlineOnlyFlag"] {
            #expect(try await server.send(name, more: #","\#(name)":1"#).integer("MsgSeq") == 0)
        }
        #expect(try await server.send(to: "live", more: #","OnlineOnlyFlag":1"#).integer("MsgSeq") == 1)
        #expect(try await server.groupInfo("crew").text.contains(#""NextMsgSeq":1"#))
    }

    @Test func `what a second has too much of is dropped, the less important first`() async throws {
        let server = try await TestServer.withCrew { $0.messages.messagesPerSecond = 2 }
        try await server.send(2)
        let dropped = try await server.send("more")
        #expect(
            dropped.text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"MsgTime":1735700000,"MsgSeq":0,"MsgDropReason":"MsgFreqCtrl"}"#
        )
        #expect(try await server.send("high", more: #","MsgPriority":"High""#).integer("MsgSeq") == 3)
    }

    @Test func `every option is taken`() async throws {
        let server = try await TestServer.withCrew(moreAccounts: ["c"])
        let options = [
            #""MsgPriority":"Lowest""#, #""SendMsgControl":["NoUnread","NoLastMsg","NoRefresh"]"#,
            #""ForbidCallbackControl":["ForbidBeforeSendMsgCallback","ForbidAfterSendMsgCallback"]"#,
            #""OfflinePushInfo":{"PushFlag":0,"Title":"t","AndroidInfo":{"Sound":"s"},"ApnsInfo":{"BadgeMode":1}}"#,
            #""SupportMessageExtension":1"#, #""NeedReadReceipt":1"#, #""IsNeedReadReceipt":1"#,
            #""GroupAtInfo":[{"GroupAtAllFlag":1},{"GroupAtAllFlag":0,"GroupAt_Account":"b"}]"#,
            #""To_Account":["b","ghost"," b"]"#, #""To_Account":[]"#, #""TopicId":"""#, #""OnlineOnlyFlag":0"#,
        ]
        for (index, option) in options.enumerated() {
            let answer = try await server.send("\(index)", random: UInt32(index), more: ",\(option)")
            #expect(answer.integer("MsgSeq") == Int64(index + 1), "\(option): \(answer.text)")
        }
    }

    @Test func `a message to those online and the same message to be kept are two`() async throws {
        let server = try await TestServer.withCrew()
        #expect(try await server.send("hi", random: 1, more: #","OnlineOnlyFlag":1"#).integer("MsgSeq") == 0)
        #expect(try await server.send("hi", random: 1).integer("MsgSeq") == 1)
        #expect(try await server.send("hi", random: 1, more: #","OnlineOnlyFlag":1"#).integer("MsgSeq") == 0)
        #expect(try await server.send("hi", random: 1).integer("MsgSeq") == 1)
        #expect(try await server.groupInfo("crew").text.contains(#""NextMsgSeq":2"#))
    }

    @Test func `a message that is sent again after its recall is answered as the first, and the log says why`()
        async throws
    {
        let server = try await TestServer.withCrew()
        let body = #"{"GroupId":"crew","From_Account":"a","Random":1,"MsgBody":\#(TestServer.body("hi"))}"#
        #expect(try await server.call(path, body).integer("MsgSeq") == 1)
        _ = try await server.call(
            "group_open_http_svc/group_msg_recall", #"{"GroupId":"crew","MsgSeqList":[{"MsgSeq":1}]}"#)
        #expect(try await server.call(path, body).integer("MsgSeq") == 1)
        #expect(try await server.note(path, body)?.contains("recalled since") == true)
    }

    @Test func `messages of a topic have numbers of their own`() async throws {
        let server = try await TestServer.withForum()
        try await server.createTopic("t")
        let topic = #","TopicId":"@TGS#_forum@TOPIC#_t""#
        #expect(try await server.send(to: "@TGS#_forum", more: topic).integer("MsgSeq") == 1)
        #expect(try await server.topics().text.contains(#""NextMsgSeq":2"#))
        #expect(try await server.groupInfo("@TGS#_forum").text.contains(#""NextMsgSeq":1"#))
        #expect(try await server.send(to: "@TGS#_forum").code == 10004)
        #expect(try await server.send(to: "crew", more: topic).code == 10004)
        #expect(try await server.send(to: "@TGS#_forum", more: #","TopicId":"@TGS#_forum@TOPIC#_x""#).code == 10010)
    }

    @Test func `a muted account is refused, an administrator who names nobody is not`() async throws {
        let server = try await TestServer.withCrew()
        let mute = #"{"GroupId":"crew","Members_Account":["b"],"MuteTime":60}"#
        #expect(try await server.call("group_open_http_svc/forbid_send_msg", mute).code == 0)
        let refused = try await server.send(from: "b")
        #expect(refused.code == 10017)
        #expect(refused.info.contains("From_Account"))
        #expect(try await server.later(by: 61).send(from: "b").code == 0)
        let all = #"{"GroupId":"crew","MuteAllMember":"On"}"#
        #expect(try await server.call("group_open_http_svc/modify_group_base_info", all).code == 0)
        #expect(try await server.later(by: 62).send("again", from: "b").code == 10017)
        #expect(try await server.send(from: "administrator").code == 0)
        #expect(try await server.send("owner", from: "a").code == 0)
    }

    private static let cases: [(String, Int64)] = [
        (#""MsgBody":[]"#, 10004), (#""MsgBody":{}"#, 10004), (#""Random":-1"#, 10004),
        (#""Random":4294967296"#, 10004),
        (#""Random":"1x""#, 10004), (#""Random":"--1""#, 10004), (#""Random":[1]"#, 10004),
        (#""GroupId":"","MsgSeq":1"#, 10015), (#""NeedReadReceipt":1,"IsNeedReadReceipt":1"#, 10004),
        (#""OnlineOnlyFlag":1,"MsgOnlineOnlyFlag":1"#, 10004),
        (#""GroupId":"ghost""#, 10010), (#""GroupId":7"#, 10004), (#""From_Account":7"#, 60015),
        (#""From_Account":"ghost""#, 10019), (#""From_Account":" b""#, 10019),
        (#""GroupId":"ghost","From_Account":" b""#, 10010), (#""MsgPriority":"Urgent""#, 10004),
        (#""OfflinePushInfo":[]"#, 10004), (#""OfflinePushInfo":{"PushFlag":"x"}"#, 10004),
        (#""ForbidCallbackControl":["x"]"#, 10004), (#""SendMsgControl":["x"]"#, 10004),
        (#""SendMsgControl":"NoUnread""#, 10004), (#""SendMsgControl":["NoUnread"],"OnlineOnlyFlag":1"#, 10004),
        (#""NeedReadReceipt":1,"OnlineOnlyFlag":1"#, 10061), (#""GroupAtInfo":[{}]"#, 10004),
        (#""GroupAtInfo":[{"GroupAtAllFlag":0}]"#, 10004), (#""GroupAtInfo":[{"GroupAtAllFlag":2}]"#, 10004),
        (#""GroupAtInfo":[{"GroupAtAllFlag":0,"GroupAt_Account":" b"}]"#, 10004),
        (#""To_Account":["ghost"]"#, 10004), (#""To_Account":[" b"]"#, 10004), (#""To_Account":"b""#, 10004),
        (#""To_Account":["b"],"GroupAtInfo":[{"GroupAtAllFlag":1}]"#, 10004), (#""CloudCustomData":1"#, 10004),
        (#""GroupId":"live","SendMsgControl":["NoUnread"]"#, 10004),
        (#""GroupId":"live","GroupAtInfo":[{"GroupAtAllFlag":1}]"#, 10004),
        (#""GroupId":"live","To_Account":["b"]"#, 10004), (#""GroupId":"live","NeedReadReceipt":1"#, 10004),
        (#""GroupId":"live","SupportMessageExtension":1"#, 10004),
    ]

    @Test(arguments: cases)
    func `refusals`(field: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        let answer = try await server.call(
            path, #"{"GroupId":"crew","From_Account":"a","Random":1,"MsgBody":\#(TestServer.body("hi")),\#(field)}"#)
        #expect(answer.code == code, "\(answer.text)")
        #expect(answer.isWellFormed)
        #expect(try await server.groupInfo("crew").text.contains(#""NextMsgSeq":1"#))
    }

    @Test func `sizes`() async throws {
        let server = try await TestServer.withCrew { $0.messages.receiptMembers = 1 }
        #expect(try await server.send(String(repeating: "x", count: 12_288)).code == 80002)
        let mentions = Array(repeating: #"{"GroupAtAllFlag":1}"#, count: 31).joined(separator: ",")
        #expect(try await server.send(more: #","GroupAtInfo":[\#(mentions)]"#).code == 10053)
        let accounts = Array(repeating: #""b""#, count: 51).joined(separator: ",")
        #expect(try await server.send(more: #","To_Account":[\#(accounts)]"#).code == 10004)
        #expect(try await server.send(more: #","NeedReadReceipt":1"#).code == 10060)
        let data = String(repeating: "x", count: 12_288 - TestServer.body("hi").utf8.count)
        #expect(try await server.send(more: #","CloudCustomData":"\#(data)""#).code == 0)
    }
}
