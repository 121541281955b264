import Testing
import Wire

@Suite("get_group_ban_member")
struct GetGroupBanMemberTests {
    private let path = "group_open_http_svc/get_group_ban_member"
    private let envelope = #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"BannedAccountList":["#

    @Test(arguments: [
        (
            "",
            #"{"BannedUntil":1735700010,"Member_Account":"y"},{"BannedUntil":1735700010,"Member_Account":"z"},"#
                + #"{"BannedUntil":1735700020,"Member_Account":"x"}],"NextOffset":0}"#
        ),
        (
            #","Limit":2,"Offset":0"#,
            #"{"BannedUntil":1735700010,"Member_Account":"y"},{"BannedUntil":1735700010,"Member_Account":"z"}],"#
                + #""NextOffset":2}"#
        ),
        (#","Limit":2,"Offset":2"#, #"{"BannedUntil":1735700020,"Member_Account":"x"}],"NextOffset":0}"#),
        (#","Limit":0,"Offset":3"#, #"],"NextOffset":0}"#),
    ])
    func `bans are listed by their end, page by page`(page: String, expected: String) async throws {
        let server = try await TestServer.withCrew()
        for (list, duration) in [(#""x""#, 20), (#""z","y""#, 10)] {
            _ = try await server.call(
                "group_open_http_svc/ban_group_member",
                #"{"GroupId":"crew","Members_Account":[\#(list)],"Duration":\#(duration)}"#)
        }
        #expect(try await server.call(path, #"{"GroupId":"crew"\#(page)}"#).text == envelope + expected)
        let later = server.later(by: 10)
        #expect(
            try await later.call(path, #"{"GroupId":"crew"}"#).strings("Member_Account", in: "BannedAccountList") == [
                "x"
            ])
    }

    @Test func `100 bans are a page`() async throws {
        let server = try await TestServer.withCrew()
        for start in stride(from: 0, to: 120, by: 20) {
            let list = (start..<start + 20).map { #""m\#($0)""# }.joined(separator: ",")
            _ = try await server.call(
                "group_open_http_svc/ban_group_member",
                #"{"GroupId":"crew","Members_Account":[\#(list)],"Duration":60}"#)
        }
        let first = try await server.call(path, #"{"GroupId":"crew"}"#)
        #expect(first.objects("BannedAccountList").count == 100)
        #expect(first.integer("NextOffset") == 100)
        let second = try await server.call(path, #"{"GroupId":"crew","Offset":100}"#)
        #expect(second.objects("BannedAccountList").count == 20)
        #expect(second.integer("NextOffset") == 0)
    }

    @Test(arguments: [
        (#"{"Offset":0}"#, 10004), (#"{"GroupId":"crew","Limit":101}"#, 10004),
        (#"{"GroupId":"crew","Limit":-1}"#, 10004), (#"{"GroupId":"crew","Offset":-1}"#, 10004),
        (#"{"GroupId":"crew","Offset":"x"}"#, 10004), (#"{"GroupId":""}"#, 10015), (#"{"GroupId":"ghost"}"#, 10010),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        try await server.expectRefusal(code, of: path, body)
    }
}
