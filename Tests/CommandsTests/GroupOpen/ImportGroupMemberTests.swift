import Apps
import Commands
import Testing
import Wire

@Suite("import_group_member")
struct ImportGroupMemberTests {
    private let path = "group_open_http_svc/import_group_member"

    @Test func `members come in one by one, ordered by their join times`() async throws {
        let server = try await TestServer(accounts: ["o", "c", "d"])
        _ = try await server.call(
            "group_open_http_svc/import_group",
            #"{"Type":"Public","Name":"n","GroupId":"old","Owner_Account":"o","CreateTime":1400000000}"#)
        let answer = try await server.call(
            path,
            #"{"GroupId":"old","MemberList":[{"Member_Account":"c","JoinTime":1500000000,"Role":"Admin"},"#
                + #"{"Member_Account":"d","JoinTime":1400000000,"UnreadMsgNum":5},{"Member_Account":"c"},"#
                + #"{"Member_Account":"ghost"},{"Member_Account":" b"},{"Member_Account":"o"}]}"#)
        #expect(answer.integers("Result", in: "MemberList") == [1, 1, 2, 0, 0, 2])
        #expect(answer.strings("Member_Account", in: "MemberList") == ["c", "d", "c", "ghost", " b", "o"])
        let filtered = try await server.call(
            "group_open_http_svc/get_group_info",
            #"{"GroupIdList":["old"],"ResponseFilter":{"GroupBaseInfoFilter":["MemberNum"],"#
                + #""MemberInfoFilter":["Role","JoinTime","MsgSeq"]}}"#)
        #expect(
            filtered.text.hasSuffix(
                #""MemberNum":3,"MemberList":[{"Member_Account":"o","Role":"Owner","JoinTime":1400000000,"MsgSeq":0},"#
                    + #"{"Member_Account":"d","Role":"Member","JoinTime":1400000000,"MsgSeq":0},"#
                    + #"{"Member_Account":"c","Role":"Admin","JoinTime":1500000000,"MsgSeq":0}]}]}"#))
    }

    @Test(arguments: [(1_399_999_999, 0), (1_400_000_000, 1), (1_735_700_000, 1), (1_735_700_001, 0)])
    func `join times lie within the life of the group`(joinTime: Int64, result: Int64) async throws {
        let server = try await TestServer(accounts: ["c"])
        _ = try await server.call(
            "group_open_http_svc/import_group",
            #"{"Type":"Public","Name":"n","GroupId":"old","CreateTime":1400000000}"#)
        let answer = try await server.call(
            path, #"{"GroupId":"old","MemberList":[{"Member_Account":"c","JoinTime":\#(joinTime)}]}"#)
        #expect(answer.integers("Result", in: "MemberList") == [result])
    }

    @Test func `a JoinTime of 0 means now, but in a strict app a time before the group`() async throws {
        let server = try await TestServer(accounts: ["c"])
        _ = try await server.call(
            "group_open_http_svc/import_group",
            #"{"Type":"Public","Name":"n","GroupId":"old","CreateTime":1400000000}"#)
        let body = #"{"GroupId":"old","MemberList":[{"Member_Account":"c","JoinTime":0,"UnreadMsgNum":0}]}"#
        let strict = try await server.changed { $0.isStrict = true }.call(path, body)
        #expect(strict.integers("Result", in: "MemberList") == [0])
        #expect(try await server.call(path, body).integers("Result", in: "MemberList") == [1])
        #expect(try await server.groupInfo("old").text.contains(#""JoinTime":1735700000"#))
    }

    @Test func `a full group takes no more`() async throws {
        let server = try await TestServer(accounts: ["c", "d"])
        _ = try await server.call(
            "group_open_http_svc/import_group", #"{"Type":"Public","Name":"n","GroupId":"old","MaxMemberCount":1}"#)
        let answer = try await server.call(
            path, #"{"GroupId":"old","MemberList":[{"Member_Account":"c"},{"Member_Account":"d"}]}"#)
        #expect(answer.integers("Result", in: "MemberList") == [1, 0])
    }

    @Test(arguments: [
        (#"{"MemberList":[{"Member_Account":"b"}]}"#, 10004), (#"{"GroupId":"crew"}"#, 10004),
        (#"{"GroupId":"crew","MemberList":[]}"#, 10004),
        (#"{"GroupId":"crew","MemberList":[{"Member_Account":"b","Role":"Owner"}]}"#, 10004),
        (#"{"GroupId":"crew","MemberList":[{"Member_Account":"b","JoinTime":"x"}]}"#, 10004),
        (#"{"GroupId":"crew","MemberList":[{"Member_Account":"b","UnreadMsgNum":-1}]}"#, 10004),
        (#"{"GroupId":"crew","MemberList":[{"Member_Account":true}]}"#, 60015),
        (#"{"GroupId":"ä","MemberList":[{"Member_Account":"b"}]}"#, 10015),
        (#"{"GroupId":"ghost","MemberList":[{"Member_Account":"b"}]}"#, 10010),
        (#"{"GroupId":"live","MemberList":[{"Member_Account":"b"}]}"#, 10007),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        try await server.expectRefusal(code, of: path, body)
    }

    @Test func `more than 300 accounts are refused with 10005`() async throws {
        let server = try await TestServer.withCrew()
        let list = (0..<301).map { #"{"Member_Account":"m\#($0)"}"# }.joined(separator: ",")
        #expect(try await server.call(path, #"{"GroupId":"crew","MemberList":[\#(list)]}"#).code == 10005)
    }
}
