import Testing
import Wire

@Suite("change_group_owner")
struct ChangeGroupOwnerTests {
    private let path = "group_open_http_svc/change_group_owner"

    @Test func `a member becomes the owner, and the former one a plain member`() async throws {
        let server = try await TestServer.withCrew().later(by: 50)
        let answer = try await server.call(path, #"{"GroupId":"crew","NewOwner_Account":"b","From_Account":"a"}"#)
        #expect(answer.text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}"#)
        let info = try await server.groupInfo("crew").text
        #expect(info.contains(#""Owner_Account":"b""#))
        #expect(info.contains(#""LastInfoTime":1735700050"#))
        #expect(info.contains(#""MemberList":[{"Member_Account":"b","Role":"Owner""#))
        #expect(info.contains(#"{"Member_Account":"a","Role":"Member""#))
    }

    @Test(arguments: ["Private", "Public", "ChatRoom", "Community"])
    func `a group without owner gets one`(type: String) async throws {
        let server = try await TestServer(accounts: ["a"])
        let id = try await server.create(type, members: ["a"])
        #expect(try await server.call(path, #"{"GroupId":"\#(id)","NewOwner_Account":"a"}"#).code == 0)
        #expect(try await server.groupInfo(id).text.contains(#""Owner_Account":"a""#))
    }

    @Test func `handing a group to its owner changes nothing`() async throws {
        let server = try await TestServer.withCrew()
        let before = try await server.groupInfo("crew").text
        let answer = try await server.later(by: 50).call(path, #"{"GroupId":"crew","NewOwner_Account":"a"}"#)
        #expect(answer.code == 0)
        #expect(try await server.groupInfo("crew").text == before)
    }

    @Test(arguments: [
        (#"{"NewOwner_Account":"b"}"#, 10004), (#"{"GroupId":"crew"}"#, 10004),
        (#"{"GroupId":"crew","NewOwner_Account":5}"#, 60015),
        (#"{"GroupId":"crew","NewOwner_Account":"b","From_Account":5}"#, 60015),
        (#"{"GroupId":"","NewOwner_Account":"b"}"#, 10015),
        (#"{"GroupId":"ghost","NewOwner_Account":"b"}"#, 10010),
        (#"{"GroupId":"live","NewOwner_Account":"b"}"#, 10007),
        (#"{"GroupId":"crew","NewOwner_Account":"c"}"#, 10004),
        (#"{"GroupId":"crew","NewOwner_Account":" b"}"#, 10004),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew(moreAccounts: ["c"])
        try await server.expectRefusal(code, of: path, body)
    }
}
