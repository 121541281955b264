import Testing
import Wire

@Suite("destroy_group")
struct DestroyGroupTests {
    private let path = "group_open_http_svc/destroy_group"

    @Test(arguments: ["Private", "Public", "ChatRoom", "AVChatRoom", "Community"])
    func `every type can be destroyed, once`(type: String) async throws {
        let server = try await TestServer()
        let id = try await server.create(type)
        let body = #"{"GroupId":"\#(id)"}"#
        #expect(try await server.call(path, body).text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}"#)
        #expect(try await server.call(path, body).code == 10010)
    }

    @Test func `a group of the same name begins anew`() async throws {
        let server = try await TestServer.withCrew()
        _ = try await server.call(
            "group_open_http_svc/forbid_send_msg", #"{"GroupId":"crew","Members_Account":["a"],"MuteTime":60}"#)
        _ = try await server.call(path, #"{"GroupId":"crew"}"#)
        _ = try await server.call(
            "group_open_http_svc/create_group",
            #"{"Type":"Public","Name":"n","GroupId":"crew","MemberList":[{"Member_Account":"a"}]}"#)
        let text = try await server.groupInfo("crew").text
        #expect(text.contains(#""MemberNum":1"#))
        #expect(text.contains(#""MuteUntil":0"#))
        #expect(!text.contains("AppDefinedData"))
    }

    @Test(arguments: [
        ("{}", 10004), (#"{"GroupId":5}"#, 10004), (#"{"GroupId":""}"#, 10015), (#"{"GroupId":"ghost"}"#, 10010),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer()
        try await server.expectRefusal(code, of: path, body)
    }
}
