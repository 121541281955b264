import Testing
import Wire

@testable import qun

@Suite("Calls on a terminal")
struct CallsTests {
    private func lines(_ json: String) throws -> String {
        guard case .object(let call) = try JSONParser.parse(json.utf8) else {
            Issue.record("no object")
            return ""
        }
        return Calls.lines(call)
    }

    @Test func `a call is a line, and a refused one says why and what to change`() throws {
        let call = """
            {"number":7,"time":1766400000123,"sdkappid":1400777001,"command":"group_open_http_svc/get_group_info",
            "caller":"administrator","code":10004,"reason":"a reason","advice":"Some advice.","durationMicroseconds":1250,
            "requestBytes":1,"answerBytes":2,"peer":"127.0.0.1"}
            """
        #expect(
            try lines(call) == """
                2025-12-22T10:40:00.123Z  10004  group_open_http_svc/get_group_info  administrator@1400777001  1.25 ms  127.0.0.1
                    a reason
                    Some advice.
                """)
    }

    @Test func `a call that a fault has hit says which`() throws {
        let call = """
            {"time":0,"command":"openim/querystate","code":0,"fault":3,"durationMicroseconds":1,"peer":"::1"}
            """
        #expect(try lines(call) == "1970-01-01T00:00:00.000Z  0  openim/querystate  0.001 ms  ::1  fault 3")
    }

    @Test func `what is not known is left out, and nothing that a terminal obeys is shown`() throws {
        let call = #"{"time":0,"code":60002,"reason":"\u001b[31mred","durationMicroseconds":1,"peer":"::1"}"#
        #expect(
            try lines(call) == """
                1970-01-01T00:00:00.000Z  60002  unknown  0.001 ms  ::1
                    \\u001b[31mred
                """)
    }

    @Test func `events are read however they are cut`() {
        let text = ": hello\n\nevent: call\nid: 7\ndata: {\"a\":\"群\"}\n\nevent: lost\ndata: {}\n\n: x\n\n"
        for size in [1, 2, 7, 1_000] {
            var reader = EventReader()
            var events: [String] = []
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                reader.read(Array(rest.prefix(size))) { events.append("\($0) \($1)") }
                rest = rest.dropFirst(size)
            }
            #expect(events == ["call {\"a\":\"群\"}", "lost {}"])
        }
    }
}
