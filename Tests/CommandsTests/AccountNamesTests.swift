import Apps
import Commands
import Testing
import Wire

/// A call that names the account `小明`, who is a member of `crew` and of the forum and is inside `live`.
struct NamingCall: Sendable, CustomTestStringConvertible {
    let path: String
    /// The request's members.
    let fields: String
    /// What the answer ends with where the app takes the name.
    let taken: String
    /// The code where the app is strict; `nil` where the answer is a success that ends with ``refusedEnd``.
    let refusedCode: Int64
    let refusedEnd: String

    var testDescription: String { path }

    /// - Parameter refused: what the answer of a strict app ends with.
    init(_ path: String, _ fields: String, _ taken: String, refused: String) {
        self.init(path, fields, taken, 0, refused)
    }

    /// - Parameter code: of a strict app's refusal.
    init(_ path: String, _ fields: String, _ taken: String = "}", code: Int64) {
        self.init(path, fields, taken, code, "}")
    }

    private init(_ path: String, _ fields: String, _ taken: String, _ refusedCode: Int64, _ refusedEnd: String) {
        self.path = path
        self.fields = fields
        self.taken = taken
        self.refusedCode = refusedCode
        self.refusedEnd = refusedEnd
    }

    private static let text = TestServer.body("hi")
    private static let permissionGroup = #""GroupId":"@TGS#_forum","PermissionGroupId":"@PMG#_e""#

    /// Every command that names an account.
    static let all = accounts + members + others + messages

