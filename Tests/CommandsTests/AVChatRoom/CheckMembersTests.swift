import Testing
import Wire

@Suite("check_members")
struct CheckMembersTests {
    private let path = "group_open_avchatroom_http_svc/check_members"

    @Test func `those who are inside are answered in request order, once`() async throws {
        let server = try await TestServer.withCrew()
        try server.connect("a", into: "live")
        try server.connect("b", into: "live")
        try server.connect("administrator")
        let answer = try await server.call(
            path, #"{"GroupId":"live","Member_Account":["b","administrator","ghost","a","b"," b"]}"#)
        #expect(answer.text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"Member_Account":["b","a"]}"#)
    }

    @Test(arguments: [
        (#"{"Member_Account":["a"]}"#, 10004), (#"{"GroupId":"live"}"#, 10004),
        (#"{"GroupId":"live","Member_Account":[]}"#, 10004), (#"{"GroupId":"live","Member_Account":"a"}"#, 10004),
        (#"{"GroupId":"live","Member_Account":[1]}"#, 60015), (#"{"GroupId":"","Member_Account":["a"]}"#, 10015),
        (#"{"GroupId":"ghost","Member_Account":["a"]}"#, 10010), (#"{"GroupId":"crew","Member_Account":["a"]}"#, 10007),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        try await server.expectRefusal(code, of: path, body)
    }

    @Test func `more than 500 accounts are refused with 10004`() async throws {
        let server = try await TestServer.withCrew()
        let list = { (count: Int) in (0..<count).map { #""m\#($0)""# }.joined(separator: ",") }
        #expect(try await server.call(path, #"{"GroupId":"live","Member_Account":[\#(list(501))]}"#).code == 10004)
        #expect(try await server.call(path, #"{"GroupId":"live","Member_Account":[\#(list(500))]}"#).code == 0)
    }
}
