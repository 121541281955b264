import Testing
import Wire

@Suite("account_delete")
struct AccountDeleteTests {
    private let path = "im_open_login_svc/account_delete"

    @Test func `every item has its result`() async throws {
        let server = try await TestServer(accounts: ["otis"])
        let answer = try await server.call(
            path,
            #"{"DeleteItem":[{"UserID":"otis"},{"UserID":"ghost"},{"UserID":"administrator"},{"UserID":" b"}]}"#)
        #expect(answer.integers("ResultCode", in: "ResultItem") == [0, 70107, 70402, 70107])
        #expect(
            answer.text.hasPrefix(
                #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"ResultItem":["#
                    + #"{"ResultCode":0,"ResultInfo":"","UserID":"otis"},"#
                    + #"{"ResultCode":70107,"ResultInfo":"Err_TLS_PT_Open_Login_Account_Not_Exist","UserID":"ghost"}"#))
        let again = try await server.call(path, #"{"DeleteItem":[{"UserID":"otis"}]}"#)
        #expect(again.integers("ResultCode", in: "ResultItem") == [70107])
    }

    @Test func `a deleted account leaves its groups, and those it owned have no owner`() async throws {
        let server = try await TestServer.withCrew().later(by: 5)
        _ = try await server.call(path, #"{"DeleteItem":[{"UserID":"a"}]}"#)
        let text = try await server.groupInfo("crew").text
        #expect(text.contains(#""Owner_Account":"""#))
        #expect(text.contains(#""LastInfoTime":1735700005"#))
        #expect(text.contains(#""MemberNum":1"#))
        #expect(!text.contains(#""Member_Account":"a""#))
    }

    @Test func `a deleted account can be imported again, without its mutes`() async throws {
        let server = try await TestServer.withCrew()
        _ = try await server.call(
            "group_open_http_svc/forbid_send_msg", #"{"GroupId":"crew","Members_Account":["b"],"MuteTime":600}"#)
        _ = try await server.call(path, #"{"DeleteItem":[{"UserID":"b"}]}"#)
        _ = try await server.call("im_open_login_svc/account_import", #"{"UserID":"b"}"#)
        _ = try await server.call(
            "group_open_http_svc/add_group_member", #"{"GroupId":"crew","MemberList":[{"Member_Account":"b"}]}"#)
        #expect(try await !server.groupInfo("crew").text.contains(#""MuteUntil":1735700600"#))
    }

    @Test func `an account that comes back has read nothing, and is in no list of the old one`() async throws {
        let server = try await TestServer(accounts: ["a", "b", "c"])
        let id = try await server.create("Public", members: ["a", "b", "c"])
        try await server.send(to: id, more: #","NeedReadReceipt":1"#)
        _ = try await server.call(
            "group_open_http_svc/group_msg_receipt",
            #"{"GroupId":"\#(id)","From_Account":"b","MsgSeqList":[{"MsgSeq":1}]}"#)
        _ = try await server.call(
            "group_open_http_svc/ban_group_member", #"{"GroupId":"\#(id)","Members_Account":["c"],"Duration":600}"#)
        _ = try await server.call(
            "profile/portrait_set", #"{"From_Account":"b","ProfileItem":[{"Tag":"Tag_Profile_IM_Level","Value":3}]}"#)
        _ = try await server.call("openconfigsvr/setnospeaking", #"{"Set_Account":"b","GroupmsgNospeakingTime":600}"#)
        _ = try await server.call(path, #"{"DeleteItem":[{"UserID":"b"},{"UserID":"c"}]}"#)
        _ = try await server.call("im_open_login_svc/multiaccount_import", #"{"Accounts":["b","c"]}"#)
        for filter in 0...1 {
            let page = try await server.call(
                "group_open_http_svc/get_group_msg_receipt_detail",
                #"{"GroupId":"\#(id)","MsgSeq":1,"Filter":\#(filter),"Cursor":"","Count":9}"#)
            #expect(page.code == 0)
            #expect(!page.text.contains("_Account\""), "\(page.text)")
        }
        let counts = try await server.call(
            "group_open_http_svc/get_group_msg_receipt", #"{"GroupId":"\#(id)","MsgSeqList":[{"MsgSeq":1}]}"#)
        #expect(counts.text.contains(#""ReadNum":0,"UnreadNum":0"#), "\(counts.text)")
        let bans = try await server.call("group_open_http_svc/get_group_ban_member", #"{"GroupId":"\#(id)","Limit":9}"#)
        #expect(!bans.text.contains(#""c""#))
        let portrait = try await server.call(
            "profile/portrait_get", #"{"To_Account":["b"],"TagList":["Tag_Profile_IM_Level"]}"#)
        #expect(!portrait.text.contains(#""Value""#))
        let mute = try await server.call("openconfigsvr/getnospeaking", #"{"Get_Account":"b"}"#)
        #expect(mute.integer("GroupmsgNospeakingTime") == 0)
        let joined = try await server.call("group_open_http_svc/get_joined_group_list", #"{"Member_Account":"b"}"#)
        #expect(joined.integer("TotalCount") == 0)
    }

    @Test(arguments: [
        ("{}", 70402), (#"{"DeleteItem":[]}"#, 70402), (#"{"DeleteItem":["a"]}"#, 70402),
        (#"{"DeleteItem":[{}]}"#, 70402),
        (#"{"DeleteItem":[{"UserID":5}]}"#, 60015),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer()
        try await server.expectRefusal(code, of: path, body)
    }

    @Test func `101 items are refused`() async throws {
        let server = try await TestServer()
        let items = (0..<101).map { #"{"UserID":"m\#($0)"}"# }.joined(separator: ",")
        #expect(try await server.call(path, #"{"DeleteItem":[\#(items)]}"#).code == 70402)
    }
}
