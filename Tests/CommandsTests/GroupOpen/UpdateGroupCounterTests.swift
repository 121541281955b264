import Apps
import Commands
import Testing
import Wire

@Suite("update_group_counter")
struct UpdateGroupCounterTests {
    private let path = "group_open_http_svc/update_group_counter"

    @Test func `every mode answers the values after the update`() async throws {
        let server = try await TestServer.withCrew()
        let calls = [
            ("", 34, 34), (#","Mode":"Increase""#, 7, 41), (#","Mode":"Decrease""#, 50, -9), (#","Mode":"Set""#, 5, 5),
        ]
        for (mode, value, after) in calls {
            let answer = try await server.call(
                path, #"{"GroupId":"crew"\#(mode),"GroupCounter":[{"Key":"likes","Value":\#(value)}]}"#)
            #expect(
                answer.text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"#
                    + #""GroupCounter":[{"Key":"likes","Value":\#(after)}]}"#)
        }
    }

    @Test func `only the counters of the request are answered, each once`() async throws {
        let server = try await TestServer.withCrew()
        _ = try await server.call(
            path, #"{"GroupId":"crew","GroupCounter":[{"Key":"a","Value":1},{"Key":"b","Value":2}]}"#)
        let answer = try await server.call(
            path,
            #"{"GroupId":"crew","Mode":"Decrease","GroupCounter":[{"Key":"c","Value":3},{"Key":"b","Value":1},"#
                + #"{"Key":"c","Value":1}]}"#)
        #expect(answer.text.hasSuffix(#""GroupCounter":[{"Key":"c","Value":-4},{"Key":"b","Value":1}]}"#))
    }

    @Test(arguments: ["9223372036854775807", "-9223372036854775808", "9007199254740993", "0"])
    func `64 bits are kept exactly, in texts too`(value: String) async throws {
        let server = try await TestServer.withCrew()
        for spelling in [value, #""\#(value)""#] {
            let answer = try await server.call(
                path, #"{"GroupId":"live","Mode":"Set","GroupCounter":[{"Key":"a","Value":\#(spelling)}]}"#)
            #expect(answer.text.hasSuffix(#""GroupCounter":[{"Key":"a","Value":\#(value)}]}"#))
        }
    }

    @Test func `a result beyond 64 bits changes nothing`() async throws {
        let server = try await TestServer.withCrew()
        _ = try await server.call(
            path, #"{"GroupId":"crew","GroupCounter":[{"Key":"a","Value":1},{"Key":"b","Value":9223372036854775807}]}"#)
        let before = try await server.counters(of: "crew")
        let answer = try await server.call(
            path, #"{"GroupId":"crew","Mode":"Increase","GroupCounter":[{"Key":"a","Value":1},{"Key":"b","Value":1}]}"#)
        #expect(answer.code == 10004)
        #expect(try await server.counters(of: "crew") == before)
    }

    @Test func `the 21st counter is refused with the whole list`() async throws {
        let server = try await TestServer.withCrew()
        let items = (0..<20).map { #"{"Key":"\#($0)","Value":1}"# }.joined(separator: ",")
        #expect(try await server.call(path, #"{"GroupId":"crew","GroupCounter":[\#(items)]}"#).code == 0)
        let before = try await server.counters(of: "crew")
        let more = try await server.call(
            path, #"{"GroupId":"crew","GroupCounter":[{"Key":"0","Value":9},{"Key":"20","Value":1}]}"#)
        #expect(more.code == 10063)
        #expect(try await server.counters(of: "crew") == before)
    }

    @Test func `a Community has no counters`() async throws {
        let server = try await TestServer()
        let id = try await server.create("Community")
        let answer = try await server.call(path, #"{"GroupId":"\#(id)","GroupCounter":[{"Key":"a","Value":1}]}"#)
        #expect(answer.code == 10007)
    }

    @Test func `an app without counters says so`() async throws {
        let server = try await TestServer.withCrew { $0.hasGroupCounters = false }
        let answer = try await server.call(path, #"{"GroupId":"crew","GroupCounter":[{"Key":"a","Value":1}]}"#)
        #expect(answer.code == 10059)
    }

    @Test(arguments: [
        ("{}", 10004), (#"{"GroupId":"crew","GroupCounter":[]}"#, 10004),
        (#"{"GroupId":"crew","GroupCounter":[{"Value":1}]}"#, 10004),
        (#"{"GroupId":"crew","GroupCounter":[{"Key":"","Value":1}]}"#, 10004),
        (#"{"GroupId":"crew","GroupCounter":[{"Key":"a"}]}"#, 10004),
        (#"{"GroupId":"crew","GroupCounter":[{"Key":"a","Value":"1e3"}]}"#, 10004),
        (#"{"GroupId":"crew","GroupCounter":[{"Key":"a","Value":"9223372036854775808"}]}"#, 10004),
        (#"{"GroupId":"crew","GroupCounter":[{"Key":"a","Value":null}]}"#, 10004),
        (#"{"GroupId":"crew","GroupCounter":[{"Key":"a","Value":1.5}]}"#, 10004),
        (#"{"GroupId":"crew","GroupCounter":[{"Key":"a","Value":9223372036854775808}]}"#, 10004),
        (#"{"GroupId":"crew","GroupCounter":[{"Key":"a","Value":-9223372036854775809}]}"#, 10004),
        (#"{"GroupId":"crew","GroupCounter":[{"Key":"a","Value":9007199254740993.0}]}"#, 10004),
        (#"{"GroupId":"crew","Mode":"Add","GroupCounter":[{"Key":"a","Value":1}]}"#, 10004),
        (
            #"{"GroupId":"crew","GroupCounter":[{"Key":""# + String(repeating: "k", count: 129) + #"","Value":1}]}"#,
            10004
        ),
        (#"{"GroupId":"","GroupCounter":[{"Key":"a","Value":1}]}"#, 10015),
        (#"{"GroupId":"ghost","GroupCounter":[{"Key":"a","Value":1}]}"#, 10010),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        try await server.expectRefusal(code, of: path, body)
    }
}
