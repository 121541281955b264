import Testing
import Wire

@Suite("clear_group_attr")
struct ClearGroupAttrTests {
    private let path = "group_open_http_svc/clear_group_attr"

    @Test func `everything goes, and there may be nothing`() async throws {
        let server = try await TestServer.withCrew()
        _ = try await server.call(
            "group_open_http_svc/set_group_attr", #"{"GroupId":"crew","GroupAttr":[{"key":"a","value":"1"}]}"#)
        for _ in 0..<2 {
            #expect(
                try await server.call(path, #"{"GroupId":"crew"}"#).text
                    == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}"#)
            #expect(try await server.attributes(of: "crew").hasSuffix(#""GroupAttrAry":[]}"#))
        }
    }

    @Test func `the sixth write of a second is refused`() async throws {
        let server = try await TestServer.withCrew()
        for _ in 0..<5 {
            #expect(try await server.call(path, #"{"GroupId":"crew"}"#).code == 0)
        }
        #expect(try await server.call(path, #"{"GroupId":"crew"}"#).code == 10049)
    }

    @Test(arguments: [
        ("{}", 10004), (#"{"GroupId":5}"#, 10004), (#"{"GroupId":""}"#, 10015), (#"{"GroupId":"ghost"}"#, 10010),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer()
        try await server.expectRefusal(code, of: path, body)
    }
}
