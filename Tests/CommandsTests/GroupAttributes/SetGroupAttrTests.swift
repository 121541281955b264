import Testing
import Wire

@Suite("set_group_attr")
struct SetGroupAttrTests {
    private let path = "group_open_http_svc/set_group_attr"

    @Test func `the list takes the place of everything`() async throws {
        let server = try await TestServer.withCrew()
        _ = try await server.call(
            path, #"{"GroupId":"crew","GroupAttr":[{"key":"a","value":"1"},{"key":"b","value":"2"}]}"#)
        let answer = try await server.call(path, #"{"GroupId":"crew","GroupAttr":[{"key":"c","value":"3"}]}"#)
        #expect(answer.text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}"#)
        #expect(try await server.attributes(of: "crew").hasSuffix(#""GroupAttrAry":[{"key":"c","value":"3"}]}"#))
    }

    @Test func `a list that no group can hold is refused`() async throws {
        let server = try await TestServer.withCrew()
        let many = (0..<17).map { #"{"key":"\#($0)","value":""}"# }.joined(separator: ",")
        #expect(try await server.call(path, #"{"GroupId":"crew","GroupAttr":[\#(many)]}"#).code == 10047)
        let value = String(repeating: "v", count: 4_000)
        let large = (0..<5).map { #"{"key":"\#($0)","value":"\#(value)"}"# }.joined(separator: ",")
        #expect(try await server.call(path, #"{"GroupId":"crew","GroupAttr":[\#(large)]}"#).code == 10048)
    }

    @Test func `the sixth write of a second is refused`() async throws {
        let server = try await TestServer.withCrew()
        let body = #"{"GroupId":"crew","GroupAttr":[{"key":"a","value":"1"}]}"#
        for _ in 0..<5 {
            #expect(try await server.call(path, body).code == 0)
        }
        #expect(try await server.call(path, body).code == 10049)
    }

    @Test(arguments: [
        ("{}", 10004), (#"{"GroupId":"crew","GroupAttr":[]}"#, 10004),
        (#"{"GroupId":5,"GroupAttr":[{"key":"a","value":"1"}]}"#, 10004),
        (#"{"GroupId":"","GroupAttr":[{"key":"a","value":"1"}]}"#, 10015),
        (#"{"GroupId":"ghost","GroupAttr":[{"key":"a","value":"1"}]}"#, 10010),
        (#"{"GroupId":"crew","GroupAttr":[{"key":"abcdefghijklmnopqrstuvwxyz-123456","value":"1"}]}"#, 10045),
        (
            #"{"GroupId":"crew","GroupAttr":[{"key":"a","value":""# + String(repeating: "v", count: 4_001) + #""}]}"#,
            10046
        ),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        try await server.expectRefusal(code, of: path, body)
    }
}
