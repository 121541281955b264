import Apps
import Commands
import Testing
import Wire

@Suite("get_appid_group_list")
struct GetAppidGroupListTests {
    private let path = "group_open_http_svc/get_appid_group_list"
    private let envelope = #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0"#

    @Test(arguments: ["", "{}", #"{"Limit":0,"Next":0,"GroupType":"","Type":"Private"}"#])
    func `all groups are listed as they were created`(body: String) async throws {
        let server = try await TestServer.withCrew()
        #expect(
            try await server.call(path, body).text
                == envelope + #","TotalCount":2,"GroupIdList":[{"GroupId":"crew"},{"GroupId":"live"}],"Next":0}"#)
    }

    @Test func `pages follow each other, whichever way the cursor is written`() async throws {
        let server = try await TestServer.withCrew()
        _ = try await server.call("group_open_http_svc/create_group", #"{"Type":"Work","Name":"n","GroupId":"w"}"#)
        let first = try await server.call(path, #"{"Limit":1}"#)
        #expect(first.strings("GroupId", in: "GroupIdList") == ["crew"])
        let next = try #require(first.integer("Next"))
        let second = try await server.call(path, #"{"Limit":1,"Next":\#(next)}"#)
        #expect(second.text == (try await server.call(path, #"{"Limit":1,"Next":"\#(next)"}"#).text))
        #expect(second.strings("GroupId", in: "GroupIdList") == ["live"])
        let third = try await server.call(path, #"{"Limit":1,"Next":\#(try #require(second.integer("Next")))}"#)
        #expect(third.text == envelope + #","TotalCount":3,"GroupIdList":[{"GroupId":"w"}],"Next":0}"#)
    }

    @Test(arguments: [
        ("Public", #","TotalCount":1,"GroupIdList":[{"GroupId":"crew"}],"Next":0}"#),
        ("Work", #","TotalCount":0,"GroupIdList":[],"Next":0}"#),
        ("Meeting", #","TotalCount":0,"GroupIdList":[],"Next":0}"#),
        ("AVChatRoom", #","TotalCount":1,"GroupIdList":[{"GroupId":"live"}],"Next":0}"#),
        ("BChatRoom", #","TotalCount":0,"GroupIdList":[],"Next":0}"#),
    ])
    func `a type chooses groups and their number`(type: String, expected: String) async throws {
        let server = try await TestServer.withCrew()
        #expect(try await server.call(path, #"{"GroupType":"\#(type)"}"#).text == envelope + expected)
    }

    @Test func `an answer that is too large is refused`() async throws {
        let server = try await TestServer.withCrew { $0.maximumAnswerBytes = 200 }
        #expect(try await server.call(path, "{}").code == 0)
        #expect(try await server.changed { $0.maximumAnswerBytes = 100 }.call(path, "{}").code == 10018)
    }

    @Test(arguments: [
        #"{"Limit":10001}"#, #"{"Limit":-1}"#, #"{"Limit":"x"}"#, #"{"Next":-1}"#, #"{"Next":"x"}"#, #"{"Next":"-1"}"#,
        #"{"Next":"1.0"}"#, #"{"Next":18446744073709551615}"#, #"{"Next":[]}"#, #"{"GroupType":"public"}"#,
        #"{"GroupType":5}"#,
    ])
    func `a wrong request is refused with 10004`(body: String) async throws {
        let server = try await TestServer.withCrew()
        try await server.expectRefusal(10004, of: path, body)
    }
}
