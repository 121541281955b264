import Apps
import Commands
import Testing
import Wire

/// The fields of group and member answers that presence knows, which are answered only when a filter names them.
@Suite("OnlineMemberNum, OnlineStatus")
struct OnlineFieldsTests {
    private let path = "group_open_http_svc/get_group_info"

    @Test func `get_group_info answers both where they are named`() async throws {
        let server = try await TestServer.withCrew()
        try server.connect("b", into: "live")
        let answer = try await server.call(
            path,
            #"{"GroupIdList":["crew","live","ghost"],"ResponseFilter":{"#
                + #""GroupBaseInfoFilter":["Name","OnlineMemberNum"],"MemberInfoFilter":["OnlineStatus","NameCard"]}}"#)
        #expect(
            answer.text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"GroupInfo":["#
                + #"{"GroupId":"crew","ErrorCode":0,"ErrorInfo":"","Name":"Crew","OnlineMemberNum":1,"MemberList":["#
                + #"{"Member_Account":"a","NameCard":"","OnlineStatus":"Offline"},"#
                + #"{"Member_Account":"b","NameCard":"","OnlineStatus":"Online"}]},"#
                + #"{"GroupId":"live","ErrorCode":0,"ErrorInfo":"","Name":"Live","OnlineMemberNum":1},"#
                + #"{"GroupId":"ghost","ErrorCode":10010,"ErrorInfo":"this group does not exist"}]}"#)
    }

    @Test func `an unfiltered answer has neither`() async throws {
        let server = try await TestServer.withCrew { $0.fieldProfile = .current }
        try server.connect("b")
        let text = try await server.groupInfo("crew").text
        #expect(!text.contains("Online"))
    }

    @Test(arguments: [
        ("get_group_member_info", #"{"GroupId":"crew","MemberInfoFilter":["OnlineStatus"]}"#),
        (
            "get_specified_group_member_info",
            #"{"GroupId":"crew","Member_List_Account":["a","b"],"MemberInfoFilter":["OnlineStatus"]}"#
        ),
    ])
    func `member lists answer the status where it is named`(command: String, body: String) async throws {
        let server = try await TestServer.withCrew()
        try server.connect("a")
        let answer = try await server.call("group_open_http_svc/\(command)", body)
        #expect(answer.strings("OnlineStatus", in: "MemberList") == ["Online", "Offline"])
    }
}
