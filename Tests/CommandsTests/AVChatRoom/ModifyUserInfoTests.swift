import Testing
import Wire

@Suite("modify_user_info")
struct ModifyUserInfoTests {
    private let path = "group_open_avchatroom_http_svc/modify_user_info"
    private let success = #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0"#

    @Test func `marks are set and deleted for those who are inside`() async throws {
        let server = try await TestServer.withCrew()
        try server.connect("a", into: "live")
        let set = try await server.call(
            path,
            #"{"GroupId":"live","CommandType":1,"MemberList":[{"Member_Account":"b","Marks":[1000]},"#
                + #"{"Member_Account":"a","Marks":[1001,1000,1001]},{"Member_Account":"a","Marks":[600]}]}"#)
        #expect(
            set.text == success
                + #","CommandType":1,"MemberList":[{"Member_Account":"a","Marks":[1001,1000,600]}]}"#)
        #expect(try await members(of: server, mark: 1_000) == ["a"])
        #expect(try await members(of: server, mark: nil) == [])
        let deleted = try await server.call(
            path, #"{"GroupId":"live","CommandType":2,"MemberList":[{"Member_Account":"a","Marks":[600,1000]}]}"#)
        #expect(
            deleted.text == success + #","CommandType":2,"MemberList":[{"Member_Account":"a","Marks":[600,1000]}]}"#)
        #expect(try await members(of: server, mark: 1_000) == [])
        #expect(try await members(of: server, mark: 1_001) == ["a"])
        #expect(try await members(of: server, mark: nil) == ["a"])
    }

    @Test func `mark 500 counts an account as online for three days`() async throws {
        let server = try await TestServer.withCrew()
        let answer = try await server.call(
            path,
            #"{"GroupId":"live","CommandType":1,"MemberList":[{"Member_Account":"b","Marks":[500]},"#
                + #"{"Member_Account":"ghost","Marks":[500]}]}"#)
        #expect(answer.text == success + #","CommandType":1,"MemberList":[{"Member_Account":"b","Marks":[500]}]}"#)
        let count = success + #","OnlineMemberNum":"#
        #expect(try await onlineMemberNum(server.later(by: 3 * 86_400 - 1)) == count + "1}")
        #expect(try await onlineMemberNum(server.later(by: 3 * 86_400)) == count + "0}")
    }

    @Test func `breaking off clears marks`() async throws {
        let server = try await TestServer.withCrew()
        let id = try server.connect("a", into: "live")
        _ = try await server.call(
            path, #"{"GroupId":"live","CommandType":1,"MemberList":[{"Member_Account":"a","Marks":[1000]}]}"#)
        server.disconnect(id)
        try server.connect("a", into: "live")
        #expect(try await members(of: server, mark: 1_000) == [])
        #expect(try await members(of: server, mark: nil) == ["a"])
    }

    @Test func `the call fails when nobody is inside, and when there are too many marks`() async throws {
        let server = try await TestServer.withCrew()
        let body = { (numbers: ClosedRange<Int>) in
            #"{"GroupId":"live","CommandType":1,"MemberList":[{"Member_Account":"a","Marks":["#
                + numbers.map(String.init).joined(separator: ",") + "]}]}"
        }
        let nobody = try await server.call(path, body(1_000...1_000))
        #expect(nobody.code == 10004)
        #expect(nobody.info == "MemberList: no online member")
        try server.connect("a", into: "live")
        #expect(try await server.call(path, body(1_000...1_010)).code == 10004)
        #expect(try await members(of: server, mark: 1_000) == [])
        #expect(try await server.call(path, body(1_000...1_009)).code == 0)
        #expect(try await server.call(path, body(1_010...1_010)).code == 10004)
    }

    @Test func `more than 500 members are refused with 10005`() async throws {
        let server = try await TestServer.withCrew()
        try server.connect("m0", into: "live")
        _ = try await server.call("im_open_login_svc/account_import", #"{"UserID":"m0"}"#)
        let body = { (count: Int) in
            #"{"GroupId":"live","CommandType":1,"MemberList":["#
                + (0..<count).map { #"{"Member_Account":"m\#($0)","Marks":[1000]}"# }.joined(separator: ",") + "]}"
        }
        #expect(try await server.call(path, body(501)).code == 10005)
        #expect(try await server.call(path, body(500)).code == 0)
    }

    @Test(arguments: [
        (#"{"CommandType":1,"MemberList":[{"Member_Account":"a","Marks":[500]}]}"#, 10004),
        (#"{"GroupId":"live","MemberList":[{"Member_Account":"a","Marks":[500]}]}"#, 10004),
        (#"{"GroupId":"live","CommandType":0,"MemberList":[{"Member_Account":"a","Marks":[500]}]}"#, 10004),
        (#"{"GroupId":"live","CommandType":1}"#, 10004),
        (#"{"GroupId":"live","CommandType":1,"MemberList":[]}"#, 10004),
        (#"{"GroupId":"live","CommandType":1,"MemberList":["a"]}"#, 10004),
        (#"{"GroupId":"live","CommandType":1,"MemberList":[{"Marks":[500]}]}"#, 10004),
        (#"{"GroupId":"live","CommandType":1,"MemberList":[{"Member_Account":1,"Marks":[500]}]}"#, 60015),
        (#"{"GroupId":"live","CommandType":1,"MemberList":[{"Member_Account":"a"}]}"#, 10004),
        (#"{"GroupId":"live","CommandType":1,"MemberList":[{"Member_Account":"a","Marks":[]}]}"#, 10004),
        (#"{"GroupId":"live","CommandType":1,"MemberList":[{"Member_Account":"a","Marks":500}]}"#, 10004),
        (#"{"GroupId":"live","CommandType":1,"MemberList":[{"Member_Account":"a","Marks":["500x"]}]}"#, 10004),
        (#"{"GroupId":"live","CommandType":1,"MemberList":[{"Member_Account":"a","Marks":[999]}]}"#, 10004),
        (#"{"GroupId":"","CommandType":1,"MemberList":[{"Member_Account":"a","Marks":[500]}]}"#, 10015),
        (#"{"GroupId":"ghost","CommandType":1,"MemberList":[{"Member_Account":"a","Marks":[500]}]}"#, 10010),
        (#"{"GroupId":"crew","CommandType":1,"MemberList":[{"Member_Account":"a","Marks":[500]}]}"#, 10007),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        try await server.expectRefusal(code, of: path, body)
    }

    private func members(of server: TestServer, mark: Int?) async throws -> [String] {
        let filter = mark.map { #","Mark":\#($0)"# } ?? ""
        let answer = try await server.call(
            "group_open_avchatroom_http_svc/get_members", #"{"GroupId":"live","Timestamp":0\#(filter)}"#)
        return answer.strings("Member_Account", in: "MemberList")
    }

    private func onlineMemberNum(_ server: TestServer) async throws -> String {
        try await server.call("group_open_http_svc/get_online_member_num", #"{"GroupId":"live"}"#).text
    }
}
