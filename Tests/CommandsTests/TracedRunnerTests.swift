import Apps
import InMemoryTracing
import Presence
import SQLiteStore
import Storage
import Testing
import Tracing
import Wire

@testable import Commands

@Suite("Traced calls of commands")
struct TracedRunnerTests {
    private let tracer = InMemoryTracer()
    private let caller: Account
    private let app: AppSettings

    init() throws {
        caller = try #require(Account("administrator"))
        app = AppSettings(sdkAppID: SDKAppID(7), secretKey: nil, admins: [caller])
    }

    private func answer(_ command: String, _ body: String) async throws -> CommandAnswer {
        let runner = TracedRunner(
            RegistryCommandRunner(
                store: try SQLiteStore.openTemporary(), presence: Presence(), messageThrottle: MessageThrottle(),
                random: { $0 / 2 }), tracer: tracer)
        let call = CommandCall(
            name: CommandName(service: .groupOpen, command: command), app: app, caller: caller,
            arrival: UnixTime(seconds: 1_000))
        return try await runner.answer(to: call, body: Array(body.utf8))
    }

    @Test func `a call is a span, and its work in the store another`() async throws {
        _ = try await answer("create_group", #"{"Type":"Public","Name":"n"}"#)
        let spans = tracer.finishedSpans
        let call = try #require(spans.last)
        #expect(call.operationName == "group_open_http_svc/create_group")
        #expect(call.kind == .server)
        #expect(call.attributes["qun.sdkappid"]?.toSpanAttribute() == .int64(7))
        #expect(call.attributes["qun.caller"]?.toSpanAttribute() == .string("administrator"))
        #expect(call.attributes["qun.code"]?.toSpanAttribute() == .int64(0))
        #expect(spans.dropLast().contains { $0.operationName == "store write" && $0.parentSpanID == call.spanID })
    }

    @Test func `a refusal is noted with its code`() async throws {
        await #expect(throws: APIError.self) { try await answer("create_group", #"{"Type":"None"}"#) }
        let call = try #require(tracer.finishedSpans.last)
        #expect(call.attributes["qun.code"]?.toSpanAttribute() == .int64(10_004))
        #expect(call.errors.count == 1)
    }
}
