import Testing
import Wire

@Suite("get_group_attr")
struct GetGroupAttrTests {
    private let path = "group_open_attr_http_svc/get_group_attr"

    @Test(arguments: ["group_open_attr_http_svc", "group_open_http_svc"])
    func `both services answer all attributes in the order of first writing`(service: String) async throws {
        let server = try await TestServer.withCrew()
        let written = try await server.call(
            "\(service)/set_group_attr",
            #"{"GroupId":"crew","GroupAttr":[{"key":"seat1","value":"u_1001"},{"key":"seat2","value":""}]}"#)
        #expect(written.text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}"#)
        #expect(
            try await server.call("\(service)/get_group_attr", #"{"GroupId":"crew"}"#).text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"#
                + #""GroupAttrAry":[{"key":"seat1","value":"u_1001"},{"key":"seat2","value":""}]}"#)
    }

    @Test func `a group without attributes has an empty list`() async throws {
        let server = try await TestServer.withCrew()
        #expect(
            try await server.call(path, #"{"GroupId":"live"}"#).text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"GroupAttrAry":[]}"#)
    }

    @Test(arguments: ["Private", "Public", "ChatRoom", "AVChatRoom", "Community"])
    func `every type has attributes`(type: String) async throws {
        let server = try await TestServer()
        let id = try await server.create(type)
        let calls = [
            ("modify_group_attr", #"{"GroupId":"\#(id)","GroupAttr":[{"key":"k","value":"v"}]}"#),
            ("get_group_attr", #"{"GroupId":"\#(id)"}"#),
            ("delete_group_attr", #"{"GroupId":"\#(id)","GroupAttr":[{"key":"k"}]}"#),
            ("clear_group_attr", #"{"GroupId":"\#(id)"}"#),
        ]
        for (command, body) in calls {
            #expect(try await server.call("group_open_attr_http_svc/\(command)", body).code == 0)
        }
    }

    @Test(arguments: [
        ("{}", 10004), (#"{"GroupId":5}"#, 10004), (#"{"GroupId":""}"#, 10015), (#"{"GroupId":"ghost"}"#, 10010),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer()
        try await server.expectRefusal(code, of: path, body)
    }
}
