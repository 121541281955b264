import Apps
import Commands
import Groups
import Storage
import Testing
import Wire

@Suite("add_group_member")
struct AddGroupMemberTests {
    private let path = "group_open_http_svc/add_group_member"

    @Test func `new members come in at once, others are reported`() async throws {
        let server = try await TestServer.withCrew(moreAccounts: ["c"]).later(by: 50)
        let answer = try await server.call(
            path,
            #"{"GroupId":"crew","Silence":1,"MemberList":[{"Member_Account":"b"},{"Member_Account":"c"},"#
                + #"{"Member_Account":"c"}]}"#)
        #expect(
            answer.text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"MemberList":["#
                + #"{"Member_Account":"b","Result":2},{"Member_Account":"c","Result":1},"#
                + #"{"Member_Account":"c","Result":2}]}"#)
        let info = try await server.groupInfo("crew")
        #expect(info.text.contains(#""MemberNum":3"#))
        #expect(info.text.contains(#""LastInfoTime":1735700050"#))
        #expect(info.text.contains(#"{"Member_Account":"c","Role":"Member","JoinTime":1735700050,"MsgSeq":0"#))
    }

    @Test func `a call that adds nobody leaves the profile alone`() async throws {
        let server = try await TestServer.withCrew().later(by: 50)
        _ = try await server.call(path, #"{"GroupId":"crew","MemberList":[{"Member_Account":"b"}]}"#)
        #expect(try await server.groupInfo("crew").text.contains(#""LastInfoTime":1735700000"#))
    }

    @Test func `without room for all nobody comes in`() async throws {
        let server = try await TestServer.withCrew(moreAccounts: ["c", "d"])
        _ = try await server.call(
            "group_open_http_svc/modify_group_base_info", #"{"GroupId":"crew","MaxMemberNum":3}"#)
        let answer = try await server.call(
            path, #"{"GroupId":"crew","MemberList":[{"Member_Account":"c"},{"Member_Account":"d"}]}"#)
        #expect(answer.code == 10014)
        #expect(try await server.groupInfo("crew").text.contains(#""MemberNum":2"#))
    }

    /// The results of a call that names accounts, each as the member list shows it afterwards.
    private func results(of names: String..., in server: TestServer) async throws -> [Int64] {
        let list = names.map { #"{"Member_Account":"\#($0)"}"# }.joined(separator: ",")
        let answer = try await server.call(path, #"{"GroupId":"crew","MemberList":[\#(list)]}"#)
        let results = answer.integers("Result", in: "MemberList")
        try #require(results.count == names.count, "\(answer.text)")
        let info = try await server.groupInfo("crew").text
        for (name, result) in zip(names, results) {
            #expect(info.contains(#"{"Member_Account":"\#(name)","#) == (result > 0), "\(name)")
        }
        return results
    }

    @Test func `unknown accounts among known ones fail alone`() async throws {
        let server = try await TestServer.withCrew(moreAccounts: ["c"])
        #expect(try await results(of: "ghost", "c", " b", "b", "ghost", "c", in: server) == [0, 1, 0, 2, 0, 2])
        #expect(try await results(of: "b", "ghost", in: server) == [2, 0])
        #expect(
            try await server.call("im_open_login_svc/account_check", #"{"CheckItem":[{"UserID":"ghost"}]}"#).text
                .contains("NotImported"))
    }

    @Test(arguments: [["ghost"], ["ghost", "ghost"], [" b"], ["ghost", " b"]])
    func `a list without any account that exists is refused`(names: [String]) async throws {
        let server = try await TestServer.withCrew()
        let list = names.map { #"{"Member_Account":"\#($0)"}"# }.joined(separator: ",")
        try await server.expectRefusal(10019, of: path, #"{"GroupId":"crew","MemberList":[\#(list)]}"#)
    }

    @Test func `accounts that are imported on sight come in, names that cannot exist do not`() async throws {
        let server = try await TestServer.withCrew { $0.accountPolicy = .importOnSight }
        #expect(try await results(of: "new", " b", "b", in: server) == [1, 0, 2])
    }

    @Test(arguments: [2, 1])
    func `a full group that is asked for nobody new answers`(maxMemberNum: Int) async throws {
        let server = try await TestServer.withCrew(moreAccounts: ["c", "d"])
        _ = try await server.call(
            "group_open_http_svc/ban_group_member", #"{"GroupId":"crew","Members_Account":["d"],"Duration":60}"#)
        _ = try await server.call(
            "group_open_http_svc/modify_group_base_info", #"{"GroupId":"crew","MaxMemberNum":\#(maxMemberNum)}"#)
        #expect(try await results(of: "a", "b", "a", in: server) == [2, 2, 2])
        #expect(try await results(of: "a", "ghost", "d", in: server) == [2, 0, 0])
        #expect(try await results(of: "d", "ghost", in: server) == [0, 0])
        let full = try await server.call(
            path, #"{"GroupId":"crew","MemberList":[{"Member_Account":"a"},{"Member_Account":"c"}]}"#)
        #expect(full.code == 10014)
        let unknown = try await server.call(path, #"{"GroupId":"crew","MemberList":[{"Member_Account":"ghost"}]}"#)
        #expect(unknown.code == 10019)
    }

    @Test func `unknown accounts take no place`() async throws {
        let server = try await TestServer.withCrew(moreAccounts: ["c"])
        _ = try await server.call(
            "group_open_http_svc/modify_group_base_info", #"{"GroupId":"crew","MaxMemberNum":3}"#)
        #expect(try await results(of: "ghost", "c", "phantom", in: server) == [0, 1, 0])
    }

    @Test func `a quota keeps out those who have reached it, and refuses a list of such`() async throws {
        let server = try await TestServer.withCrew(moreAccounts: ["c"]) { $0.plan.groupsPerAccount = 1 }
        let id = try await server.create("Public", members: ["c"])
        try #require(!id.isEmpty)
        #expect(try await results(of: "c", "ghost", in: server) == [0, 0])
        let list = #"[{"Member_Account":"c"},{"Member_Account":"b"}]"#
        #expect(try await server.call(path, #"{"GroupId":"crew","MemberList":\#(list)}"#).code == 10037)
    }

    @Test func `more than 300 accounts are refused with 10005`() async throws {
        let server = try await TestServer.withCrew { $0.accountPolicy = .importOnSight }
        let list = { (count: Int) in
            (0..<count).map { #"{"Member_Account":"m\#($0)"}"# }.joined(separator: ",")
        }
        #expect(try await server.call(path, #"{"GroupId":"crew","MemberList":[\#(list(301))]}"#).code == 10005)
        #expect(try await server.call(path, #"{"GroupId":"crew","MemberList":[\#(list(300))]}"#).code == 0)
    }

    @Test(arguments: [
        (#"{"MemberList":[{"Member_Account":"b"}]}"#, 10004), (#"{"GroupId":1,"MemberList":[]}"#, 10004),
        (#"{"GroupId":"crew"}"#, 10004), (#"{"GroupId":"crew","MemberList":[]}"#, 10004),
        (#"{"GroupId":"crew","MemberList":["b"]}"#, 10004),
        (#"{"GroupId":"crew","Silence":2,"MemberList":[{"Member_Account":"b"}]}"#, 10004),
        (#"{"GroupId":"crew","MemberList":[{"Member_Account":5}]}"#, 60015),
        (#"{"GroupId":"","MemberList":[{"Member_Account":"b"}]}"#, 10015),
        (#"{"GroupId":"ghost","MemberList":[{"Member_Account":"b"}]}"#, 10010),
        (#"{"GroupId":"ghost","MemberList":[{"Member_Account":" b"}]}"#, 10010),
        (#"{"GroupId":"live","MemberList":[{"Member_Account":"b"}]}"#, 10007),
        (#"{"GroupId":"live","MemberList":[{"Member_Account":" b"}]}"#, 10007),
        (#"{"GroupId":"crew","MemberList":[{"Member_Account":" b"}]}"#, 10019),
        (#"{"GroupId":"crew","MemberList":[{"Member_Account":"b\u0000"}]}"#, 10019),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        try await server.expectRefusal(code, of: path, body)
    }

    @Test(arguments: ["Private", "ChatRoom", "Community"])
    func `other types take members too`(type: String) async throws {
        let server = try await TestServer(accounts: ["a"])
        let id = try await server.create(type)
        let answer = try await server.call(path, #"{"GroupId":"\#(id)","MemberList":[{"Member_Account":"a"}]}"#)
        #expect(answer.integers("Result", in: "MemberList") == [1])
        let flag = type == "ChatRoom" ? "AcceptNotNotify" : "AcceptAndNotify"
        #expect(try await server.groupInfo(id).text.contains(#""MsgFlag":"\#(flag)""#))
    }
}
