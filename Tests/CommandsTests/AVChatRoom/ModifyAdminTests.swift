import Testing
import Wire

/// `modify_admin` and `get_admin_list`, which show each other's work.
@Suite("modify_admin, get_admin_list")
struct ModifyAdminTests {
    private let path = "group_open_avchatroom_http_svc/modify_admin"
    private let listPath = "group_open_avchatroom_http_svc/get_admin_list"
    private let success = #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0"#

    @Test func `administrators are appointed and dismissed`() async throws {
        let server = try await TestServer.withCrew(moreAccounts: ["c"])
        _ = try await server.call(
            "im_open_login_svc/account_import", #"{"UserID":"b","Nick":"Bob","FaceUrl":"http://b.example/b.png"}"#)
        let none = try await server.call(listPath, #"{"GroupId":"live"}"#)
        #expect(none.text == success + #","Admin_List":[]}"#)
        let appointed = try await server.call(
            path, #"{"GroupId":"live","CommandType":1,"Admin_Account":["c","b","c"]}"#)
        #expect(appointed.text == success + "}")
        #expect(
            try await server.call(listPath, #"{"GroupId":"live"}"#).text
                == success + #","Admin_List":[{"Admin_Account":"c","NickName":"","Avatar":""},"#
                + #"{"Admin_Account":"b","NickName":"Bob","Avatar":"http://b.example/b.png"}]}"#)
        let dismissed = try await server.call(
            path, #"{"GroupId":"live","CommandType":2,"Admin_Account":["c","a","ghost"," b"]}"#)
        #expect(dismissed.text == success + "}")
        let left = try await server.call(listPath, #"{"GroupId":"live"}"#)
        #expect(left.strings("Admin_Account", in: "Admin_List") == ["b"])
    }

    @Test func `an appointment outlives visits, and ends with the account and the group`() async throws {
        let server = try await TestServer.withCrew()
        _ = try await server.call(path, #"{"GroupId":"live","CommandType":1,"Admin_Account":["a","b"]}"#)
        server.disconnect(try server.connect("b", into: "live"))
        _ = try await server.call("im_open_login_svc/account_delete", #"{"DeleteItem":[{"UserID":"a"}]}"#)
        let left = try await server.call(listPath, #"{"GroupId":"live"}"#)
        #expect(left.strings("Admin_Account", in: "Admin_List") == ["b"])
        _ = try await server.call("group_open_http_svc/destroy_group", #"{"GroupId":"live"}"#)
        _ = try await server.call(
            "group_open_http_svc/create_group", #"{"Type":"AVChatRoom","Name":"Live","GroupId":"live"}"#)
        #expect(try await server.call(listPath, #"{"GroupId":"live"}"#).text == success + #","Admin_List":[]}"#)
    }

    @Test func `more than five administrators are refused, and nothing changes`() async throws {
        let server = try await TestServer.withCrew(moreAccounts: ["c", "d", "e", "f"])
        let five = #"{"GroupId":"live","CommandType":1,"Admin_Account":["a","b","c","d","e"]}"#
        let sixth = #"{"GroupId":"live","CommandType":1,"Admin_Account":["a","f"]}"#
        #expect(try await server.call(path, five).code == 0)
        #expect(try await server.call(path, sixth).code == 10005)
        let list = try await server.call(listPath, #"{"GroupId":"live"}"#)
        #expect(list.strings("Admin_Account", in: "Admin_List") == ["a", "b", "c", "d", "e"])
        let many = (0..<501).map { #""m\#($0)""# }.joined(separator: ",")
        let dismissal = #"{"GroupId":"live","CommandType":2,"Admin_Account":[\#(many)]}"#
        #expect(try await server.call(path, dismissal).code == 10005)
    }

    @Test(arguments: [
        (#"{"CommandType":1,"Admin_Account":["a"]}"#, 10004),
        (#"{"GroupId":"live","Admin_Account":["a"]}"#, 10004),
        (#"{"GroupId":"live","CommandType":3,"Admin_Account":["a"]}"#, 10004),
        (#"{"GroupId":"live","CommandType":1}"#, 10004),
        (#"{"GroupId":"live","CommandType":1,"Admin_Account":[]}"#, 10004),
        (#"{"GroupId":"live","CommandType":1,"Admin_Account":"a"}"#, 10004),
        (#"{"GroupId":"live","CommandType":1,"Admin_Account":[1]}"#, 60015),
        (#"{"GroupId":"","CommandType":1,"Admin_Account":["a"]}"#, 10015),
        (#"{"GroupId":"ghost","CommandType":1,"Admin_Account":["a"]}"#, 10010),
        (#"{"GroupId":"crew","CommandType":1,"Admin_Account":[" b"]}"#, 10007),
        (#"{"GroupId":"live","CommandType":1,"Admin_Account":["a","ghost"]}"#, 10019),
        (#"{"GroupId":"live","CommandType":1,"Admin_Account":[" b"]}"#, 10019),
    ])
    func `refusals of modify_admin`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        let answer = try await server.call(path, body)
        #expect(answer.code == code)
        #expect(answer.isWellFormed)
        let list = try await server.call(listPath, #"{"GroupId":"live"}"#)
        #expect(list.text == success + #","Admin_List":[]}"#)
    }

    @Test(arguments: [
        ("{}", 10004), (#"{"GroupId":5}"#, 10004), (#"{"GroupId":""}"#, 10015), (#"{"GroupId":"ghost"}"#, 10010),
        (#"{"GroupId":"crew"}"#, 10007),
    ])
    func `refusals of get_admin_list`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        try await server.expectRefusal(code, of: listPath, body)
    }
}
