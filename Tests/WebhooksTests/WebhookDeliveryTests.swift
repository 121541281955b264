import Apps
import Groups
import Metrics
import SQLiteStore
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

private let app = SDKAppID(1)

/// A store whose writes are told to a receiver.
private struct Scene {
    /// The clock, in milliseconds since 1970.
    static let start: Int64 = 1_766_400_000_000

    let store: any GroupStore
    let receiver = Receiver()
    let log = LogCapture()
    private let clock = HourGlass()
    private let settings: WebhookSettings

    init(
        _ retries: WebhookSettings.Retries = .brief, backlog: Int = 100, commands: Set<String>? = nil
    ) throws {
        var settings = WebhookSettings(url: "http://receiver.example/")
        settings.retries = retries
        settings.backlog = backlog
        settings.commands = commands
        self.settings = settings
        store = try SQLiteStore.openTemporary()
        outbox = AppOutbox(of: app, settings) { Self.start }
        store.composeOutbox(by: OutboxWriter([outbox]))
    }

    private let outbox: AppOutbox

    /// Delivers while a body runs, and until what is under way then is done.
    func run(on other: (any OutboxStore)? = nil, _ body: () async throws -> Void) async throws {
        let caller = WebhookCaller(for: app, settings, sender: receiver) { now }
        let delivery = WebhookDelivery(
            of: outbox, in: other ?? store, by: caller,
            WebhookDelivery.Surroundings(
                logger: log.logger, figures: WebhookFigures(NOOPMetricsHandler.instance), clock: clock
            ) { Self.start })
        async let running: Void = delivery.run()
        let result = await Result { try await body() }
        await delivery.stop()
        await running
        try result.get()
    }

    /// Lets time pass until a sleeper has wanted to sleep so long, and then once more.
    func turn(untilWanted pause: Duration) async {
        while clock.wanted.filter({ $0 == pause }).count < (pause == WebhookDelivery.interval ? 2 : 1) {
            await Task.yield()
        }
        clock.turn()
    }

    func create(_ name: String, in app: SDKAppID = app) async throws {
        var draft = GroupDraft(type: .public, name: "n")
        draft.owner = try account("mira")
        try await store.createGroup(
            draft.group(id: try #require(GroupID(name)), createTime: now, limits: GroupLimits()), in: scope(app))
    }

    func rename(_ name: String, to text: String) async throws {
        var change = ProfileChange()
        change.name = text
        try await store.changeProfile(
            of: try #require(GroupID(name)), in: scope(app), by: change, operator: nil)
    }

    private func scope(_ app: SDKAppID) -> StoreScope {
        StoreScope(app, at: now, accounts: .importOnSight)
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
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

/// A receiver that answers as it is told, and keeps what it got.
private final class Receiver: WebhookSender {
    enum Answers: Sendable {
        case status(Int)
        /// Fails for one group, and takes the others' events.
        case failure(group: String)
    }

    private struct State {
        var bodies: [String] = []
        var answers = Answers.status(200)
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    var bodies: [String] { state.withLock(\.bodies) }

    var answers: Answers {
        get { state.withLock(\.answers) }
        set { state.withLock { $0.answers = newValue } }
    }

    func post(_ body: [UInt8], to url: Secret, timeout: Duration) async -> WebhookReply {
        let text = String(decoding: body, as: UTF8.self)
        let (answers, reached) = state.withLock { state in
            state.bodies.append(text)
            let reached = state.watchers.filter { $0.count <= state.bodies.count }
            state.watchers.removeAll { $0.count <= state.bodies.count }
            return (state.answers, reached)
        }
        reached.forEach { $0.continuation.resume() }
        return switch answers {
        case .status(let status): .answer(status: status, body: [])
        case .failure(let group) where text.contains("\"\(group)\""): .failure(reason: "no connection")
        case .failure: .answer(status: 200, body: [])
        }
    }

    /// Returns when so many requests have come.
    func waitFor(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                guard state.bodies.count < count else {
                    return true
                }
                state.watchers.append((count, continuation))
                return false
            }
            if isThere {
                continuation.resume()
            }
        }
    }
}
