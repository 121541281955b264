import Apps
import Commands
import Testing
import Wire

@Suite("delete_group_counter")
struct DeleteGroupCounterTests {
    private let path = "group_open_http_svc/delete_group_counter"

    @Test(arguments: [
        (#","GroupCounterKeys":["a","none"]"#, #"{"Key":"b","Value":2}"#), ("", ""), (#","GroupCounterKeys":[]"#, ""),
    ])
    func `listed counters are deleted, or all`(keys: String, left: String) async throws {
        let server = try await TestServer.withCrew()
        _ = try await server.call(
            "group_open_http_svc/update_group_counter",
            #"{"GroupId":"crew","GroupCounter":[{"Key":"a","Value":1},{"Key":"b","Value":2}]}"#)
        #expect(
            try await server.call(path, #"{"GroupId":"crew"\#(keys)}"#).text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}"#)
        #expect(try await server.counters(of: "crew").hasSuffix(#""GroupCounter":[\#(left)]}"#))
    }

    @Test func `a Community has no counters`() async throws {
        let server = try await TestServer()
        let id = try await server.create("Community")
        #expect(try await server.call(path, #"{"GroupId":"\#(id)"}"#).code == 10007)
    }

    @Test func `an app without counters says so`() async throws {
        let server = try await TestServer { $0.hasGroupCounters = false }
        #expect(try await server.call(path, #"{"GroupId":"ghost"}"#).code == 10059)
    }

    @Test(arguments: [
        ("{}", 10004), (#"{"GroupId":"crew","GroupCounterKeys":[1]}"#, 10004), (#"{"GroupId":""}"#, 10015),
        (#"{"GroupId":"ghost"}"#, 10010),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        try await server.expectRefusal(code, of: path, body)
    }
}
