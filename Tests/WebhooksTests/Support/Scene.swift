import Apps
import Faults
import Groups
import Metrics
import SQLiteStore
import Storage
import TestSupport
import Testing
import Traces
import Wire

@testable import Webhooks

let app = SDKAppID(1)

/// A store whose writes are told to a receiver.
struct Scene {
    /// The clock, in milliseconds since 1970.
    static let start: Int64 = 1_766_400_000_000

    let store: any GroupStore
    let receiver = Receiver()
    let log = LogCapture()
    let faults = FaultRules { 0 }
    let clock = HourGlass()
    private let settings: WebhookSettings
    private let outbox: AppOutbox

    init(
        _ retries: WebhookSettings.Retries = .brief, backlog: Int = 100, commands: Set<String>? = nil,
        beforeFails: WebhookSettings.FailurePolicy = .allow
    ) throws {
        var settings = WebhookSettings(url: "http://receiver.example/")
        settings.retries = retries
        settings.backlog = backlog
        settings.commands = commands
        settings.beforeFails = beforeFails
        self.settings = settings
        store = try SQLiteStore.openTemporary()
        outbox = AppOutbox(of: app, settings) { Self.start }
        store.composeOutbox(by: OutboxWriter([outbox]))
    }

    private var caller: WebhookCaller {
        WebhookCaller(for: app, settings, sender: receiver) { now }
    }

    private var surroundings: WebhookDelivery.Surroundings {
        WebhookDelivery.Surroundings(
            logger: log.logger, figures: WebhookFigures(NOOPMetricsHandler.instance), clock: clock, faults: faults
        ) { Self.start }
    }

    /// What questions are asked by.
    var backends: WebhookBackends {
        WebhookBackends([WebhookBackends.App(outbox, caller: caller, surroundings)], store: store)
    }

    /// Delivers while a body runs, and until what is under way then is done.
    func run(on other: (any OutboxStore)? = nil, _ body: () async throws -> Void) async throws {
        let delivery = WebhookDelivery(of: outbox, in: other ?? store, by: caller, surroundings)
        async let running: Void = delivery.run()
        let result = await Result { try await body() }
        await delivery.stop()
        await running
        try result.get()
    }

    /// Lets time pass until a sleeper has wanted to sleep so long, and then once more.
    ///
    /// - Parameter times: how many sleepers have wanted it by then; the delivery's own ticks are some of them.
    func turn(untilWanted pause: Duration, times: Int? = nil) async {
        let times = times ?? (pause == WebhookDelivery.interval ? 2 : 1)
        while clock.wanted.filter({ $0 == pause }).count < times {
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
        var scope = StoreScope(app, at: now, accounts: .importOnSight)
        scope.origin = Traces.origin
        return scope
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
