import Apps
import Commands
import Testing
import Wire

@Suite("get_members")
struct GetMembersTests {
    private let path = "group_open_avchatroom_http_svc/get_members"
    private let success = #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0"#

    @Test func `those who are inside are listed with their names, the latest first`() async throws {
        let server = try await TestServer.withCrew()
        _ = try await server.call(
            "im_open_login_svc/account_import", #"{"UserID":"b","Nick":"Bob","FaceUrl":"http://b.example/b.png"}"#)
        try server.connect("a", into: "live")
        try server.connect("b", into: "live", after: 5)
        try server.connect("administrator", after: 5)
        let answer = try await server.later(by: 6).call(path, #"{"GroupId":"live","Timestamp":0}"#)
        #expect(
            answer.text == success + #","MemberList":["#
                + #"{"Member_Account":"b","JoinTime":1735700005,"NickName":"Bob","Avatar":"http://b.example/b.png"},"#
                + #"{"Member_Account":"a","JoinTime":1735700000,"NickName":"","Avatar":""}],"NextTimestamp":0}"#)
    }

    @Test func `a Mark of 0 asks for none`() async throws {
        let server = try await TestServer.withCrew()
        try server.connect("a", into: "live")
        let body = #"{"GroupId":"live","Timestamp":"0","Mark":0}"#
        #expect(try await server.call(path, body).strings("Member_Account", in: "MemberList") == ["a"])
        let strict = #"{"GroupId":"live","Timestamp":0,"Mark":0}"#
        #expect(try await server.changed { $0.isStrict = true }.call(path, strict).code == 10004)
    }

    @Test func `an empty room, and one that was destroyed, list nobody`() async throws {
        let server = try await TestServer.withCrew()
        let empty = success + #","MemberList":[],"NextTimestamp":0}"#
        #expect(try await server.call(path, #"{"GroupId":"live"}"#).text == empty)
        try server.connect("a", into: "live")
        _ = try await server.call("group_open_http_svc/destroy_group", #"{"GroupId":"live"}"#)
        _ = try await server.call(
            "group_open_http_svc/create_group", #"{"Type":"AVChatRoom","Name":"Live","GroupId":"live"}"#)
        #expect(try await server.call(path, #"{"GroupId":"live","Timestamp":0}"#).text == empty)
    }

    @Test func `pages of 250 reach everybody once while others come and go`() async throws {
        let server = try await TestServer.withCrew()
        for number in 0..<600 {
            try server.connect("u\(number)", into: "live", after: Int64(number / 20))
        }
        let first = try await server.call(path, #"{"GroupId":"live","Timestamp":0}"#)
        #expect(first.strings("Member_Account", in: "MemberList").count == 260)
        #expect(first.text.hasSuffix(#""NextTimestamp":1735700017}"#))
        try server.connect("late", into: "live", after: 40)
        let second = try await server.call(path, #"{"GroupId":"live","Timestamp":1735700017}"#)
        #expect(second.text.hasSuffix(#""NextTimestamp":1735700004}"#))
        let third = try await server.call(path, #"{"GroupId":"live","Timestamp":1735700004}"#)
        #expect(third.text.hasSuffix(#""NextTimestamp":0}"#))
        let all = [first, second, third].flatMap { $0.strings("Member_Account", in: "MemberList") }
        #expect(all.count == 600)
        #expect(Set(all) == Set((0..<600).map { "u\($0)" }))
    }

    @Test(arguments: [
        ("{}", 10004), (#"{"GroupId":5}"#, 10004), (#"{"GroupId":"live","Timestamp":-1}"#, 10004),
        (#"{"GroupId":"live","Timestamp":"x"}"#, 10004), (#"{"GroupId":"live","Mark":999}"#, 10004),
        (#"{"GroupId":"live","Mark":[1000]}"#, 10004), (#"{"GroupId":""}"#, 10015),
        (#"{"GroupId":"ghost","Timestamp":0}"#, 10010), (#"{"GroupId":"crew","Timestamp":0}"#, 10007),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        try await server.expectRefusal(code, of: path, body)
    }
}
