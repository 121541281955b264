import Apps
import Commands
import Testing
import Wire

/// One test for each entry of `docs/differences.md`, numbered as there.
@Suite("Differences from the original")
struct DifferencesTests {
    @Test func `1: custom fields need no declaration`() async throws {
        let server = try await TestServer.withCrew()
        let answer = try await server.call(
            "group_open_http_svc/modify_group_base_info",
            #"{"GroupId":"crew","AppDefinedData":[{"Key":"never_declared","Value":"v"}]}"#)
        #expect(answer.code == 0)
        #expect(try await server.groupInfo("crew").text.contains(#"{"Key":"never_declared","Value":"v"}"#))
    }

    @Test func `2: a deleted account can be imported again at once`() async throws {
        let server = try await TestServer(accounts: ["a"])
        _ = try await server.call("im_open_login_svc/account_delete", #"{"DeleteItem":[{"UserID":"a"}]}"#)
        #expect(try await server.call("im_open_login_svc/account_import", #"{"UserID":"a"}"#).code == 0)
    }

    @Test(arguments: ["Name", "Introduction", "Notification", "FaceUrl"])
    func `3: texts of a group hold no NUL`(field: String) async throws {
        let server = try await TestServer.withCrew()
        let answer = try await server.call(
            "group_open_http_svc/modify_group_base_info", #"{"GroupId":"crew","\#(field)":"a\u0000"}"#)
        #expect(answer.code == 10004)
        #expect(answer.info.contains(field))
    }

    @Test(arguments: [("Public", "@TGS#_x"), ("Community", "x")])
    func `4: the prefix of a Community is checked at imports too`(type: String, id: String) async throws {
        let server = try await TestServer()
        let answer = try await server.call(
            "group_open_http_svc/import_group", #"{"Type":"\#(type)","Name":"n","GroupId":"\#(id)"}"#)
        #expect(answer.code == 10004)
    }

    @Test(arguments: [(FieldProfile.seed, false), (.current, true)])
    func `5: name cards are left out of the page's fields`(profile: FieldProfile, isShown: Bool) async throws {
        let server = try await TestServer.withCrew { $0.fieldProfile = profile }
        _ = try await server.call(
            "group_open_http_svc/modify_group_member_info",
            #"{"GroupId":"crew","Member_Account":"b","NameCard":"Gate 3"}"#)
        #expect(try await server.groupInfo("crew").text.contains(#""NameCard":"Gate 3""#) == isShown)
    }

    @Test func `6: a user may own more groups than a plan allows`() async throws {
        let server = try await TestServer(accounts: ["a"])
        for number in 0..<60 {
            let answer = try await server.call(
                "group_open_http_svc/create_group",
                #"{"Type":"Public","Name":"n","GroupId":"g\#(number)","Owner_Account":"a"}"#)
            #expect(answer.code == 0)
        }
    }

    @Test func `7: messages are kept for ever`() async throws {
        let server = try await TestServer.withCrew()
        try await server.send("hi")
        let tenYears: Int64 = 3_650 * 86_400
        #expect(try await server.later(by: tenYears).history().integers("IsPlaceMsg", in: "RspMsgList") == [0])
    }

    @Test func `8: a group takes more than 40 messages in a second`() async throws {
        let server = try await TestServer.withCrew()
        try await server.send(45)
        #expect(try await server.groupInfo("crew").text.contains(#""NextMsgSeq":46"#))
    }

    @Test func `9: an import takes 20 messages`() async throws {
        let server = try await TestServer.withCrew()
        let message = #"{"From_Account":"a","SendTime":1735700001,"MsgBody":\#(TestServer.body("m"))}"#
        let list = Array(repeating: message, count: 20).joined(separator: ",")
        let answer = try await server.later(by: 9).call(
            "group_open_http_svc/import_group_msg", #"{"GroupId":"crew","MsgList":[\#(list)]}"#)
        #expect(answer.integers("Result", in: "ImportMsgResult") == Array(repeating: 0, count: 20))
    }
}
