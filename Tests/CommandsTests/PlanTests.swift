import Apps
import Commands
import Groups
import Testing

/// The quotas of a plan, as `create_group` and `add_group_member` answer them.
@Suite("plans")
struct PlanTests {
    private static let create = "group_open_http_svc/create_group"
    private static let add = "group_open_http_svc/add_group_member"

    private func server(_ change: @Sendable (inout PlanLimits) -> Void) async throws -> TestServer {
        try await TestServer.withCrew(moreAccounts: ["c", "d"]) { change(&$0.plan) }
    }

    @Test func `create_group answers 10058 above the number of groups`() async throws {
        let server = try await server { $0.groups = 2 }
        #expect(try await server.call(Self.create, #"{"Type":"Public","Name":"n"}"#).code == 10058)
    }

    @Test func `create_group answers 10036 above the number of AVChatRooms`() async throws {
        let server = try await server { $0.avChatRooms = 1 }
        #expect(try await server.call(Self.create, #"{"Type":"AVChatRoom","Name":"n"}"#).code == 10036)
        #expect(try await server.call(Self.create, #"{"Type":"Public","Name":"n"}"#).code == 0)
    }

    @Test func `create_group answers 10006 above the growth of a day, until the next one`() async throws {
        let server = try await server { $0.dailyGroups = 2 }
        #expect(try await server.call(Self.create, #"{"Type":"Public","Name":"n"}"#).code == 10006)
        #expect(try await server.later(by: 86_400).call(Self.create, #"{"Type":"Public","Name":"n"}"#).code == 0)
    }

    @Test func `create_group answers 10037 when the owner or a member has all groups`() async throws {
        let server = try await server { $0.groupsPerAccount = 1 }
        let owner = #"{"Type":"Public","Name":"n","Owner_Account":"a"}"#
        let member = #"{"Type":"Public","Name":"n","Owner_Account":"c","MemberList":[{"Member_Account":"b"}]}"#
        #expect(try await server.call(Self.create, owner).code == 10037)
        #expect(try await server.call(Self.create, member).code == 10037)
        #expect(try await server.call(Self.create, #"{"Type":"AVChatRoom","Name":"n","Owner_Account":"a"}"#).code == 0)
        #expect(try await server.call(Self.create, #"{"Type":"Public","Name":"n"}"#).code == 0)
    }

    @Test(arguments: [
        #""MaxMemberCount":3"#, #""MemberList":[{"Member_Account":"b"},{"Member_Account":"c"}],"Owner_Account":"a""#,
    ])
    func `create_group answers 10038 for more members than the plan allows`(field: String) async throws {
        let server = try await server { $0.members = 2 }
        #expect(try await server.call(Self.create, #"{"Type":"Public","Name":"n",\#(field)}"#).code == 10038)
    }

    @Test func `a group that names no number gets as many members as the plan allows`() async throws {
        let server = try await server { $0.members = 2 }
        #expect(try await server.call(Self.create, #"{"Type":"Public","Name":"n","GroupId":"few"}"#).code == 0)
        #expect(try await server.groupInfo("few").text.contains(#""MaxMemberNum":2,"#))
        let many = #"{"Type":"Community","Name":"n","GroupId":"@TGS#_many"}"#
        #expect(try await server.call(Self.create, many).code == 0)
        #expect(try await server.groupInfo("@TGS#_many").text.contains(#""MaxMemberNum":100000,"#))
    }

    @Test func `add_group_member answers 0 for who has all groups, 10037 when nobody is left`() async throws {
        let server = try await server { $0.groupsPerAccount = 1 }
        let full = #"{"Type":"Public","Name":"n","GroupId":"other","MemberList":[{"Member_Account":"c"}]}"#
        #expect(try await server.call(Self.create, full).code == 0)
        let both = #"{"GroupId":"crew","MemberList":[{"Member_Account":"c"},{"Member_Account":"d"}]}"#
        #expect(
            try await server.call(Self.add, both).text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"MemberList":["#
                + #"{"Member_Account":"c","Result":0},{"Member_Account":"d","Result":1}]}"#)
        #expect(try await server.call(Self.add, both).code == 10037)
    }

    @Test func `imports are not refused`() async throws {
        let server = try await server {
            $0 = PlanProfile.trial.limits; $0.groups = 2; $0.groupsPerAccount = 1
        }
        let group = #"{"Type":"Public","Name":"n","GroupId":"in","Owner_Account":"a","MaxMemberCount":500}"#
        #expect(try await server.call("group_open_http_svc/import_group", group).code == 0)
        let members = #"{"GroupId":"in","MemberList":[{"Member_Account":"b"}]}"#
        #expect(
            try await server.call("group_open_http_svc/import_group_member", members).text.contains(#""Result":1"#))
    }
}
