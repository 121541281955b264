import Apps
import Commands
import Groups
import Storage
import Testing
import Wire

@Suite("create_group")
struct CreateGroupTests {
    private let path = "group_open_http_svc/create_group"

    @Test func `a group with owner and members can be read back`() async throws {
        let server = try await TestServer(accounts: ["u_1001", "u_1002", "u_1003"])
        let created = try await server.call(
            path,
            """
            {"Type":"Public","Name":"Night shift","Owner_Account":"u_1001","GroupId":"shift-7",
             "Introduction":"intro","Notification":"note","FaceUrl":"face","MaxMemberCount":50,
             "ApplyJoinOption":"FreeAccess","InviteJoinOption":"NeedPermission",
             "AppDefinedData":[{"Key":"tier","Value":"gold"}],"AppMemberDefinedData":[],
             "MemberList":[{"Member_Account":"u_1002","Role":"Admin",
                            "AppMemberDefinedData":[{"Key":"seat","Value":"7"}]},
                           {"Member_Account":"u_1003","NameCard":"ignored","JoinTime":5}]}
            """)
        #expect(created.text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"GroupId":"shift-7"}"#)
        #expect(
            try await server.groupInfo("shift-7").text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"GroupInfo":[{"GroupId":"shift-7","#
                + #""ErrorCode":0,"ErrorInfo":"","Type":"Public","Name":"Night shift","Appid":1400777001,"#
                + #""Introduction":"intro","Notification":"note","FaceUrl":"face","Owner_Account":"u_1001","#
                + #""CreateTime":1735700000,"LastInfoTime":1735700000,"LastMsgTime":0,"NextMsgSeq":1,"MemberNum":3,"#
                + #""MaxMemberNum":50,"ApplyJoinOption":"FreeAccess","MuteAllMember":"Off","#
                + #""AppDefinedData":[{"Key":"tier","Value":"gold"}],"MemberList":["#
                + #"{"Member_Account":"u_1001","Role":"Owner","JoinTime":1735700000,"MsgSeq":0,"#
                + #""MsgFlag":"AcceptAndNotify","LastSendMsgTime":0,"MuteUntil":0},"#
                + #"{"Member_Account":"u_1002","Role":"Admin","JoinTime":1735700000,"MsgSeq":0,"#
                + #""MsgFlag":"AcceptAndNotify","LastSendMsgTime":0,"MuteUntil":0,"#
                + #""AppMemberDefinedData":[{"Key":"seat","Value":"7"}]},"#
                + #"{"Member_Account":"u_1003","Role":"Member","JoinTime":1735700000,"MsgSeq":0,"#
                + #""MsgFlag":"AcceptAndNotify","LastSendMsgTime":0,"MuteUntil":0}]}]}"#)
    }

    @Test(arguments: [
        ("Private", "@TGS#1"), ("Work", "@TGS#1"), ("Public", "@TGS#2"), ("ChatRoom", "@TGS#3"),
        ("Meeting", "@TGS#3"), ("AVChatRoom", "@TGS#a"), ("Community", "@TGS#_@TGS#c"),
    ])
    func `every type and alias gets an identifier of its own`(type: String, prefix: String) async throws {
        let server = try await TestServer()
        let first = try await server.call(path, #"{"Type":"\#(type)","Name":"n"}"#)
        let second = try await server.call(path, #"{"Type":"\#(type)","Name":"n"}"#)
        #expect(try #require(first.string("GroupId")).hasPrefix(prefix))
        #expect(first.string("GroupId") != second.string("GroupId"))
    }

    @Test func `a Community answers its type and HugeGroupFlag`() async throws {
        let server = try await TestServer()
        let answer = try await server.call(
            path, #"{"Type":"Community","Name":"n","GroupId":"@TGS#_x","SupportTopic":1,"EnablePermission":1}"#)
        #expect(
            answer.text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"GroupId":"@TGS#_x","Type":"Community","#
                + #""HugeGroupFlag":0}"#)
    }

    @Test func `empty texts where nothing is meant count as absent`() async throws {
        let server = try await TestServer()
        let answer = try await server.call(
            path,
            #"{"Type":"Public","Name":"n","GroupId":"","Owner_Account":"","ApplyJoinOption":"","MemberList":null}"#)
        #expect(answer.code == 0)
        let strict = try await TestServer { $0.isStrict = true }
        let refused = try await strict.call(path, #"{"Type":"Public","Name":"n","ApplyJoinOption":""}"#)
        #expect(refused.code == 10004)
    }

    @Test(arguments: [
        #""MaxMemberCount":0"#, #""MaxMemberNum":0"#, #""MaxMemberCount":"0","MaxMemberNum":0"#,
        #""MaxMemberCount":0.0,"MaxMemberNum":null,"SupportTopic":0,"EnablePermission":0,"DefaultPermission":0"#,
    ])
    func `zeros that mean nothing count as absent`(fields: String) async throws {
        let server = try await TestServer()
        let body = #"{"Type":"Public","Name":"n","GroupId":"g",\#(fields)}"#
        #expect(try await server.call(path, body).code == 0)
        #expect(try await server.groupInfo("g").text.contains(#""MaxMemberNum":2000"#))
        let refused = try await server.changed { $0.isStrict = true }.call(path, body)
        #expect(refused.code == 10004)
        #expect(refused.info.contains("MaxMember"))
    }

    @Test func `of two names the one that has a value counts`() async throws {
        let server = try await TestServer()
        for (id, fields) in [
            ("g1", #""MaxMemberCount":0,"MaxMemberNum":7"#), ("g2", #""MaxMemberCount":7,"MaxMemberNum":0"#),
            ("g3", #""MaxMemberCount":"","MaxMemberNum":7"#),
        ] {
            let answer = try await server.call(path, #"{"Type":"Public","Name":"n","GroupId":"\#(id)",\#(fields)}"#)
            #expect(answer.code == 0)
            #expect(try await server.groupInfo(id).text.contains(#""MaxMemberNum":7"#))
        }
    }

    @Test func `where permission groups are on, no rights are meant as such`() async throws {
        let server = try await TestServer()
        let answer = try await server.call(
            path,
            #"{"Type":"Community","Name":"n","GroupId":"@TGS#_x","SupportTopic":1,"EnablePermission":1,"#
                + #""DefaultPermission":0}"#)
        #expect(answer.code == 0)
        let read = try await server.call(
            "group_open_http_svc/get_group_info",
            #"{"GroupIdList":["@TGS#_x"],"ResponseFilter":{"GroupBaseInfoFilter":["DefaultPermission"]}}"#)
        #expect(read.text.contains(#""DefaultPermission":0"#))
    }

    @Test(arguments: [
        (#"{"key":"k","value":"v"}"#, #"[{"Key":"k","Value":"v"}]"#),
        (#"{"key":"k","Value":"v"}"#, #"[{"Key":"k","Value":"v"}]"#),
        (#"{"Key":"","key":"k","value":null,"Value":"v"}"#, #"[{"Key":"k","Value":"v"}]"#),
    ])
    func `the names in custom fields may be in lower case, and are answered in upper case`(
        entry: String, stored: String
    ) async throws {
        let server = try await TestServer(accounts: ["a"])
        let body =
            #"{"Type":"Public","Name":"n","GroupId":"g","AppDefinedData":[\#(entry)],"#
            + #""MemberList":[{"Member_Account":"a","AppMemberDefinedData":[\#(entry)]}]}"#
        let refused = try await server.changed { $0.isStrict = true }.call(path, body)
        #expect(refused.code == 10004)
        #expect(refused.info.hasPrefix("AppDefinedData"))
        #expect(try await server.call(path, body).code == 0)
        let text = try await server.groupInfo("g").text
        #expect(text.contains(#""AppDefinedData":\#(stored)"#))
        #expect(text.contains(#""AppMemberDefinedData":\#(stored)"#))
    }

    @Test(arguments: [
        (#"{"Name":"n"}"#, 10004, "Type"),
        (
            #"{"Type":"Public","Name":"n","AppDefinedData":[{"Key":"a","key":"a","Value":""}]}"#, 10004,
            "AppDefinedData[0].key must not stand beside Key"
        ),
        (#"{"Type":"Public","Name":"n","AppDefinedData":[{"key":"a"}]}"#, 10004, "AppDefinedData[0].Value is missing"),
        (
            #"{"Type":"Public","Name":"n","AppDefinedData":[{"Key":"a","Value":null}]}"#, 10004,
            "AppDefinedData[0].Value"
        ),
        (#"{"Type":"BChatRoom","Name":"n"}"#, 10004, "Type"),
        (#"{"Type":"public","Name":"n"}"#, 10004, "Type"),
        (#"{"Type":5,"Name":"n"}"#, 10004, "Type"),
        (#"{"Type":"Public"}"#, 10004, "Name"),
        (#"{"Type":"Public","Name":""}"#, 10004, "Name"),
        (#"{"Type":"Public","Name":7}"#, 10004, "Name"),
        (#"{"Type":"Public","Name":"a\u0000b"}"#, 10004, "Name"),
        (#"{"Type":"Public","Name":"n","Introduction":[]}"#, 10004, "Introduction"),
        (#"{"Type":"Public","Name":"n","MaxMemberCount":"50x"}"#, 10004, "MaxMemberCount"),
        (#"{"Type":"Public","Name":"n","MaxMemberCount":"6001"}"#, 10004, "MaxMemberCount must be 1 to 6000"),
        (#"{"Type":"Public","Name":"n","MaxMemberNum":6001}"#, 10004, "MaxMemberNum must be 1 to 6000"),
        (#"{"Type":"Public","Name":"n","MaxMemberCount":5,"MaxMemberNum":5}"#, 10004, "MaxMemberCount"),
        (#"{"Type":"Public","Name":"n","DefaultPermission":1}"#, 10004, "DefaultPermission"),
        (#"{"Type":"Public","Name":"n","MaxMemberCount":1.5}"#, 10004, "MaxMemberCount"),
        (#"{"Type":"Public","Name":"n","MaxMemberCount":99999999999999999999}"#, 10004, "MaxMemberCount"),
        (#"{"Type":"Public","Name":"n","MaxMemberCount":-1}"#, 10004, "MaxMemberCount"),
        (#"{"Type":"Public","Name":"n","ApplyJoinOption":"Free"}"#, 10004, "ApplyJoinOption"),
        (#"{"Type":"Public","Name":"n","InviteJoinOption":"Free"}"#, 10004, "InviteJoinOption"),
        (#"{"Type":"AVChatRoom","Name":"n","InviteJoinOption":"FreeAccess"}"#, 10004, "InviteJoinOption"),
        (#"{"Type":"Public","Name":"n","SupportTopic":1}"#, 10004, "SupportTopic"),
        (#"{"Type":"Public","Name":"n","SupportTopic":2}"#, 10004, "SupportTopic"),
        (#"{"Type":"Public","Name":"n","GroupId":9}"#, 10004, "GroupId"),
        (#"{"Type":"Public","Name":"n","GroupId":"@TGS#x"}"#, 10004, "GroupId"),
        (#"{"Type":"Public","Name":"n","GroupId":"ä"}"#, 10004, "GroupId"),
        (#"{"Type":"Community","Name":"n","GroupId":"x"}"#, 10004, "GroupId"),
        (#"{"Type":"Public","Name":"n","AppDefinedData":[{"Key":"a"}]}"#, 10004, "AppDefinedData[0].Value"),
        (#"{"Type":"Public","Name":"n","AppDefinedData":[{"Key":"a","Value":1}]}"#, 10004, "AppDefinedData[0].Value"),
        (#"{"Type":"Public","Name":"n","AppDefinedData":[{"Key":"a b","Value":""}]}"#, 10004, "AppDefinedData"),
        (#"{"Type":"Public","Name":"n","MemberList":{}}"#, 10004, "MemberList"),
        (#"{"Type":"Public","Name":"n","MemberList":["a"]}"#, 10004, "MemberList[0]"),
        (#"{"Type":"Public","Name":"n","MemberList":[{}]}"#, 10004, "MemberList[0].Member_Account"),
        (#"{"Type":"Public","Name":"n","MemberList":[{"Member_Account":"a","Role":"Owner"}]}"#, 10004, "Role"),
        (#"{"Type":"Public","Name":"n","MemberList":[{"Member_Account":1}]}"#, 60015, "MemberList[0].Member_Account"),
        (#"{"Type":"Public","Name":"n","Owner_Account":1}"#, 60015, "Owner_Account"),
        (#"{"Type":"AVChatRoom","Name":"n","MemberList":[{"Member_Account":"a"}]}"#, 10007, "MemberList"),
        (#"{"Type":"Work","Name":"n","MemberList":[{"Member_Account":"a","Role":"Admin"}]}"#, 10007, "Role"),
        (#"{"Type":"Public","Name":"n","Owner_Account":"ghost"}"#, 10019, "ghost"),
        (#"{"Type":"Public","Name":"n","MemberList":[{"Member_Account":"ghost"}]}"#, 10019, "ghost"),
        (#"{"Type":"Public","Name":"n","MemberList":[{"Member_Account":"a\u0000b"}]}"#, 10019, "account"),
        ("[]", 10004, "body"), ("", 60003, "empty"), ("{", 60003, "JSON"), (#"{"Type":"\uD800"}"#, 60003, "JSON"),
    ])
    func `a wrong field is named`(body: String, code: Int64, text: String) async throws {
        let server = try await TestServer(accounts: ["a"])
        let answer = try await server.call(path, body)
        #expect(answer.code == code)
        #expect(answer.isWellFormed)
        #expect(answer.info.contains(text))
    }

    @Test(arguments: [("Name", 100), ("Introduction", 400), ("Notification", 400), ("FaceUrl", 500)])
    func `texts are limited in bytes`(field: String, limit: Int) async throws {
        let server = try await TestServer()
        let fitting = String(repeating: "中", count: limit / 3) + String(repeating: "x", count: limit % 3)
        let body = { (text: String) in
            field == "Name"
                ? #"{"Type":"Public","Name":"\#(text)"}"# : #"{"Type":"Public","Name":"n","\#(field)":"\#(text)"}"#
        }
        #expect(try await server.call(path, body(fitting)).code == 0)
        #expect(try await server.call(path, body(fitting + "x")).code == 10004)
    }

    @Test(arguments: [("Name", 30), ("Introduction", 240), ("Notification", 300), ("FaceUrl", 100)])
    func `strict apps keep the older limits`(field: String, limit: Int) async throws {
        let server = try await TestServer {
            $0.isStrict = true
            $0.limits = .strict
        }
        let text = String(repeating: "x", count: limit + 1)
        let answer = try await server.call(
            path,
            field == "Name"
                ? #"{"Type":"Public","Name":"\#(text)"}"# : #"{"Type":"Public","Name":"n","\#(field)":"\#(text)"}"#)
        #expect(answer.code == 10004)
    }

    @Test func `more than 100 members are refused with 10005`() async throws {
        let names = (0...100).map { "m\($0)" }
        let server = try await TestServer(accounts: names)
        let list = { (count: Int) in
            names.prefix(count).map { #"{"Member_Account":"\#($0)"}"# }.joined(separator: ",")
        }
        let refused = try await server.call(path, #"{"Type":"Public","Name":"n","MemberList":[\#(list(101))]}"#)
        #expect(refused.code == 10005)
        let accepted = try await server.call(path, #"{"Type":"Public","Name":"n","MemberList":[\#(list(100))]}"#)
        #expect(accepted.code == 0)
    }

    @Test func `an identifier in use is refused, and free again after destroying`() async throws {
        let server = try await TestServer(accounts: ["a", "b"])
        let body = { (owner: String) in #"{"Type":"Public","Name":"n","GroupId":"g","Owner_Account":"\#(owner)"}"# }
        #expect(try await server.call(path, body("a")).code == 0)
        #expect(try await server.call(path, body("a")).code == 10025)
        #expect(try await server.call(path, body("b")).code == 10021)
        #expect(try await server.call("group_open_http_svc/destroy_group", #"{"GroupId":"g"}"#).code == 0)
        #expect(try await server.call(path, body("b")).code == 0)
    }

    @Test func `nothing is created when an account does not exist`() async throws {
        let server = try await TestServer(accounts: ["a"])
        let answer = try await server.call(
            path, #"{"Type":"Public","Name":"n","GroupId":"g","MemberList":[{"Member_Account":"ghost"}]}"#)
        #expect(answer.code == 10019)
        #expect(try await server.groupInfo("g").text.contains("10010"))
    }

    @Test func `accounts are imported on sight where the app says so`() async throws {
        let server = try await TestServer { $0.accountPolicy = .importOnSight }
        let answer = try await server.call(
            path, #"{"Type":"Public","Name":"n","Owner_Account":"new","MemberList":[{"Member_Account":"newer"}]}"#)
        #expect(answer.code == 0)
        let checked = try await server.call(
            "im_open_login_svc/account_check", #"{"CheckItem":[{"UserID":"new"},{"UserID":"newer"}]}"#)
        #expect(checked.strings("AccountStatus", in: "ResultItem") == ["Imported", "Imported"])
    }

    @Test func `an AVChatRoom keeps its owner and has no members`() async throws {
        let server = try await TestServer(accounts: ["a"])
        _ = try await server.call(path, #"{"Type":"AVChatRoom","Name":"n","GroupId":"g","Owner_Account":"a"}"#)
        let info = try await server.groupInfo("g").text
        #expect(info.contains(#""Owner_Account":"a""#))
        #expect(!info.contains(#""MemberNum""#) && !info.contains("MemberList"))
    }

    @Test func `declared custom fields shut others out`() async throws {
        let server = try await TestServer(accounts: ["a"]) {
            $0.declaredGroupFields = ["one", "two"]
            $0.declaredMemberFields = [.public: ["seat"]]
        }
        let create = { (key: String, memberKey: String) in
            #"{"Type":"Public","Name":"n","AppDefinedData":[{"Key":"\#(key)","Value":"v"}],"MemberList":"#
                + #"[{"Member_Account":"a","AppMemberDefinedData":[{"Key":"\#(memberKey)","Value":"v"}]}]}"#
        }
        #expect(try await server.call(path, create("one", "seat")).code == 0)
        let refused = try await server.call(path, create("other", "seat"))
        #expect(refused.code == 10004)
        #expect(refused.info == "all defined key is invalid")
        #expect(try await server.call(path, create("two", "other")).code == 10004)
    }
}
