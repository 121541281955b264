import Testing

@Suite("send_group_system_notification")
struct SendGroupSystemNotificationTests {
    private let path = "group_open_http_svc/send_group_system_notification"

    @Test(arguments: [
        #"{"GroupId":"crew","Content":"c"}"#,
        #"{"GroupId":"crew","Content":"","ToMembers_Account":["b","ghost"," b"]}"#,
        #"{"GroupId":"live","Content":"c","ToMembers_Account":[]}"#,
        #"{"GroupId":"@TGS#_forum","TopicId":"@TGS#_forum@TOPIC#_t","Content":"c"}"#,
    ])
    func `a notification is taken, and nothing of it is kept`(body: String) async throws {
        let server = try await TestServer.withForum()
        try await server.createTopic("t")
        #expect(try await server.call(path, body).text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}"#)
        #expect(try await server.groupInfo("crew").text.contains(#""NextMsgSeq":1"#))
    }

    private static let cases: [(String, Int64)] = [
        (#"{"Content":"c"}"#, 10004), (#"{"GroupId":"crew"}"#, 10004), (#"{"GroupId":"crew","Content":1}"#, 10004),
        (#"{"GroupId":"crew","Content":"\#(String(repeating: "x", count: 12_289))"}"#, 10004),
        (#"{"GroupId":"","Content":"c"}"#, 10015), (#"{"GroupId":"ghost","Content":"c"}"#, 10010),
        (#"{"GroupId":"crew","Content":"c","TopicId":"t"}"#, 10004),
        (#"{"GroupId":"@TGS#_forum","Content":"c","TopicId":"t"}"#, 10010),
        (#"{"GroupId":"crew","Content":"c","ToMembers_Account":"a"}"#, 10004),
        (#"{"GroupId":"crew","Content":"c","ToMembers_Account":[1]}"#, 60015),
        (#"{"GroupId":"live","Content":"c","ToMembers_Account":["a"]}"#, 10004),
    ]

    @Test(arguments: cases)
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withForum()
        try await server.expectRefusal(code, of: path, body)
    }

    @Test func `a list that is too long is refused`() async throws {
        let server = try await TestServer.withCrew()
        let list = Array(repeating: #""b""#, count: 501).joined(separator: ",")
        #expect(
            try await server.call(path, #"{"GroupId":"crew","Content":"c","ToMembers_Account":[\#(list)]}"#).code
                == 10004)
    }
}
