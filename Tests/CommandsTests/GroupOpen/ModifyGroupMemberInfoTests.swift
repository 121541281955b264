import Apps
import Commands
import Testing
import Wire

@Suite("modify_group_member_info")
struct ModifyGroupMemberInfoTests {
    private let path = "group_open_http_svc/modify_group_member_info"

    @Test func `named fields change and the group's profile does not`() async throws {
        let server = try await TestServer.withCrew().later(by: 9)
        let answer = try await server.call(
            path,
            #"{"GroupId":"crew","Member_Account":"b","Role":"Admin","MsgFlag":"AcceptNotNotifyExceptAt","#
                + #""NameCard":"Gate 3","MuteTime":91,"#
                + #""AppMemberDefinedData":[{"Key":"seat","Value":""},{"Key":"row","Value":"\u0000"}]}"#)
        #expect(answer.text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}"#)
        let read = try await server.call(
            "group_open_http_svc/get_group_info",
            #"{"GroupIdList":["crew"],"ResponseFilter":{"GroupBaseInfoFilter":["InfoSeq","LastInfoTime"],"#
                + #""MemberInfoFilter":["Role","MsgFlag","MuteUntil","NameCard"],"#
                + #""AppDefinedDataFilter_GroupMember":["seat","row"]}}"#)
        #expect(read.text.contains(#""InfoSeq":0,"LastInfoTime":1735700000"#))
        #expect(
            read.text.hasSuffix(
                #"{"Member_Account":"b","Role":"Admin","MsgFlag":"AcceptNotNotifyExceptAt","MuteUntil":1735700100,"#
                    + #""NameCard":"Gate 3","AppMemberDefinedData":[{"Key":"row","Value":"\u0000"}]}]}]}"#))
    }

    @Test(arguments: [
        (#""MuteTime":4294967295"#, "4294967295"), (#""ShutUpTime":60"#, "1735700060"), (#""MuteTime":0"#, "0"),
        (#""MuteTime":10,"ShutUpTime":99"#, "1735700010"), (#""ShutUpUntil":99"#, "0"),
        (#""MuteTime":null,"ShutUpTime":99"#, "1735700099"), (#""MuteTime":"","ShutUpTime":"99""#, "1735700099"),
        (#""MuteTime":0,"ShutUpTime":99"#, "0"), (#""MuteTime":"10","ShutUpTime":"""#, "1735700010"),
    ])
    func `mutes end when they are said to`(field: String, end: String) async throws {
        let server = try await TestServer.withCrew()
        #expect(try await server.call(path, #"{"GroupId":"crew","Member_Account":"b",\#(field)}"#).code == 0)
        #expect(try await server.groupInfo("crew").text.contains(#""MuteUntil":\#(end),"AppMemberDefinedData""#))
    }

    @Test(arguments: [
        (#"{"GroupId":"crew"}"#, 10004), (#"{"Member_Account":"b"}"#, 10004),
        (#"{"GroupId":"crew","Member_Account":"c"}"#, 10004), (#"{"GroupId":"crew","Member_Account":" b"}"#, 10004),
        (#"{"GroupId":"crew","Member_Account":"b","Role":"Owner"}"#, 10004),
        (#"{"GroupId":"crew","Member_Account":"a","Role":"Member"}"#, 10007),
        (#"{"GroupId":"crew","Member_Account":"b","Role":"Boss"}"#, 10004),
        (#"{"GroupId":"crew","Member_Account":"b","MsgFlag":"Loud"}"#, 10004),
        (#"{"GroupId":"crew","Member_Account":"b","MuteTime":-1}"#, 10004),
        (#"{"GroupId":"crew","Member_Account":"b","MuteTime":4294967296}"#, 10004),
        (#"{"GroupId":"crew","Member_Account":"b","NameCard":"a\u0000"}"#, 10004),
        (#"{"GroupId":"crew","Member_Account":5}"#, 60015), (#"{"GroupId":"ä","Member_Account":"b"}"#, 10015),
        (#"{"GroupId":"ghost","Member_Account":"b"}"#, 10010), (#"{"GroupId":"live","Member_Account":"b"}"#, 10007),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew(moreAccounts: ["c"])
        try await server.expectRefusal(code, of: path, body)
    }

    @Test(arguments: [#""Role":"Admin""#, #""MuteTime":60"#])
    func `Work groups know neither admins nor mutes`(field: String) async throws {
        let server = try await TestServer(accounts: ["a"])
        let id = try await server.create("Private", members: ["a"])
        let answer = try await server.call(path, #"{"GroupId":"\#(id)","Member_Account":"a","NameCard":"x",\#(field)}"#)
        #expect(answer.code == 10007)
    }

    @Test(arguments: [(16, 0), (17, 10004)])
    func `name cards are limited to 50 bytes`(characters: Int, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        let card = String(repeating: "中", count: characters) + "xx"
        let answer = try await server.call(
            path, #"{"GroupId":"crew","Member_Account":"b","NameCard":"\#(card)"}"#)
        #expect(answer.code == code)
    }

    @Test(arguments: [("v", 64, 0), ("v", 65, 10004)])
    func `custom values are limited to 64 bytes`(character: String, count: Int, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        let value = String(repeating: character, count: count)
        let answer = try await server.call(
            path,
            #"{"GroupId":"crew","Member_Account":"b","AppMemberDefinedData":[{"Key":"seat","Value":"\#(value)"}]}"#)
        #expect(answer.code == code)
    }

    @Test func `declared keys depend on the type of the group`() async throws {
        let server = try await TestServer.withCrew { $0.declaredMemberFields = [.public: ["seat"]] }
        let change = { (key: String) in
            #"{"GroupId":"crew","Member_Account":"b","AppMemberDefinedData":[{"Key":"\#(key)","Value":"v"}]}"#
        }
        #expect(try await server.call(path, change("seat")).code == 0)
        #expect(try await server.call(path, change("row")).code == 10004)
    }
}
