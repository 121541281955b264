import Testing
import Wire

@Suite("delete_group_attr")
struct DeleteGroupAttrTests {
    private let path = "group_open_http_svc/delete_group_attr"

    @Test func `listed keys are deleted, all or none`() async throws {
        let server = try await TestServer.withCrew()
        _ = try await server.call(
            "group_open_http_svc/set_group_attr",
            #"{"GroupId":"crew","GroupAttr":[{"key":"a","value":"1"},{"key":"b","value":"2"}]}"#)
        let refused = try await server.call(path, #"{"GroupId":"crew","GroupAttr":[{"key":"a"},{"key":"c"}]}"#)
        #expect(refused.code == 10050)
        #expect(try await server.attributes(of: "crew").contains(#""key":"a""#))
        let answer = try await server.call(path, #"{"GroupId":"crew","GroupAttr":[{"key":"a"}]}"#)
        #expect(answer.text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}"#)
        #expect(try await server.attributes(of: "crew").hasSuffix(#""GroupAttrAry":[{"key":"b","value":"2"}]}"#))
    }

    @Test func `the sixth write of a second is refused`() async throws {
        let server = try await TestServer.withCrew()
        for _ in 0..<5 {
            #expect(try await server.call("group_open_http_svc/clear_group_attr", #"{"GroupId":"crew"}"#).code == 0)
        }
        #expect(try await server.call(path, #"{"GroupId":"crew","GroupAttr":[{"key":"a"}]}"#).code == 10049)
    }

    @Test(arguments: [
        ("{}", 10004), (#"{"GroupId":"crew","GroupAttr":[]}"#, 10004), (#"{"GroupId":"crew","GroupAttr":[{}]}"#, 10004),
        (#"{"GroupId":"crew","GroupAttr":[{"key":5}]}"#, 10004),
        (#"{"GroupId":"","GroupAttr":[{"key":"a"}]}"#, 10015),
        (#"{"GroupId":"ghost","GroupAttr":[{"key":"a"}]}"#, 10010),
        (#"{"GroupId":"crew","GroupAttr":[{"key":"abcdefghijklmnopqrstuvwxyz-123456"}]}"#, 10045),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        try await server.expectRefusal(code, of: path, body)
    }
}
