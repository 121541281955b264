import Apps
import Commands
import Testing
import Wire

@Suite("import_group")
struct ImportGroupTests {
    private let path = "group_open_http_svc/import_group"

    @Test func `an imported group has its own times`() async throws {
        let server = try await TestServer(accounts: ["a"])
        let answer = try await server.call(
            path,
            #"{"Type":"Public","Name":"n","GroupId":"@TGS#2OLDGROUP","Owner_Account":"a","CreateTime":1400000000,"#
                + #""MaxMemberCount":500,"InviteJoinOption":"ignored","MemberList":"ignored"}"#)
        #expect(answer.text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"GroupId":"@TGS#2OLDGROUP"}"#)
        let text = try await server.groupInfo("@TGS#2OLDGROUP").text
        #expect(text.contains(#""CreateTime":1400000000,"LastInfoTime":1400000000,"LastMsgTime":0"#))
        #expect(text.contains(#""MaxMemberNum":500"#))
        #expect(text.contains(#"{"Member_Account":"a","Role":"Owner","JoinTime":1400000000"#))
    }

    @Test func `zeros count as absent, but in a strict app they are wrong`() async throws {
        let server = try await TestServer()
        let body = #"{"Type":"Public","Name":"n","GroupId":"old","CreateTime":0,"MaxMemberCount":0,"SupportTopic":0}"#
        let refused = try await server.changed { $0.isStrict = true }.call(path, body)
        #expect(refused.code == 10004)
        #expect(refused.info.contains("CreateTime"))
        #expect(try await server.call(path, body).code == 0)
        let text = try await server.groupInfo("old").text
        #expect(text.contains(#""CreateTime":1735700000"#))
        #expect(text.contains(#""MaxMemberNum":2000"#))
    }

    @Test(arguments: [
        (#"{"Type":"Public","Name":"n","CreateTime":-5}"#, 10004),
        (#"{"Type":"Public","Name":"n","MaxMemberCount":1,"MaxMemberNum":1}"#, 10004),
        (#"{"Type":"Public","Name":"n","CreateTime":1735700001}"#, 10004),
        (#"{"Type":"Public","Name":"n","CreateTime":"x"}"#, 10004), (#"{"Name":"n"}"#, 10004),
        (#"{"Type":"Public","Name":"n","MaxMemberCount":6001}"#, 10004),
        (#"{"Type":"Public","Name":"n","GroupId":"ä"}"#, 10004),
        (#"{"Type":"Community","Name":"n","GroupId":"x"}"#, 10004),
        (#"{"Type":"Public","Name":"n","GroupId":"@TGS#_x"}"#, 10004),
        (#"{"Type":"AVChatRoom","Name":"n"}"#, 10007),
        (#"{"Type":"Public","Name":"n","Owner_Account":"ghost"}"#, 10019),
        (#"{"Type":"Public","Name":"n","Owner_Account":5}"#, 60015),
        (#"{"Type":"Public","Name":"n","GroupId":"crew"}"#, 10021),
        (#"{"Type":"Public","Name":"n","GroupId":"crew","Owner_Account":"a"}"#, 10021),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        try await server.expectRefusal(code, of: path, body)
    }

    @Test func `without CreateTime and GroupId the server fills them in`() async throws {
        let server = try await TestServer()
        let answer = try await server.call(path, #"{"Type":"Community","Name":"n"}"#)
        let id = try #require(answer.string("GroupId"))
        #expect(id.hasPrefix("@TGS#_@TGS#c"))
        #expect(try await server.groupInfo(id).text.contains(#""CreateTime":1735700000"#))
    }
}
