import Apps
import Commands
import Presence
import Testing
import Wire

/// The command at both of its addresses.
@Suite("get_online_member_num")
struct GetOnlineMemberNumTests {
    private let path = "group_open_http_svc/get_online_member_num"
    private let communityPath = "million_group_open_http_svc/get_online_member_num"

    private func answer(_ number: Int) -> String {
        #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"OnlineMemberNum":\#(number)}"#
    }

    @Test func `an AVChatRoom counts who is inside`() async throws {
        let server = try await TestServer.withCrew()
        #expect(try await server.call(path, #"{"GroupId":"live"}"#).text == answer(0))
        let id = try server.connect("a", into: "live")
        try server.connect("a", into: "live")
        try server.connect("b", into: "live")
        try server.connect("administrator")
        #expect(try await server.call(path, #"{"GroupId":"live"}"#).text == answer(2))
        server.disconnect(id)
        #expect(try await server.call(path, #"{"GroupId":"live"}"#).text == answer(2))
        #expect(try await server.later(by: 120).call(path, #"{"GroupId":"live"}"#).text == answer(0))
    }

    @Test(arguments: ["Work", "Public", "Meeting", "Community"])
    func `other types count the members who have a connection`(type: String) async throws {
        let server = try await TestServer(accounts: ["a", "b", "c"])
        let id = try await server.create(type, members: ["a", "b"])
        #expect(try await server.call(path, #"{"GroupId":"\#(id)"}"#).text == answer(0))
        try server.connect("b")
        try server.connect("c")
        server.disconnect(try server.connect("a", on: .iPhone))
        #expect(try await server.call(path, #"{"GroupId":"\#(id)"}"#).text == answer(1))
    }

    @Test func `the address for large groups counts Communities`() async throws {
        let server = try await TestServer(accounts: ["a", "b"])
        let id = try await server.create("Community", members: ["a", "b"])
        try server.connect("a")
        #expect(try await server.call(communityPath, #"{"GroupId":"\#(id)"}"#).text == answer(1))
    }

    @Test func `a strict app counts AVChatRooms only`() async throws {
        let server = try await TestServer.withCrew { $0.isStrict = true }
        #expect(try await server.call(path, #"{"GroupId":"live"}"#).code == 0)
        #expect(try await server.call(path, #"{"GroupId":"crew"}"#).code == 10007)
    }

    @Test(arguments: ["group_open_http_svc", "million_group_open_http_svc"])
    func `refusals`(service: String) async throws {
        let server = try await TestServer.withCrew()
        let refusals: [(body: String, code: Int64)] = [
            ("{}", 10004), (#"{"GroupId":5}"#, 10004), (#"{"GroupId":""}"#, 10015), (#"{"GroupId":"ghost"}"#, 10010),
        ]
        for refusal in refusals {
            let answer = try await server.call("\(service)/get_online_member_num", refusal.body)
            #expect(answer.code == refusal.code, "\(refusal.body)")
            #expect(answer.isWellFormed)
        }
    }

    @Test(arguments: ["crew", "live"])
    func `the address for large groups refuses other types with 10007`(id: String) async throws {
        let server = try await TestServer.withCrew()
        #expect(try await server.call(communityPath, #"{"GroupId":"\#(id)"}"#).code == 10007)
    }
}
