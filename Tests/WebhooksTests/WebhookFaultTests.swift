import Apps
import Commands
import Faults
import Groups
import Storage
import TestSupport
import Testing
import Wire

@testable import Webhooks

/// What rules do to events that are told, and to questions.
@Suite("Faults of webhooks")
struct WebhookFaultTests {
    private func add(_ effect: WebhookEffect, _ scope: FaultScope, count: Int? = nil, in scene: Scene) {
        _ = scene.faults.add(FaultRule(scope: scope, count: count, .webhook(effect)))
    }

    // MARK: Events

    @Test func `an event that is lost counts as delivered, and its record says so`() async throws {
        let scene = try Scene()
        add(.lose, FaultScope(app: app, group: GroupID("pier")), count: 1, in: scene)
        try await scene.run {
            try await scene.create("pier")
            try await scene.rename("pier", to: "one")
            try await scene.create("dock")
            await scene.receiver.waitFor(2)
        }
        #expect(scene.receiver.bodies.count == 2)
        #expect(!scene.receiver.bodies.contains { $0.contains("\"pier\"") && $0.contains("AfterCreateGroup") })
        #expect(try await scene.store.outboxState(of: app).waiting == 0)
        let settled = try await scene.store.settledEvents(of: app, limit: 10)
        let lost = try #require(settled.first { $0.settlement.attempts == 0 })
        #expect(lost.event.command == "Group.CallbackAfterCreateGroup")
        #expect(lost.settlement.result == .delivered)
        #expect(lost.settlement.answer == "lost by fault 1")
        #expect(settled.count == 3)
    }

    @Test func `an event that is delayed holds up its group alone, once, and no try is counted`() async throws {
        let scene = try Scene()
        add(.delay(.seconds(30)), FaultScope(event: "AfterCreateGroup"), count: 1, in: scene)
        try await scene.run {
            try await scene.create("pier")
            try await scene.rename("pier", to: "one")
            while !scene.clock.wanted.contains(.seconds(30)) {
                await Task.yield()
            }
            try await scene.create("dock")
            await scene.receiver.waitFor(1)
            #expect(scene.receiver.bodies.allSatisfy { $0.contains("\"dock\"") })
            await scene.turn(untilWanted: .seconds(30))
            await scene.receiver.waitFor(3)
        }
        let pier = scene.receiver.bodies.dropFirst()
        #expect(pier.map { $0.contains("AfterCreateGroup") } == [true, false])
        #expect(scene.faults.all.map(\.hits) == [1])
        let settled = try await scene.store.settledEvents(of: app, limit: 10)
        #expect(settled.map(\.settlement.attempts) == [1, 1, 1])
    }

    @Test func `an event that was delayed is tried again like others`() async throws {
        let scene = try Scene()
        scene.receiver.answers = .status(500)
        add(.delay(.seconds(30)), FaultScope(), in: scene)
        try await scene.run {
            try await scene.create("pier")
            await scene.turn(untilWanted: .seconds(30))
            await scene.receiver.waitFor(1)
            await scene.turn(untilWanted: .seconds(1), times: 3)
            await scene.receiver.waitFor(2)
            await scene.turn(untilWanted: .seconds(5))
            await scene.receiver.waitFor(3)
        }
        #expect(scene.faults.all.map(\.hits) == [1])
        let ended = try #require(try await scene.store.settledEvents(of: app, limit: 1).first)
        #expect(ended.settlement.result == .givenUp)
        #expect(ended.settlement.attempts == 3)
    }

    @Test func `a delivery that stops does not wait for what is delayed, which is told by the next`() async throws {
        let scene = try Scene()
        add(.delay(.seconds(600)), FaultScope(), in: scene)
        try await scene.create("pier")
        try await scene.run {
            while scene.faults.all.map(\.hits) == [0] {
                await Task.yield()
            }
        }
        #expect(scene.receiver.bodies.isEmpty)
        #expect(try await scene.store.outboxState(of: app).waiting == 1)
    }

    // MARK: Questions

    private static let call = CommandCall(
        name: CommandName(service: .groupOpen, command: "create_group"),
        app: AppSettings(sdkAppID: app, secretKey: nil, admins: []), caller: Account.system, arrival: now)

    private func ask(_ scene: Scene) async throws -> BackendVerdict {
        let question = BackendQuestion.addMembers([try account("otis")], try group, .public)
        return await scene.backends.verdict(on: question, for: Self.call)
    }

    @Test func `a question that is lost has no answer, and the policy decides`() async throws {
        let allowing = try Scene()
        let refusing = try Scene(beforeFails: .refuse)
        for scene in [allowing, refusing] {
            add(.lose, FaultScope(group: try group, event: "BeforeInviteJoinGroup"), in: scene)
        }
        let allowed = try await ask(allowing)
        guard case .allow = allowed else {
            Issue.record("the call was not allowed: \(allowed)")
            return
        }
        let refused = try await ask(refusing)
        guard case .refuse(let error) = refused else {
            Issue.record("the call was not refused: \(refused)")
            return
        }
        #expect(error.code == .refusedByBackend)
        #expect(error.reason.hasSuffix("lost by fault 1"))
        #expect(allowing.receiver.bodies.isEmpty && refusing.receiver.bodies.isEmpty)
    }

    @Test func `a question that is delayed is asked after its time`() async throws {
        let scene = try Scene()
        add(.delay(.seconds(3)), FaultScope(), in: scene)
        async let verdict = ask(scene)
        await scene.clock.waitForSleeper()
        #expect(scene.clock.wanted == [.seconds(3)])
        #expect(scene.receiver.bodies.isEmpty)
        scene.clock.turn()
        _ = try await verdict
        #expect(scene.receiver.bodies.count == 1)
    }

    @Test func `a question that waits is asked at once when pauses end`() async throws {
        let scene = try Scene()
        add(.delay(.seconds(600)), FaultScope(), in: scene)
        async let verdict = ask(scene)
        await scene.clock.waitForSleeper()
        scene.faults.pauses.end()
        _ = try await verdict
        #expect(scene.receiver.bodies.count == 1)
    }
}
