import Apps
import Commands
import Groups
import Storage
import Testing
import Wire

@Suite("get_group_info")
struct GetGroupInfoTests {
    private let path = "group_open_http_svc/get_group_info"
    private let envelope = #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"GroupInfo":["#

    // MARK: Filters

    @Test(arguments: ["", "null", "{}", #"{"GroupBaseInfoFilter":[],"MemberInfoFilter":null}"#])
    func `no filter that is set means no filtering`(filter: String) async throws {
        let server = try await TestServer.withCrew()
        let unfiltered = try await server.call(path, #"{"GroupIdList":["crew"]}"#)
        let body = filter.isEmpty ? "" : #","ResponseFilter":\#(filter)"#
        #expect(try await server.call(path, #"{"GroupIdList":["crew"]\#(body)}"#).text == unfiltered.text)
        #expect(unfiltered.text.contains(#""AppMemberDefinedData":[{"Key":"seat","Value":"7"}]"#))
    }

    @Test(arguments: [
        (#"{"GroupBaseInfoFilter":["Name","Type"]}"#, #","Type":"Public","Name":"Crew"}"#),
        (#"{"GroupBaseInfoFilter":["GroupId","nonsense"]}"#, "}"),
        (
            #"{"GroupBaseInfoFilter":["Appid","InfoSeq","InviteJoinOption","ShutUpAllMember"]}"#,
            #","Appid":1400777001,"InfoSeq":0,"InviteJoinOption":"DisableInvite","ShutUpAllMember":"Off"}"#
        ),
        (
            #"{"GroupBaseInfoFilter":["MuteAllMember","ShutUpAllMember","HistoryMsgBeforeJoin","SupportTopic"]}"#,
            #","MuteAllMember":"Off","ShutUpAllMember":"Off","HistoryMsgBeforeJoin":"Off"}"#
        ),
        (
            #"{"MemberInfoFilter":["Account","Role","NameCard"]}"#,
            #","MemberList":[{"Member_Account":"a","Role":"Owner","NameCard":""},"#
                + #"{"Member_Account":"b","Role":"Member","NameCard":""}]}"#
        ),
        (
            #"{"MemberInfoFilter":["ShutUpUntil"]}"#,
            #","MemberList":[{"Member_Account":"a","ShutUpUntil":0},{"Member_Account":"b","ShutUpUntil":0}]}"#
        ),
        (
            #"{"AppDefinedDataFilter_Group":["two","one","missing"]}"#,
            #","AppDefinedData":[{"Key":"one","Value":"1"},{"Key":"two","Value":"2"}]}"#
        ),
        (#"{"AppDefinedDataFilter_Group":["missing"]}"#, "}"),
        (
            #"{"AppDefinedDataFilter_GroupMember":["seat"]}"#,
            #","MemberList":[{"Member_Account":"a"},"#
                + #"{"Member_Account":"b","AppMemberDefinedData":[{"Key":"seat","Value":"7"}]}]}"#
        ),
        (
            #"{"GroupBaseInfoFilter":["Name"],"MemberInfoFilter":["Role"],"#
                + #""AppDefinedDataFilter_Group":["two"],"AppDefinedDataFilter_GroupMember":["seat"]}"#,
            #","Name":"Crew","AppDefinedData":[{"Key":"two","Value":"2"}],"#
                + #""MemberList":[{"Member_Account":"a","Role":"Owner"},"#
                + #"{"Member_Account":"b","Role":"Member","AppMemberDefinedData":[{"Key":"seat","Value":"7"}]}]}"#
        ),
        (
            #"{"SelfInfoFilter":["Role"],"GroupBaseInfoFilter":["MemberNum"]}"#, #","MemberNum":2}"#
        ),
    ])
    func `filters give what they name, and their union`(filter: String, expected: String) async throws {
        let server = try await TestServer.withCrew()
        let answer = try await server.call(path, #"{"GroupIdList":["crew"],"ResponseFilter":\#(filter)}"#)
        #expect(answer.text == envelope + #"{"GroupId":"crew","ErrorCode":0,"ErrorInfo":"""# + expected + "]}")
    }

    @Test func `legacy names stand beside the newer ones where the app says so`() async throws {
        let server = try await TestServer.withCrew { $0.answersLegacyNames = true }
        let text = try await server.call(path, #"{"GroupIdList":["crew"]}"#).text
        #expect(text.contains(#""MuteAllMember":"Off","ShutUpAllMember":"Off""#))
        #expect(text.contains(#""MuteUntil":0,"ShutUpUntil":0"#))
    }

    @Test func `the current profile adds the newer fields`() async throws {
        let server = try await TestServer.withCrew { $0.fieldProfile = .current }
        _ = try await server.call(
            "group_open_http_svc/modify_group_member_info",
            #"{"GroupId":"crew","Member_Account":"b","NameCard":"Gate 3"}"#)
        let text = try await server.call(path, #"{"GroupIdList":["crew"]}"#).text
        #expect(text.contains(#""CreateTime":1735700000,"InfoSeq":0,"LastInfoTime""#))
        #expect(
            text.contains(#""ApplyJoinOption":"NeedPermission","InviteJoinOption":"DisableInvite","MuteAllMember""#))
        #expect(text.contains(#""MuteUntil":0,"NameCard":"Gate 3","AppMemberDefinedData""#))
        #expect(!text.contains("SupportTopic"))
    }

    @Test func `the current profile shows the flags of a Community`() async throws {
        let server = try await TestServer { $0.fieldProfile = .current }
        _ = try await server.call(
            "group_open_http_svc/create_group",
            #"{"Type":"Community","Name":"n","GroupId":"@TGS#_x","SupportTopic":1}"#)
        let text = try await server.call(path, #"{"GroupIdList":["@TGS#_x"]}"#).text
        #expect(
            text.contains(
                #""MuteAllMember":"Off","SupportTopic":1,"EnablePermission":0,"DefaultPermission":64,"MemberList":[]"#))
    }

    // MARK: Entries

    @Test func `every position has its entry, missing and malformed ones too`() async throws {
        let server = try await TestServer.withCrew()
        let answer = try await server.call(
            path,
            #"{"GroupIdList":["","crew","ghost","crew","ä","x@TOPIC#_y"],"#
                + #""ResponseFilter":{"GroupBaseInfoFilter":["Name"]}}"#)
        let crew = #"{"GroupId":"crew","ErrorCode":0,"ErrorInfo":"","Name":"Crew"}"#
        #expect(
            answer.text == envelope
                + [
                    #"{"GroupId":"","ErrorCode":10015,"ErrorInfo":"invalid group id"}"#, crew,
                    #"{"GroupId":"ghost","ErrorCode":10010,"ErrorInfo":"this group does not exist"}"#, crew,
                    #"{"GroupId":"ä","ErrorCode":10015,"ErrorInfo":"invalid group id"}"#,
                    #"{"GroupId":"x@TOPIC#_y","ErrorCode":10015,"ErrorInfo":"invalid group id"}"#,
                ].joined(separator: ",") + "]}")
    }

    @Test func `a call in which every entry failed is still OK`() async throws {
        let server = try await TestServer()
        let answer = try await server.call(path, #"{"GroupIdList":["ghost",""]}"#)
        #expect(answer.code == 0)
        #expect(answer.integers("ErrorCode", in: "GroupInfo") == [10010, 10015])
    }

    @Test func `a destroyed group and a group of another app are missing`() async throws {
        let server = try await TestServer.withCrew()
        let other = server.sharingStore(sdkAppID: 1_400_777_002)
        #expect(try await other.groupInfo("crew").integers("ErrorCode", in: "GroupInfo") == [10010])
        _ = try await server.call("group_open_http_svc/destroy_group", #"{"GroupId":"crew"}"#)
        #expect(try await server.groupInfo("crew").integers("ErrorCode", in: "GroupInfo") == [10010])
    }

    @Test func `an AVChatRoom has no member fields, whatever the filter says`() async throws {
        let server = try await TestServer(accounts: ["a"])
        _ = try await server.call(
            "group_open_http_svc/create_group", #"{"Type":"AVChatRoom","Name":"n","GroupId":"g","Owner_Account":"a"}"#)
        let unfiltered = try await server.groupInfo("g").text
        #expect(unfiltered.hasSuffix(#""ApplyJoinOption":"FreeAccess","MuteAllMember":"Off"}]}"#))
        #expect(!unfiltered.contains(#""MemberNum""#))
        let filtered = try await server.call(
            path,
            #"{"GroupIdList":["g"],"ResponseFilter":{"GroupBaseInfoFilter":["MemberNum","InviteJoinOption","Name"],"#
                + #""MemberInfoFilter":["Role"],"AppDefinedDataFilter_GroupMember":["x"]}}"#)
        #expect(filtered.text == envelope + #"{"GroupId":"g","ErrorCode":0,"ErrorInfo":"","Name":"n"}]}"#)
    }

    @Test func `a group without owner and members says so`() async throws {
        let server = try await TestServer()
        _ = try await server.call("group_open_http_svc/create_group", #"{"Type":"Public","Name":"n","GroupId":"g"}"#)
        let text = try await server.groupInfo("g").text
        #expect(text.contains(#""Owner_Account":"""#))
        #expect(text.contains(#""MemberNum":0"#))
        #expect(text.hasSuffix(#""MemberList":[]}]}"#))
    }

    @Test func `a mute that has run out reads as 0`() async throws {
        let server = try await TestServer.withCrew()
        _ = try await server.call(
            "group_open_http_svc/forbid_send_msg", #"{"GroupId":"crew","Members_Account":["b"],"MuteTime":60}"#)
        #expect(try await server.groupInfo("crew").text.contains(#""MuteUntil":1735700060"#))
        let later = server.later(by: 60)
        #expect(try await !later.groupInfo("crew").text.contains(#""MuteUntil":1735700060"#))
    }

    // MARK: Refusals

    @Test(arguments: [
        ("{}", "GroupIdList"), (#"{"GroupIdList":null}"#, "GroupIdList"), (#"{"GroupIdList":[]}"#, "GroupIdList"),
        (#"{"GroupIdList":"crew"}"#, "GroupIdList"), (#"{"GroupIdList":["crew",5]}"#, "GroupIdList[1]"),
        (#"{"GroupIdList":[null]}"#, "GroupIdList[0]"),
        (#"{"GroupIdList":["crew"],"ResponseFilter":[]}"#, "ResponseFilter"),
        (#"{"GroupIdList":["crew"],"ResponseFilter":"x"}"#, "ResponseFilter"),
        (
            #"{"GroupIdList":["crew"],"ResponseFilter":{"MemberInfoFilter":"Role"}}"#,
            "ResponseFilter.MemberInfoFilter"
        ),
        (
            #"{"GroupIdList":["crew"],"ResponseFilter":{"GroupBaseInfoFilter":["Name",1]}}"#,
            "ResponseFilter.GroupBaseInfoFilter[1]"
        ),
    ])
    func `a wrong request is refused with 10004 naming the field`(body: String, field: String) async throws {
        let server = try await TestServer.withCrew()
        let answer = try await server.call(path, body)
        #expect(answer.code == 10004)
        #expect(answer.isWellFormed)
        #expect(answer.info.contains(field))
    }

    @Test func `50 groups are answered and 51 refused`() async throws {
        let server = try await TestServer()
        let list = { (count: Int) in (0..<count).map { #""g\#($0)""# }.joined(separator: ",") }
        let fifty = try await server.call(path, #"{"GroupIdList":[\#(list(50))]}"#)
        #expect(fifty.objects("GroupInfo").count == 50)
        #expect(try await server.call(path, #"{"GroupIdList":[\#(list(51))]}"#).code == 10004)
    }

    @Test func `an answer of exactly the limit is delivered and one byte more refused`() async throws {
        let server = try await TestServer.withCrew()
        let size = try await server.groupInfo("crew").text.utf8.count
        let fitting = server.changed { $0.maximumAnswerBytes = size }
        #expect(try await fitting.groupInfo("crew").code == 0)
        let tooSmall = server.changed { $0.maximumAnswerBytes = size - 1 }
        let refused = try await tooSmall.groupInfo("crew")
        #expect(refused.code == 10018)
        #expect(refused.isWellFormed)
    }

    @Test func `6000 members exceed 1 MB unfiltered and fit with their roles alone`() async throws {
        let server = try await TestServer()
        let members = (0..<6_000).compactMap { Account("member_with_a_long_name_\(10_000_000 + $0)") }.map {
            Member(
                account: $0, joinTime: TestServer.now, msgFlag: .acceptAndNotify,
                customFields: [CustomField(key: "seat", value: "7")])
        }
        let profile = GroupProfile(
            id: try #require(GroupID("big")), type: .public, name: "n", createTime: TestServer.now, memberNum: 6_000,
            maxMemberNum: 6_000)
        try await server.store.restoreGroup(
            NewGroup(profile: profile, members: members), in: server.app.scope(at: TestServer.now))
        #expect(try await server.groupInfo("big").code == 10018)
        let roles = try await server.call(
            path, #"{"GroupIdList":["big"],"ResponseFilter":{"MemberInfoFilter":["Role"]}}"#)
        #expect(roles.code == 0)
    }
}