    private static let accounts = [
        NamingCall(
            "im_open_login_svc/account_check", #""CheckItem":[{"UserID":"小明"}]"#, #""AccountStatus":"Imported"}]}"#,
            refused: #""AccountStatus":"NotImported"}]}"#),
        NamingCall(
            "im_open_login_svc/account_delete", #""DeleteItem":[{"UserID":"小明"}]"#,
            #"[{"ResultCode":0,"ResultInfo":"","UserID":"小明"}]}"#,
            refused: #"Err_TLS_PT_Open_Login_Account_Not_Exist","UserID":"小明"}]}"#),
        NamingCall("im_open_login_svc/account_import", #""UserID":"小红""#, code: 70402),
        NamingCall("im_open_login_svc/kick", #""UserID":"小明""#, code: 70107),
        NamingCall(
            "im_open_login_svc/multiaccount_import", #""Accounts":["小红","u"]"#, #""FailAccounts":[]}"#,
            refused: #""FailAccounts":["小红"]}"#),
        NamingCall(
            "im_open_login_svc/multiaccount_import", #""AccountList":[{"UserID":"小红"},{"UserID":"u"}]"#,
            #""FailAccounts":[]}"#, refused: #""FailAccounts":["小红"]}"#),
        NamingCall(
            "openim/query_online_status", #""To_Account":["小明","a"]"#, #""ErrorList":[]}"#,
            refused: #""ErrorList":[{"To_Account":"小明","ErrorCode":70107}]}"#),
        NamingCall(
            "openim/querystate", #""To_Account":["小明"]"#, #"[{"To_Account":"小明","State":"Online"}]}"#,
            refused: #"[{"To_Account":"小明","State":"Offline"}]}"#),
        NamingCall(
            "profile/portrait_get", #""To_Account":["小明"],"TagList":["Tag_Profile_IM_Nick"]"#,
            #""ResultCode":0,"ResultInfo":""}]}"#, code: 40003),
        NamingCall(
            "profile/portrait_set",
            #""From_Account":"小明","ProfileItem":[{"Tag":"Tag_Profile_IM_Nick","Value":"明"}]"#, code: 40003),
        NamingCall("openconfigsvr/getnospeaking", #""Get_Account":"小明""#, code: 130003),
        NamingCall("openconfigsvr/setnospeaking", #""Set_Account":"小明","GroupmsgNospeakingTime":5"#, code: 130005),
    ]

    private static let members = [
        NamingCall(
            "group_open_http_svc/add_group_member", #""GroupId":"crew","MemberList":[{"Member_Account":"小明"}]"#,
            #"[{"Member_Account":"小明","Result":2}]}"#, code: 10019),
        NamingCall(
            "group_open_http_svc/import_group_member",
            #""GroupId":"crew","MemberList":[{"Member_Account":"小明"}]"#, #""Result":2}]}"#, refused: #""Result":0}]}"#),
        NamingCall(
            "group_open_http_svc/create_group", #""Type":"Public","Name":"n","GroupId":"g","Owner_Account":"小明""#,
            code: 10019),
        NamingCall(
            "group_open_http_svc/create_group",
            #""Type":"Public","Name":"n","GroupId":"g","MemberList":[{"Member_Account":"小明"}]"#, code: 10019),
        NamingCall(
            "group_open_http_svc/import_group", #""Type":"Public","Name":"n","GroupId":"g","Owner_Account":"小明""#,
            code: 10019),
        NamingCall(
            "group_open_http_svc/modify_group_member_info", #""GroupId":"crew","Member_Account":"小明","NameCard":"明""#,
            code: 10004),
        NamingCall("group_open_http_svc/change_group_owner", #""GroupId":"crew","NewOwner_Account":"小明""#, code: 10004),
        NamingCall(
            "group_open_http_svc/set_unread_msg_num", #""GroupId":"crew","Member_Account":"小明","UnreadMsgNum":0"#,
            code: 10004),
        NamingCall(
            "group_open_http_svc/get_role_in_group", #""GroupId":"crew","User_Account":["小明"]"#, #""Role":"Member"}]}"#,
            refused: #""Role":"NotMember"}]}"#),
        NamingCall(
            "group_open_http_svc/get_specified_group_member_info",
            #""GroupId":"crew","Member_List_Account":["小明"],"MemberInfoFilter":["Role"]"#,
            #"[{"Member_Account":"小明","Role":"Member"}]}"#, refused: #""MemberList":[]}"#),
        NamingCall(
            "group_open_http_svc/get_joined_group_list", #""Member_Account":"小明""#, #"{"GroupId":"crew"}]}"#,
            refused: #""GroupIdList":[]}"#),
        NamingCall(
            "group_open_http_svc/add_permission_group_member",
            #"\#(permissionGroup),"MemberList":[{"Member_Account":"小明"}]"#, #""Result":1}]}"#,
            refused: #""Result":0}]}"#),
    ]

    private static let others = [
        NamingCall(
            "group_open_http_svc/modify_group_base_info", #""GroupId":"crew","Name":"n","From_Account":"小明""#,
            code: 10019),
        NamingCall(
            "million_group_open_http_svc/create_topic",
            #""GroupId":"@TGS#_forum","TopicName":"n","From_Account":"小明""#, code: 10019),
        NamingCall(
            "million_group_open_http_svc/modify_topic",
            #""GroupId":"@TGS#_forum","TopicId":"@TGS#_forum@TOPIC#_news","TopicName":"n","From_Account":"小明""#,
            code: 10019),
        NamingCall(
            "group_open_http_svc/import_topic", #""GroupId":"@TGS#_forum","TopicName":"n","From_Account":"小明""#,
            code: 10019),
        NamingCall(
            "group_open_avchatroom_http_svc/check_members", #""GroupId":"live","Member_Account":["小明"]"#,
            #""Member_Account":["小明"]}"#, refused: #""Member_Account":[]}"#),
        NamingCall(
            "group_open_avchatroom_http_svc/modify_admin",
            #""GroupId":"live","CommandType":1,"Admin_Account":["小明"]"#, code: 10019),
        NamingCall(
            "group_open_avchatroom_http_svc/modify_user_info",
            #""GroupId":"live","CommandType":1,"MemberList":[{"Member_Account":"小明","Marks":[1000]}]"#,
            #"[{"Member_Account":"小明","Marks":[1000]}]}"#, code: 10004),
    ]

    private static let messages = [
        NamingCall(
            "group_open_http_svc/send_group_msg",
            #""GroupId":"crew","From_Account":"小明","Random":1,"MsgBody":\#(text)"#, code: 10019),
        NamingCall(
            "group_open_http_svc/send_group_msg",
            #""GroupId":"crew","To_Account":["小明"],"Random":1,"MsgBody":\#(text)"#, code: 10004),
        NamingCall(
            "group_open_http_svc/send_group_msg",
            #""GroupId":"crew","GroupAtInfo":[{"GroupAtAllFlag":0,"GroupAt_Account":"小明"}],"Random":1,"MsgBody":\#(text)"#,
            code: 10004),
        NamingCall(
            "group_open_http_svc/send_broadcast_msg", #""From_Account":"小明","Random":1,"MsgBody":\#(text)"#, code: 10019
        ),
        NamingCall(
            "group_open_http_svc/import_group_msg",
            #""GroupId":"old","MsgList":[{"From_Account":"小明","SendTime":1500000000,"MsgBody":\#(text)}]"#,
            #""Result":0}]}"#, code: 10019),
        NamingCall(
            "group_open_http_svc/group_msg_receipt",
            #""GroupId":"crew","From_Account":"小明","MsgSeqList":[{"MsgSeq":1}]"#, code: 10007),
    ]
}

@Suite("Names of accounts")
struct AccountNamesTests {
    private static func server() async throws -> TestServer {
        let server = try await TestServer.withForum(moreAccounts: ["小明"])
        for group in ["crew", "@TGS#_forum"] {
            let added = try await server.call(
                "group_open_http_svc/add_group_member",
                #"{"GroupId":"\#(group)","MemberList":[{"Member_Account":"小明"}]}"#)
            try #require(added.integers("Result", in: "MemberList") == [1])
        }
        let old = try await server.call(
            "group_open_http_svc/import_group", #"{"Type":"Public","Name":"n","GroupId":"old","CreateTime":1400000000}"#
        )
        try #require(old.code == 0)
        try await server.createTopic("news")
        try await server.createPermissionGroup("e")
        try await server.send(more: #","NeedReadReceipt":1"#)
        try server.connect("小明", into: "live")
        return server
    }

    @Test(arguments: NamingCall.all)
    func `a name of UTF-8 is taken unless the app is strict`(call: NamingCall) async throws {
        let server = try await Self.server()
        let strict = try await server.changed { $0.isStrict = true }.call(call.path, "{\(call.fields)}")
        #expect(strict.code == call.refusedCode)
        #expect(strict.text.hasSuffix(call.refusedEnd), "\(strict.text)")
        let lenient = try await server.call(call.path, "{\(call.fields)}")
        #expect(lenient.code == 0)
        #expect(lenient.text.hasSuffix(call.taken), "\(lenient.text)")
    }

    @Test(arguments: [
        ("forbid_send_msg", #""MuteTime":60"#, "get_group_muted_account"),
        ("ban_group_member", #""Duration":60"#, "get_group_ban_member"),
    ])
    func `a strict app mutes and bans no such name`(command: String, rest: String, list: String) async throws {
        let server = try await Self.server()
        let body = #"{"GroupId":"crew","Members_Account":["小明","u"],\#(rest)}"#
        let listed = { try await server.call("group_open_http_svc/\(list)", #"{"GroupId":"crew"}"#).text }
        _ = try await server.changed { $0.isStrict = true }.call("group_open_http_svc/\(command)", body)
        #expect(try await listed().contains(#""u""#))
        #expect(try await !listed().contains("小明"))
        _ = try await server.call("group_open_http_svc/\(command)", body)
        #expect(try await listed().contains("小明"))
    }

    @Test(arguments: [
        ("group_open_http_svc/unban_group_member", #""GroupId":"crew","Members_Account":["小明"]"#),
        ("group_open_http_svc/delete_group_member", #""GroupId":"crew","MemberToDel_Account":["小明"]"#),
        ("group_open_http_svc/delete_group_msg_by_sender", #""GroupId":"crew","Sender_Account":"小明""#),
        (
            "group_open_http_svc/delete_permission_group_member",
            #""GroupId":"@TGS#_forum","PermissionGroupId":"@PMG#_e","MemberList":[{"Member_Account":"小明"}]"#
        ),
        ("group_open_http_svc/change_group_owner", #""GroupId":"crew","NewOwner_Account":"b","From_Account":"小明""#),
        ("million_group_open_http_svc/get_topic", #""GroupId":"@TGS#_forum","From_Account":"小明""#),
        (
            "group_open_http_svc/send_group_system_notification",
            #""GroupId":"crew","Content":"c","ToMembers_Account":["小明"]"#
        ),
    ])
    func `calls that pass over accounts take every name`(path: String, fields: String) async throws {
        let server = try await Self.server()
        #expect(try await server.changed { $0.isStrict = true }.call(path, "{\(fields)}").code == 0)
        #expect(try await server.call(path, "{\(fields)}").code == 0)
    }

    @Test func `a member whom a strict app cannot name is shown by it`() async throws {
        let server = try await Self.server().changed { $0.isStrict = true }
        #expect(try await server.groupInfo("crew").text.contains(#"{"Member_Account":"小明","Role":"Member""#))
    }

    @Test func `the refusal tells the rule that holds`() async throws {
        let server = try await TestServer()
        let body = #"{"UserID":"小明 "}"#
        let lenient = try await server.call("im_open_login_svc/account_import", body)
        #expect(lenient.info.contains("UTF-8"))
        let strict = try await server.changed { $0.isStrict = true }.call("im_open_login_svc/account_import", body)
        #expect(strict.info.contains("ASCII"))
    }

    @Test func `names that compose a character differently are different accounts`() async throws {
        let server = try await TestServer.withCrew(moreAccounts: ["zo\u{EB}", "zoe\u{308}"])
        let list = #"[{"Member_Account":"zo\u00eb"},{"Member_Account":"zoe\u0308"},{"Member_Account":"zo\u00eb"}]"#
        let added = try await server.call(
            "group_open_http_svc/add_group_member", #"{"GroupId":"crew","MemberList":\#(list)}"#)
        #expect(added.integers("Result", in: "MemberList") == [1, 1, 2])
        _ = try await server.call(
            "group_open_http_svc/forbid_send_msg",
            #"{"GroupId":"crew","Members_Account":["zoe\u0308"],"MuteTime":60}"#)
        let muted = try await server.call("group_open_http_svc/get_group_muted_account", #"{"GroupId":"crew"}"#)
        #expect(muted.strings("Member_Account", in: "MutedAccountList").map(\.utf8.count) == [5])
        let roles = try await server.call(
            "group_open_http_svc/get_role_in_group", #"{"GroupId":"crew","User_Account":["zoe\u0308","Zo\u00eb"]}"#)
        #expect(roles.strings("Role", in: "UserIdList") == ["Member", "NotMember"])
    }

    @Test func `lists are in the order of bytes`() async throws {
        let names = ["é", "z", "小", "e\u{301}", "Z"]
        let server = try await TestServer.withCrew()
        _ = try await server.call(
            "group_open_http_svc/forbid_send_msg",
            #"{"GroupId":"crew","Members_Account":[\#(names.map { "\"\($0)\"" }.joined(separator: ","))],"MuteTime":60}"#
        )
        let muted = try await server.call("group_open_http_svc/get_group_muted_account", #"{"GroupId":"crew"}"#)
        #expect(
            muted.strings("Member_Account", in: "MutedAccountList").map { Array($0.utf8) }
                == ["Z", "e\u{301}", "z", "\u{E9}", "小"].map { Array($0.utf8) })
    }
}
