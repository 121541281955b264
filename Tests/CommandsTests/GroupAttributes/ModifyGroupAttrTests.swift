import Testing
import Wire

@Suite("modify_group_attr")
struct ModifyGroupAttrTests {
    private let path = "group_open_http_svc/modify_group_attr"

    @Test func `listed keys are written and the others stay`() async throws {
        let server = try await TestServer.withCrew()
        _ = try await server.call(
            path, #"{"GroupId":"crew","GroupAttr":[{"key":"a","value":"1"},{"key":"b","value":"2"}]}"#)
        let answer = try await server.call(
            path,
            #"{"GroupId":"crew","GroupAttr":[{"key":"c","value":"3"},{"key":"a","value":"4"},{"key":"a","value":"5"}]}"#
        )
        #expect(answer.text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}"#)
        let list = try await server.attributes(of: "crew")
        #expect(list.hasSuffix(#"[{"key":"a","value":"5"},{"key":"b","value":"2"},{"key":"c","value":"3"}]}"#))
    }

    @Test func `the profile does not change`() async throws {
        let server = try await TestServer.withCrew()
        let before = try await server.groupInfo("crew").text
        let answer = try await server.later(by: 5).call(
            path, #"{"GroupId":"crew","GroupAttr":[{"key":"a","value":"1"}]}"#)
        #expect(answer.code == 0)
        #expect(try await server.groupInfo("crew").text == before)
    }

    @Test func `a second takes five writes of all kinds, and the next second takes more`() async throws {
        let server = try await TestServer.withCrew()
        let item = #"{"GroupId":"crew","GroupAttr":[{"key":"a","value":"1"}]}"#
        let writes = [
            (path, item), ("group_open_attr_http_svc/set_group_attr", item),
            ("group_open_http_svc/delete_group_attr", item), ("group_open_http_svc/clear_group_attr", item),
            (path, item),
        ]
        for (path, body) in writes {
            #expect(try await server.call(path, body).code == 0)
        }
        #expect(try await server.call(path, item).code == 10049)
        #expect(try await server.later(by: 1).call(path, item).code == 0)
    }

    @Test func `the 17th attribute is refused with the whole list`() async throws {
        let server = try await TestServer.withCrew()
        let items = (0..<16).map { #"{"key":"\#($0)","value":""}"# }.joined(separator: ",")
        #expect(try await server.call(path, #"{"GroupId":"crew","GroupAttr":[\#(items)]}"#).code == 0)
        let more = try await server.call(
            path, #"{"GroupId":"crew","GroupAttr":[{"key":"0","value":"new"},{"key":"16","value":""}]}"#)
        #expect(more.code == 10047)
        #expect(try await !server.attributes(of: "crew").contains("new"))
    }

    @Test func `16000 bytes of values are the most`() async throws {
        let server = try await TestServer.withCrew()
        let value = String(repeating: "v", count: 4_000)
        let items = (0..<4).map { #"{"key":"\#($0)","value":"\#(value)"}"# }.joined(separator: ",")
        #expect(try await server.call(path, #"{"GroupId":"crew","GroupAttr":[\#(items)]}"#).code == 0)
        let more = try await server.call(path, #"{"GroupId":"crew","GroupAttr":[{"key":"4","value":"v"}]}"#)
        #expect(more.code == 10048)
    }

    @Test(arguments: [
        ("{}", 10004), (#"{"GroupId":"crew"}"#, 10004), (#"{"GroupId":"crew","GroupAttr":[]}"#, 10004),
        (#"{"GroupId":"crew","GroupAttr":{}}"#, 10004), (#"{"GroupId":"crew","GroupAttr":["a"]}"#, 10004),
        (#"{"GroupId":"crew","GroupAttr":[{"value":"1"}]}"#, 10004),
        (#"{"GroupId":"crew","GroupAttr":[{"key":"","value":"1"}]}"#, 10004),
        (#"{"GroupId":"crew","GroupAttr":[{"key":"a"}]}"#, 10004),
        (#"{"GroupId":"crew","GroupAttr":[{"key":"a","value":1}]}"#, 10004),
        (#"{"GroupId":"","GroupAttr":[{"key":"a","value":"1"}]}"#, 10015),
        (#"{"GroupId":"ghost","GroupAttr":[{"key":"a","value":"1"}]}"#, 10010),
        (#"{"GroupId":"ghost","GroupAttr":[{"key":"abcdefghijklmnopqrstuvwxyz-123456","value":"1"}]}"#, 10045),
        (
            #"{"GroupId":"ghost","GroupAttr":[{"key":"a","value":""# + String(repeating: "v", count: 4_001) + #""}]}"#,
            10046
        ),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        try await server.expectRefusal(code, of: path, body)
    }
}
