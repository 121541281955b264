import Apps
import Commands
import Groups
import Storage
import Testing
import Wire

@Suite("set_unread_msg_num")
struct SetUnreadMsgNumTests {
    private let path = "group_open_http_svc/set_unread_msg_num"

    @Test(arguments: [
        (GroupType.work, 4, 5), (.public, 4, 5), (.community, 4, 5), (.meeting, 4, 9), (.public, 0, 9), (.public, 9, 0),
        (.public, 5_000_000_000, 0),
    ])
    func `the read position moves where unread messages count`(type: GroupType, count: Int, msgSeq: Int) async throws {
        let server = try await TestServer()
        let member = Member(
            account: try #require(Account("a")), joinTime: TestServer.now, msgSeq: 9, msgFlag: .discard)
        let profile = GroupProfile(
            id: try #require(GroupID("g")), type: type, name: "n", createTime: TestServer.now, nextMsgSeq: 10,
            memberNum: 1, maxMemberNum: 10)
        try await server.store.restoreGroup(
            NewGroup(profile: profile, members: [member]), in: server.app.scope(at: TestServer.now))
        let answer = try await server.call(
            path, #"{"GroupId":"g","Member_Account":"a","UnreadMsgNum":\#(count)}"#)
        #expect(answer.text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}"#)
        #expect(try await server.groupInfo("g").text.contains(#""MsgSeq":\#(msgSeq),"MsgFlag""#))
    }

    @Test(arguments: ["live", "meeting"])
    func `types that do not count take every account`(id: String) async throws {
        let server = try await TestServer.withCrew()
        _ = try await server.call(
            "group_open_http_svc/create_group", #"{"Type":"Meeting","Name":"n","GroupId":"meeting"}"#)
        let answer = try await server.call(path, #"{"GroupId":"\#(id)","Member_Account":" b","UnreadMsgNum":1}"#)
        #expect(answer.code == 0)
    }

    @Test(arguments: [
        (#"{"Member_Account":"b","UnreadMsgNum":1}"#, 10004), (#"{"GroupId":"crew","UnreadMsgNum":1}"#, 10004),
        (#"{"GroupId":"crew","Member_Account":"b"}"#, 10004),
        (#"{"GroupId":"crew","Member_Account":"b","UnreadMsgNum":-1}"#, 10004),
        (#"{"GroupId":"crew","Member_Account":"b","UnreadMsgNum":"x"}"#, 10004),
        (#"{"GroupId":"crew","Member_Account":5,"UnreadMsgNum":1}"#, 60015),
        (#"{"GroupId":"","Member_Account":"b","UnreadMsgNum":1}"#, 10015),
        (#"{"GroupId":"ghost","Member_Account":"b","UnreadMsgNum":1}"#, 10010),
        (#"{"GroupId":"crew","Member_Account":"ghost","UnreadMsgNum":1}"#, 10004),
        (#"{"GroupId":"crew","Member_Account":" b","UnreadMsgNum":1}"#, 10004),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        try await server.expectRefusal(code, of: path, body)
    }
}
