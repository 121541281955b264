import Testing
import Wire

@Suite("group_get_key_values")
struct GroupGetKeyValuesTests {
    private let path = "openim_msg_ext_http_svc/group_get_key_values"

    private func change(_ type: Int, _ list: String, in server: TestServer) async throws {
        let answer = try await server.call(
            "openim_msg_ext_http_svc/group_set_key_values",
            #"{"GroupId":"crew","MsgSeq":1,"OperateType":\#(type),"ExtensionList":[\#(list)]}"#)
        try #require(answer.code == 0)
    }

    @Test func `pairs come by number and key`() async throws {
        let server = try await TestServer.withCrew()
        try await server.send(more: #","SupportMessageExtension":1"#)
        try await change(1, #"{"Key":"b","Value":"1"},{"Key":"a","Value":"2"}"#, in: server)
        try await change(1, #"{"Key":"b","Value":"3"}"#, in: server)
        let start = #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"CompleteFlag":1,"LatestSeq":2,"ClearSeq":0,"#
        let a = #"{"Key":"a","Value":"2","Seq":1}"#
        let b = #"{"Key":"b","Value":"3","Seq":2}"#
        #expect(
            try await server.call(path, #"{"GroupId":"crew","MsgSeq":1}"#).text
                == start + #""ExtensionList":[\#(a),\#(b)]}"#)
        #expect(
            try await server.call(path, #"{"GroupId":"crew","MsgSeq":1,"StartSeq":2}"#).text
                == start + #""ExtensionList":[\#(b)]}"#)
        try await change(3, "", in: server)
        let cleared = try await server.call(path, #"{"GroupId":"crew","MsgSeq":1}"#).text
        #expect(cleared.contains(#""LatestSeq":3,"ClearSeq":3,"ExtensionList":[]"#))
    }

    @Test func `a page ends after 200 pairs`() async throws {
        let server = try await TestServer.withCrew()
        try await server.send(more: #","SupportMessageExtension":1"#)
        for call in 0..<11 {
            let pairs = (1...20).map { #"{"Key":"\#(call)-\#($0)","Value":""}"# }.joined(separator: ",")
            try await change(1, pairs, in: server.later(by: Int64(call) * 60))
        }
        let first = try await server.call(path, #"{"GroupId":"crew","MsgSeq":1}"#)
        #expect(first.integer("CompleteFlag") == 0)
        #expect(first.objects("ExtensionList").count == 200)
        let second = try await server.call(path, #"{"GroupId":"crew","MsgSeq":1,"StartSeq":11}"#)
        #expect(second.integer("CompleteFlag") == 1)
        #expect(second.objects("ExtensionList").count == 20)
    }

    private static let cases: [(String, Int64)] = [
        (#"{"MsgSeq":1}"#, 10004), (#"{"GroupId":"crew"}"#, 10004),
        (#"{"GroupId":"crew","MsgSeq":1,"StartSeq":-1}"#, 10004), (#"{"GroupId":"crew","MsgSeq":1}"#, 23002),
        (#"{"GroupId":"crew","MsgSeq":2}"#, 23004), (#"{"GroupId":"live","MsgSeq":1}"#, 10007),
        (#"{"GroupId":"","MsgSeq":1}"#, 10015), (#"{"GroupId":"ghost","MsgSeq":1}"#, 10010),
    ]

    @Test(arguments: cases)
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        try await server.send()
        try await server.expectRefusal(code, of: path, body)
    }
}
