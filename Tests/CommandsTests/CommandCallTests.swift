import Apps
import NIOCore
import Presence
import SQLiteStore
import Testing
import Wire

@testable import Commands

@Suite("Calls")
struct CommandCallTests {
    private static let arrival = UnixTime(seconds: 1_735_700_000)

    private static func call(_ command: String, clockShift: Int64 = 0) throws -> CommandCall {
        let caller = try #require(Account("administrator"))
        var app = AppSettings(sdkAppID: SDKAppID(1_400_777_001), secretKey: nil, admins: [caller])
        app.clock = AppClock(shift: clockShift)
        return CommandCall(
            name: CommandName(service: .groupOpen, command: command), app: app, caller: caller, arrival: arrival)
    }

    private static func runner() throws -> some CommandRunner {
        RegistryCommandRunner(
            store: try SQLiteStore.openTemporary(), presence: Presence(), messageThrottle: MessageThrottle(),
            random: { _ in 0 })
    }

    @Test func `a command runs for whoever makes a call, without any door`() async throws {
        let answer = try await Self.runner().answer(
            to: try Self.call("create_group"), body: Array(#"{"Type":"Public","Name":"n","GroupId":"g"}"#.utf8))
        #expect(
            String(decoding: answer.bytes, as: UTF8.self)
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"GroupId":"g"}"#)
    }

    @Test func `a command runs at the moment of its call, by the app's clock`() async throws {
        let runner = try Self.runner()
        _ = try await runner.answer(
            to: try Self.call("create_group", clockShift: -100),
            body: Array(#"{"Type":"Public","Name":"n","GroupId":"g"}"#.utf8))
        let answer = try await runner.answer(
            to: try Self.call("get_group_info"), body: Array(#"{"GroupIdList":["g"]}"#.utf8))
        #expect(try Answer(answer.bytes).text.contains(#""CreateTime":1735699900,"#))
    }

    @Test func `a name that is no command is refused`() async throws {
        let runner = try Self.runner()
        let error = await #expect(throws: APIError.self) {
            try await runner.answer(to: try Self.call("get_group_inf"), body: [])
        }
        #expect(error?.code == .unknownCommand)
    }

    @Test func `what has not been read is not answered at once`() throws {
        #expect(
            try Self.runner().immediateAnswer(
                to: try Self.call("get_group_info"), body: ByteBuffer(string: #"{"GroupIdList":["g"]}"#)) == nil)
    }

    @Test func `a call is brief if its command is, and its body small`() throws {
        let runner = try Self.runner()
        let largest = RegistryCommandRunner.maximumBriefBody
        #expect(runner.isBrief(try Self.call("send_group_msg"), bodyBytes: largest))
        #expect(!runner.isBrief(try Self.call("send_group_msg"), bodyBytes: largest + 1))
        #expect(!runner.isBrief(try Self.call("get_group_member_info"), bodyBytes: 2))
        #expect(!runner.isBrief(try Self.call("no_such_command"), bodyBytes: 2))
    }

    @Test func `a call that is repeated differs in its moment alone`() throws {
        let later = UnixTime(seconds: Self.arrival.seconds + 1)
        let call = try Self.call("get_group_info").repeated(at: later)
        #expect(call.arrival == later)
        #expect(call.name.command == "get_group_info")
        #expect(call.caller.text == "administrator")
        #expect(call.app.sdkAppID.number == 1_400_777_001)
    }
}
