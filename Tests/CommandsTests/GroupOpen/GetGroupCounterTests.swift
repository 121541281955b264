import Apps
import Commands
import Testing
import Wire

@Suite("get_group_counter")
struct GetGroupCounterTests {
    private let path = "group_open_http_svc/get_group_counter"

    @Test(arguments: [
        ("", "bca"), (#","GroupCounterKeys":[]"#, "bca"), (#","GroupCounterKeys":["a","none","b","a"]"#, "ab"),
        (#","GroupCounterKeys":["none"]"#, ""),
    ])
    func `all counters or the listed ones`(keys: String, found: String) async throws {
        let server = try await TestServer.withCrew()
        _ = try await server.call(
            "group_open_http_svc/update_group_counter",
            #"{"GroupId":"crew","GroupCounter":[{"Key":"b","Value":2},{"Key":"c","Value":3},{"Key":"a","Value":1}]}"#)
        let items = found.map { #"{"Key":"\#($0)","Value":\#($0.asciiValue.map { $0 - 96 } ?? 0)}"# }
        #expect(
            try await server.call(path, #"{"GroupId":"crew"\#(keys)}"#).text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"GroupCounter":["#
                + items.joined(separator: ",") + "]}")
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
        ("{}", 10004), (#"{"GroupId":"crew","GroupCounterKeys":"a"}"#, 10004),
        (#"{"GroupId":"crew","GroupCounterKeys":[1]}"#, 10004), (#"{"GroupId":""}"#, 10015),
        (#"{"GroupId":"ghost"}"#, 10010),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        try await server.expectRefusal(code, of: path, body)
    }
}
