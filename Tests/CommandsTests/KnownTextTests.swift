import Apps
import Commands
import Testing
import Wire

/// Texts that programs compare are the original's, and the log tells the reason.
@Suite("Known texts")
struct KnownTextTests {
    private static let long = String(repeating: "x", count: 401)

    @Test(arguments: [
        (
            "create_group", #"{"Type":"Public","Name":"n","GroupId":"crew"}"#, 10021, "group id has be used!",
            "GroupId is in use by another group"
        ),
        (
            "create_group", #"{"Type":"Public","Name":"n","GroupId":"crew","Owner_Account":"a"}"#, 10025,
            "group id has be used by youself!", "GroupId is in use by a group of the same owner"
        ),
        (
            "import_group", #"{"Type":"Public","Name":"n","GroupId":"crew","Owner_Account":"a"}"#, 10021,
            "group id has be used!", "GroupId is in use by a group of the same owner"
        ),
        (
            "create_group", #"{"Type":"Public","Name":"\#(long)"}"#, 10004, "group name is too long",
            "Name is longer than 100 bytes"
        ),
        (
            "create_group", #"{"Type":"Public","Name":"n","Introduction":"\#(long)"}"#, 10004,
            "introduction is too long", "Introduction is longer than 400 bytes"
        ),
        (
            "import_group", #"{"Type":"Public","Name":"\#(long)"}"#, 10004, "group name is too long",
            "Name is longer than 100 bytes"
        ),
        (
            "modify_group_base_info", #"{"GroupId":"crew","Name":"\#(long)"}"#, 10004, "group name is too long",
            "Name is longer than 100 bytes"
        ),
        (
            "modify_group_base_info", #"{"GroupId":"crew","Introduction":"\#(long)"}"#, 10004,
            "introduction is too long", "Introduction is longer than 400 bytes"
        ),
        (
            "destroy_group", #"{"GroupId":"ghost"}"#, 10010, "this group does not exist",
            "GroupId: this group does not exist"
        ),
        (
            "send_group_msg", #"{"GroupId":"ghost","Random":1,"MsgBody":\#(TestServer.body("hi"))}"#, 10010,
            "this group does not exist", "GroupId: this group does not exist"
        ),
        (
            "import_topic",
            #"{"GroupId":"@TGS#_forum","TopicName":"n","TopicId":"@TGS#_forum@TOPIC#_news"}"#, 10021,
            "group id has be used!", "TopicId is in use by another topic of the group"
        ),
    ])
    func `the client gets the known text`(
        command: String, body: String, code: Int64, text: String, reason: String
    ) async throws {
        let server = try await TestServer.withForum()
        try await server.createTopic("news")
        let answer = try await server.call("group_open_http_svc/\(command)", body)
        #expect(answer.code == code)
        #expect(answer.info == text)
        #expect(try await server.reason(CommandName(service: .groupOpen, command: command), body) == reason)
    }

    @Test func `create_topic has it too`() async throws {
        let server = try await TestServer.withForum()
        try await server.createTopic("news")
        let answer = try await server.call(
            "million_group_open_http_svc/create_topic",
            #"{"GroupId":"@TGS#_forum","TopicName":"n","TopicId":"@TGS#_forum@TOPIC#_news"}"#)
        #expect(answer.code == 10025)
        #expect(answer.info == "group id has be used by youself!")
    }

    @Test func `what is missing besides groups is named`() async throws {
        let server = try await TestServer.withForum()
        let answer = try await server.send(to: "@TGS#_forum", more: #","TopicId":"@TGS#_forum@TOPIC#_none""#)
        #expect(answer.code == 10010)
        #expect(answer.info == "TopicId: this topic does not exist")
    }

    @Test func `the same owner again is told as the configuration says`() async throws {
        let body = #"{"Type":"Public","Name":"n","GroupId":"crew","Owner_Account":"a"}"#
        let server = try await TestServer.withCrew { $0.sameOwnerCode = .groupIDInUse }
        let answer = try await server.call("group_open_http_svc/create_group", body)
        #expect(answer.code == 10021)
        #expect(answer.info == "group id has be used!")
    }
}
