import Apps
import Groups
import Storage
import Synchronization
import TestSupport
import Testing
import Wire

@testable import Webhooks

/// What becomes of events between a store and a receiver that does as it is told.
@Suite("Delivery of webhooks")
struct WebhookDeliveryTests {
    @Test func `what writes do is told in the order of each group`() async throws {
        let scene = try Scene()
        try await scene.run {
            for name in ["pier", "dock"] {
                try await scene.create(name)
                try await scene.rename(name, to: "one")
                try await scene.rename(name, to: "two")
            }
            await scene.receiver.waitFor(6)
        }
        for name in ["pier", "dock"] {
            let bodies = scene.receiver.bodies.filter { $0.contains("\"GroupId\":\"\(name)\"") }
            #expect(bodies.map { $0.contains("AfterCreateGroup") } == [true, false, false])
            #expect(bodies[1].contains("one") && bodies[2].contains("two"))
        }
        #expect(try await scene.store.outboxState(of: app).waiting == 0)
        let history = try await scene.store.settledEvents(of: app, limit: 10)
        #expect(history.count == 6)
        #expect(history.allSatisfy { $0.settlement.result == .delivered && $0.settlement.attempts == 1 })
    }

    @Test func `an event that is not taken is told again after 1 s and 5 s, with the same body, and then given up`()
        async throws
    {
        let scene = try Scene()
        scene.receiver.answers = .status(500)
        try await scene.run {
            try await scene.create("pier")
            await scene.receiver.waitFor(1)
            await scene.turn(untilWanted: .seconds(1))
            await scene.receiver.waitFor(2)
            await scene.turn(untilWanted: .seconds(5))
            await scene.receiver.waitFor(3)
        }
        #expect(Set(scene.receiver.bodies).count == 1)
        let ended = try #require(try await scene.store.settledEvents(of: app, limit: 1).first)
        #expect(ended.settlement.result == .givenUp)
        #expect(ended.settlement.attempts == 3)
        #expect(ended.settlement.answer == "the receiver answered HTTP 500")
    }

    @Test func `with none it is told once, with lasting it waits and holds up its group alone`() async throws {
        let once = try Scene(.none)
        once.receiver.answers = .status(500)
        try await once.run {
            try await once.create("pier")
            await once.receiver.waitFor(1)
        }
        #expect(try await once.store.settledEvents(of: app, limit: 1).first?.settlement.result == .givenUp)

        let lasting = try Scene(.lasting)
        lasting.receiver.answers = .failure(group: "pier")
        try await lasting.run {
            try await lasting.create("pier")
            try await lasting.rename("pier", to: "later")
            try await lasting.create("dock")
            await lasting.receiver.waitFor(2)
        }
        let state = try await lasting.store.outboxState(of: app)
        #expect(state.waiting == 2)
        #expect(!lasting.receiver.bodies.contains { $0.contains("later") })
    }

    @Test func `an event that nobody takes for a day is parked, and can be sent again`() async throws {
        let scene = try Scene(.lasting)
        scene.receiver.answers = .status(500)
        try await scene.store.addToOutbox([
            OutboxEntry(
                app: app, lane: .app, time: Scene.start - 86_400_000, command: "Group.CallbackAfterGroupFull",
                address: "127.0.0.1", opening: Array("{\"CallbackCommand\":\"c\"".utf8))
        ])
        try await scene.run { await scene.receiver.waitFor(1) }
        let parked = try #require(try await scene.store.settledEvents(of: app, limit: 1).first)
        #expect(parked.settlement.result == .parked)
        #expect(try await scene.store.resend(parked.event.place, of: app))
        #expect(try await scene.store.outboxState(of: app).waiting == 1)
    }

    @Test func `what is beyond the backlog is not told, and the log says so`() async throws {
        let scene = try Scene(.lasting, backlog: 2)
        for index in 0..<5 {
            try await scene.create("group\(index)")
        }
        #expect(try await scene.store.outboxState(of: app).waiting == 2)
        try await scene.run { await scene.receiver.waitFor(2) }
        #expect(scene.log.lines.contains { $0.message.contains("not told") && $0.fields["events"] == "3" })
    }

    @Test func `events that are switched off, and those of other apps, are not told`() async throws {
        let scene = try Scene(commands: ["Group.CallbackAfterGroupInfoChanged"])
        try await scene.create("pier")
        try await scene.create("pier", in: SDKAppID(2))
        try await scene.rename("pier", to: "one")
        try await scene.run { await scene.receiver.waitFor(1) }
        #expect(scene.receiver.bodies.allSatisfy { $0.contains("AfterGroupInfoChanged") })
    }

    @Test func `outcomes that cannot be stored are stored later, and not tried again and again meanwhile`() async throws
    {
        let scene = try Scene()
        let outbox = FailingOutbox(base: scene.store)
        try await scene.create("pier")
        try await scene.run(on: outbox) {
            await scene.receiver.waitFor(1)
            while outbox.attempts == 0 {
                await Task.yield()
            }
            for _ in 0..<1_000 {
                await Task.yield()
            }
            #expect(outbox.attempts == 1)
            outbox.fails = false
        }
        #expect(try await scene.store.settledEvents(of: app, limit: 1).first?.settlement.result == .delivered)
    }

    @Test func `what waited when a server ended is told by the next`() async throws {
        let scene = try Scene()
        try await scene.create("pier")
        try await scene.run { await scene.receiver.waitFor(1) }
        #expect(scene.receiver.bodies.count == 1)
        #expect(try await scene.store.waitingLanes(of: app, after: nil, limit: 1).isEmpty)
    }
}

/// An outbox that stores no outcomes until it is told to.
private final class FailingOutbox: OutboxStore {
    private let base: any GroupStore
    private let state = Mutex((attempts: 0, fails: true))

    init(base: any GroupStore) {
        self.base = base
    }

    /// How often outcomes were to be stored.
    var attempts: Int { state.withLock(\.attempts) }

    var fails: Bool {
        get { state.withLock(\.fails) }
        set { state.withLock { $0.fails = newValue } }
    }

    func composeOutbox(by composer: any OutboxComposer) {
        base.composeOutbox(by: composer)
    }

    func addToOutbox(_ entries: [OutboxEntry]) async throws(StoreError) {
        try await base.addToOutbox(entries)
    }

    func waitingLanes(
        of app: SDKAppID, after lane: OutboxLane?, limit: Int
    ) async throws(StoreError) -> [OutboxLane] {
        try await base.waitingLanes(of: app, after: lane, limit: limit)
    }

    func waitingEvents(
        of app: SDKAppID, in places: [OutboxPlace], limit: Int
    ) async throws(StoreError) -> [OutboxEvent] {
        try await base.waitingEvents(of: app, in: places, limit: limit)
    }

    func settle(
        _ settlements: [OutboxSettlement], of app: SDKAppID, at now: Int64, keeping history: Int
    ) async throws(StoreError) {
        let fails = state.withLock { state in
            state.attempts += 1
            return state.fails
        }
        guard !fails else {
            throw .unavailable(StoreClosed())
        }
        try await base.settle(settlements, of: app, at: now, keeping: history)
    }

    func outboxState(of app: SDKAppID) async throws(StoreError) -> OutboxState {
        try await base.outboxState(of: app)
    }

    func settledEvents(of app: SDKAppID, limit: Int) async throws(StoreError) -> [SettledEvent] {
        try await base.settledEvents(of: app, limit: limit)
    }

    func resend(_ place: OutboxPlace, of app: SDKAppID) async throws(StoreError) -> Bool {
        try await base.resend(place, of: app)
    }
}
