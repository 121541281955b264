import Testing
import Wire

@Suite("group_set_key_values")
struct GroupSetKeyValuesTests {
    private let path = "openim_msg_ext_http_svc/group_set_key_values"

    private func body(_ type: Int, _ list: String = "", seq: Int = 1, group: String = "crew") -> String {
        #"{"GroupId":"\#(group)","MsgSeq":\#(seq),"OperateType":\#(type)\#(list)}"#
    }

    /// A server with a message that takes pairs, and one that does not.
    private static func server() async throws -> TestServer {
        let server = try await TestServer.withCrew()
        try await server.send("one", more: #","SupportMessageExtension":1"#)
        try await server.send("other")
        return server
    }

    @Test func `pairs of a call share a number, which the next call counts up`() async throws {
        let server = try await Self.server()
        let set = try await server.call(
            path, body(1, #","ExtensionList":[{"Key":"k","Value":"v","Seq":0},{"Key":"l","Value":"\u0000"}]"#))
        #expect(
            set.text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"ExtensionList":["#
                + #"{"ErrorCode":0,"Extension":{"Key":"k","Value":"v","Seq":1}},"#
                + #"{"ErrorCode":0,"Extension":{"Key":"l","Value":"\u0000","Seq":1}}]}"#)
        let deleted = try await server.call(path, body(2, #","ExtensionList":[{"Key":"k"}]"#))
        #expect(deleted.text.contains(#"[{"ErrorCode":0,"Extension":{"Key":"k","Value":"","Seq":2}}]"#))
        #expect(try await server.call(path, body(3)).text.hasSuffix(#""ErrorCode":0,"ExtensionList":[]}"#))
    }

    @Test func `refusals`() async throws {
        let server = try await Self.server()
        let pair = #","ExtensionList":[{"Key":"k","Value":"v"}]"#
        let many = (1...21).map { #"{"Key":"\#($0)","Value":""}"# }.joined(separator: ",")
        let cases: [(String, Int64)] = [
            (body(0, pair), 10004), (body(4, pair), 10004), (body(1), 10004), (body(1, #","ExtensionList":[]"#), 10004),
            (body(2), 10004), (body(1, #","ExtensionList":[\#(many)]"#), 10004),
            (body(1, #","ExtensionList":[{"Value":"v"}]"#), 10004), (body(1, #","ExtensionList":[{"Key":""}]"#), 10004),
            (body(1, #","ExtensionList":[{"Key":"k"},{"Key":"k"}]"#), 10004),
            (body(1, #","ExtensionList":[{"Key":"\#(String(repeating: "k", count: 101))"}]"#), 10004),
            (body(1, #","ExtensionList":[{"Key":"k","Value":"\#(String(repeating: "v", count: 1_001))"}]"#), 10004),
            (body(1, pair, seq: 2), 23002), (body(1, pair, seq: 3), 23004), (body(1, pair, group: "live"), 10007),
            (body(1, pair, group: ""), 10015), (body(1, pair, group: "ghost"), 10010),
            (#"{"MsgSeq":1,"OperateType":3}"#, 10004), (#"{"GroupId":"crew","OperateType":3}"#, 10004),
        ]
        for (body, code) in cases {
            let answer = try await server.call(path, body)
            #expect(answer.code == code, "\(body)")
            #expect(answer.isWellFormed)
        }
    }

    @Test func `more than 200 changes in a minute are refused`() async throws {
        let server = try await Self.server()
        let twenty = (1...20).map { #"{"Key":"\#($0)","Value":""}"# }.joined(separator: ",")
        for _ in 1...10 {
            #expect(try await server.call(path, body(1, #","ExtensionList":[\#(twenty)]"#)).code == 0)
        }
        #expect(try await server.call(path, body(3)).code == 23003)
        #expect(try await server.later(by: 60).call(path, body(3)).code == 0)
    }
}
