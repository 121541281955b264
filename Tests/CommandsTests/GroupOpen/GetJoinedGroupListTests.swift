import Apps
import Commands
import Testing
import Wire

@Suite("get_joined_group_list")
struct GetJoinedGroupListTests {
    private let path = "group_open_http_svc/get_joined_group_list"
    private let envelope = #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0"#

    @Test(arguments: ["", #","ResponseFilter":{}"#, #","Limit":0,"Offset":0,"GroupType":"","WithHugeGroups":1"#])
    func `without a filter identifiers are answered, in order of joining`(rest: String) async throws {
        let server = try await world()
        #expect(
            try await server.call(path, #"{"Member_Account":"a"\#(rest)}"#).text
                == envelope + #","TotalCount":4,"GroupIdList":[{"GroupId":"@TGS#_t"},{"GroupId":"crew"},"#
                + #"{"GroupId":"work"},{"GroupId":"late"}]}"#)
    }

    @Test(arguments: [
        (
            #"{"GroupBaseInfoFilter":["Name","Type","nonsense"]}"#,
            #"{"GroupId":"crew","Type":"Public","Name":"Crew"}"#
        ),
        (
            #"{"SelfInfoFilter":["Role","JoinTime"]}"#,
            #"{"GroupId":"crew","SelfInfo":{"Role":"Owner","JoinTime":1735700000}}"#
        ),
        (
            #"{"GroupBaseInfoFilter":["ShutUpAllMember"],"SelfInfoFilter":["MsgFlag","MsgSeq","UnreadMsgNum"]}"#,
            #"{"GroupId":"crew","ShutUpAllMember":"Off","SelfInfo":{"MsgSeq":0,"MsgFlag":"AcceptAndNotify","#
                + #""UnreadMsgNum":0}}"#
        ),
        (#"{"SelfInfoFilter":["nonsense"]}"#, #"{"GroupId":"crew","SelfInfo":{}}"#),
    ])
    func `filters give what they name`(filter: String, expected: String) async throws {
        let server = try await world()
        let answer = try await server.call(
            path, #"{"Member_Account":"a","GroupType":"Public","Limit":1,"ResponseFilter":\#(filter)}"#)
        #expect(answer.text == envelope + #","TotalCount":2,"GroupIdList":[\#(expected)]}"#)
    }

    @Test(arguments: [
        (#""GroupType":"Public""#, ["crew", "late"], 2), (#""GroupType":"Work""#, ["work"], 1),
        (#""GroupType":"AVChatRoom","WithHugeGroups":1"#, [], 0), (#""SupportTopic":1"#, ["@TGS#_t"], 1),
        (#""SupportTopic":0,"GroupType":"Community""#, [], 0), (#""Limit":2,"Offset":1"#, ["crew", "work"], 4),
        (#""Limit":5000,"Offset":3"#, ["late"], 4), (#""Offset":4"#, [], 4),
        (#""SupportTopic":0,"GroupType":"Public""#, ["crew", "late"], 2),
        (#""Limit":"2","Offset":"2""#, ["work", "late"], 4),
    ])
    func `type, topics, offset and limit choose groups`(fields: String, expected: [String], total: Int) async throws {
        let server = try await world()
        let answer = try await server.call(path, #"{"Member_Account":"a",\#(fields)}"#)
        #expect(answer.strings("GroupId", in: "GroupIdList") == expected)
        #expect(answer.text.contains(#""TotalCount":\#(total),"#))
    }

    @Test func `a strict app takes no SupportTopic for other types`() async throws {
        let server = try await world().changed { $0.isStrict = true }
        let body = #"{"Member_Account":"a","SupportTopic":0,"GroupType":"Public"}"#
        #expect(try await server.call(path, body).code == 10004)
    }

    @Test func `Communities with topics say what they are, and what their topics hold`() async throws {
        let server = try await world()
        let answer = try await server.call(path, #"{"Member_Account":"a","SupportTopic":1}"#)
        let totals = #""GrossTopicNextMsgSeq":1,"SelfInfo":{"GrossTopicReadSeq":0}"#
        #expect(answer.text.hasSuffix(#"[{"GroupId":"@TGS#_t","Type":"Community","SupportTopic":1,\#(totals)}]}"#))
    }

    @Test func `a new Work group shows to others than its owner on request only`() async throws {
        let server = try await world()
        let body = { (flag: String) in #"{"Member_Account":"b","GroupType":"Private"\#(flag)}"# }
        let listed = { (answer: Answer) in answer.strings("GroupId", in: "GroupIdList") }
        #expect(try await listed(server.call(path, body(""))) == [])
        #expect(try await listed(server.call(path, body(#","WithNoActiveGroups":1"#))) == ["work"])
        _ = try await server.call("group_open_http_svc/import_group", #"{"Type":"Work","Name":"n","GroupId":"old"}"#)
        _ = try await server.call(
            "group_open_http_svc/import_group_member", #"{"GroupId":"old","MemberList":[{"Member_Account":"b"}]}"#)
        #expect(try await listed(server.call(path, body(""))) == ["old"])
    }

    @Test(arguments: ["ghost", " b", ""])
    func `an account that does not exist is in no group`(name: String) async throws {
        let server = try await world()
        #expect(
            try await server.call(path, #"{"Member_Account":"\#(name)"}"#).text
                == envelope + #","TotalCount":0,"GroupIdList":[]}"#)
    }

    @Test func `an answer of exactly the limit is delivered and one byte more refused`() async throws {
        let server = try await world()
        let body = #"{"Member_Account":"a","ResponseFilter":{"GroupBaseInfoFilter":["Name"]}}"#
        let size = try await server.call(path, body).text.utf8.count
        #expect(try await server.changed { $0.maximumAnswerBytes = size }.call(path, body).code == 0)
        for missing in [1, size / 2] {
            let tooSmall = server.changed { $0.maximumAnswerBytes = size - missing }
            #expect(try await tooSmall.call(path, body).code == 10018)
        }
    }

    @Test(arguments: [
        ("{}", 10004), (#"{"Member_Account":5}"#, 60015), (#"{"Member_Account":"a","Limit":5001}"#, 10004),
        (#"{"Member_Account":"a","Limit":-1}"#, 10004), (#"{"Member_Account":"a","Offset":-1}"#, 10004),
        (#"{"Member_Account":"a","GroupType":"BChatRoom"}"#, 10004),
        (#"{"Member_Account":"a","SupportTopic":1,"GroupType":"Public"}"#, 10004),
        (#"{"Member_Account":"a","WithHugeGroups":2}"#, 10004),
        (#"{"Member_Account":"a","WithNoActiveGroups":"x"}"#, 10004),
        (#"{"Member_Account":"a","ResponseFilter":[]}"#, 10004),
        (#"{"Member_Account":"a","ResponseFilter":{"SelfInfoFilter":"Role"}}"#, 10004),
        (#"{"Member_Account":"a","ResponseFilter":{"GroupBaseInfoFilter":[1]}}"#, 10004),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await world()
        try await server.expectRefusal(code, of: path, body)
    }

    /// A server with a Community with topics, a Work group and a later Public group of `a` beside `crew`; `b` is in all.
    private func world() async throws -> TestServer {
        let server = try await TestServer.withCrew()
        for (type, id, time) in [("Community", "@TGS#_t", Int64(0)), ("Work", "work", 0), ("Public", "late", 9)] {
            let topics = type == "Community" ? 1 : 0
            let created = try await server.later(by: time).call(
                "group_open_http_svc/create_group",
                #"{"Type":"\#(type)","Name":"n","GroupId":"\#(id)","Owner_Account":"a","SupportTopic":\#(topics),"#
                    + #""MemberList":[{"Member_Account":"b"}]}"#)
            try #require(created.code == 0)
        }
        return server
    }
}
