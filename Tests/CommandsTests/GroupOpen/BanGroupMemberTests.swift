import Testing
import Wire

@Suite("ban_group_member")
struct BanGroupMemberTests {
    private let path = "group_open_http_svc/ban_group_member"

    @Test func `a member is thrown out and cannot come back before the ban ends`() async throws {
        let server = try await TestServer.withCrew(moreAccounts: ["c"])
        let answer = try await server.later(by: 5).call(
            path, #"{"GroupId":"crew","Members_Account":["b","ghost"," b"],"Duration":60,"Description":"spam"}"#)
        #expect(answer.text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}"#)
        let info = try await server.groupInfo("crew").text
        #expect(info.contains(#""MemberNum":1"#))
        #expect(info.contains(#""LastInfoTime":1735700005"#))
        let add = #"{"GroupId":"crew","MemberList":[{"Member_Account":"b"},{"Member_Account":"c"}]}"#
        let early = try await server.later(by: 64).call("group_open_http_svc/add_group_member", add)
        #expect(early.integers("Result", in: "MemberList") == [0, 1])
        let imported = try await server.later(by: 64).call("group_open_http_svc/import_group_member", add)
        #expect(imported.integers("Result", in: "MemberList") == [0, 2])
        let late = try await server.later(by: 65).call("group_open_http_svc/add_group_member", add)
        #expect(late.integers("Result", in: "MemberList") == [1, 2])
    }

    @Test(arguments: ["Private", "Public", "ChatRoom", "AVChatRoom", "Community"])
    func `every type bans, also accounts that do not exist`(type: String) async throws {
        let server = try await TestServer()
        let id = try await server.create(type)
        let answer = try await server.call(
            path, #"{"GroupId":"\#(id)","Members_Account":["ghost"],"Duration":4294967295}"#)
        #expect(answer.code == 0)
        let list = try await server.call("group_open_http_svc/get_group_ban_member", #"{"GroupId":"\#(id)"}"#)
        #expect(list.integers("BannedUntil", in: "BannedAccountList") == [4_294_967_295])
    }

    @Test func `more than 20 accounts are refused with 10005`() async throws {
        let server = try await TestServer.withCrew()
        let list = { (count: Int) in (0..<count).map { #""m\#($0)""# }.joined(separator: ",") }
        let body = { (count: Int) in #"{"GroupId":"crew","Members_Account":[\#(list(count))],"Duration":1}"# }
        #expect(try await server.call(path, body(21)).code == 10005)
        #expect(try await server.call(path, body(20)).code == 0)
    }

    @Test func `a description holds 1000 bytes`() async throws {
        let server = try await TestServer.withCrew()
        let body = { (count: Int) in
            let text = String(repeating: "x", count: count)
            return #"{"GroupId":"crew","Members_Account":["b"],"Duration":1,"Description":"\#(text)"}"#
        }
        #expect(try await server.call(path, body(1_001)).code == 10004)
        #expect(try await server.call(path, body(1_000)).code == 0)
    }

    @Test(arguments: [
        (#"{"Members_Account":["b"],"Duration":1}"#, 10004), (#"{"GroupId":"crew","Duration":1}"#, 10004),
        (#"{"GroupId":"crew","Members_Account":[],"Duration":1}"#, 10004),
        (#"{"GroupId":"crew","Members_Account":["b"]}"#, 10004),
        (#"{"GroupId":"crew","Members_Account":["b"],"Duration":0}"#, 10004),
        (#"{"GroupId":"crew","Members_Account":["b"],"Duration":4294967296}"#, 10004),
        (#"{"GroupId":"crew","Members_Account":["b"],"Duration":1,"Description":5}"#, 10004),
        (#"{"GroupId":"crew","Members_Account":[5],"Duration":1}"#, 60015),
        (#"{"GroupId":"","Members_Account":["b"],"Duration":1}"#, 10015),
        (#"{"GroupId":"ghost","Members_Account":["b"],"Duration":1}"#, 10010),
        (#"{"GroupId":"crew","Members_Account":["b","a"],"Duration":1}"#, 10007),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        let answer = try await server.call(path, body)
        #expect(answer.code == code)
        #expect(answer.isWellFormed)
        #expect(try await server.groupInfo("crew").text.contains(#""MemberNum":2"#))
    }
}
