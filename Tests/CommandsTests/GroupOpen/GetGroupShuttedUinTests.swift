import Commands
import Testing
import Wire

@Suite("get_group_shutted_uin")
struct GetGroupShuttedUinTests {
    private let path = "group_open_http_svc/get_group_shutted_uin"
    private let envelope = #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"GroupId":""#

    @Test func `mutes that still run are listed, of members and others`() async throws {
        let server = try await TestServer.withCrew()
        for (list, time) in [(#""b","a""#, 10), (#""ghost""#, 20)] {
            _ = try await server.call(
                "group_open_http_svc/forbid_send_msg",
                #"{"GroupId":"crew","Members_Account":[\#(list)],"MuteTime":\#(time)}"#)
        }
        #expect(
            try await server.call(path, #"{"GroupId":"crew","TopicId":""}"#).text
                == envelope + #"crew","ShuttedUinList":[{"Member_Account":"ghost","ShuttedUntil":1735700020},"#
                + #"{"Member_Account":"a","ShuttedUntil":1735700010},"#
                + #"{"Member_Account":"b","ShuttedUntil":1735700010}]}"#)
        #expect(
            try await server.later(by: 20).call(path, #"{"GroupId":"crew"}"#).text
                == envelope + #"crew","ShuttedUinList":[]}"#)
    }

    @Test(arguments: ["Private", "ChatRoom", "AVChatRoom", "Community"])
    func `every type is answered`(type: String) async throws {
        let server = try await TestServer()
        let id = try await server.create(type)
        #expect(
            try await server.call(path, #"{"GroupId":"\#(id)"}"#).text == envelope + id + #"","ShuttedUinList":[]}"#)
    }
}
