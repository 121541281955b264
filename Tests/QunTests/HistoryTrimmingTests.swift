import Apps
import Commands
import Groups
import Logging
import SQLiteStore
import ServiceLifecycle
import Storage
import TestSupport
import Testing
import Wire

@testable import qun

@Suite struct HistoryTrimmingTests {
    private let store: any GroupStore
    private let group: GroupID
    private var app: AppSettings

    init() async throws {
        store = try SQLiteStore.openTemporary()
        group = try #require(GroupID("club"))
        let alice = try #require(Account("alice"))
        app = AppSettings(sdkAppID: SDKAppID(1), secretKey: nil, admins: [])
        app.messages.historyCount = 2
        let draft = GroupDraft(type: .public, name: "Club")
        try await store.createGroup(
            try draft.group(id: group, createTime: .never, limits: GroupLimits()),
            in: StoreScope(app.sdkAppID, at: .never, accounts: .importOnSight))
        for random in 0..<UInt32(5) {
            let message = MessageDraft(
                sender: alice, random: random, content: MessageContent(body: Array("[]".utf8)), digest: [])
            var scope = app.scope(at: UnixTime(seconds: Int64(random) * 100))
            scope.accounts = .importOnSight
            _ = try await store.sendMessage(message, to: Conversation(group), in: scope) { false }
        }
    }

    @Test func `a pass removes what is kept no longer, and says how much`() async throws {
        let log = LogCapture()
        let trimming = trimming(of: [app], log: log)
        await trimming.trim(app)
        #expect(log.lines.map(\.message) == ["removed messages that are kept no longer"])
        #expect(log.lines.map(\.fields) == [["messages": "3", "sdkappid": "1"]])
        await trimming.trim(app)
        #expect(log.lines.count == 1)
        #expect(try await readable(limits: app.messages) == 2)
    }

    @Test func `the app's own clock decides`() async throws {
        var app = app
        app.messages.historyCount = nil
        app.messages.historyDays = 1
        app.clock = AppClock(shift: 86_400)
        await trimming(of: [app], log: LogCapture()).trim(app)
        #expect(try await readable(limits: MessageLimits()) == 2)
    }

    @Test func `a store that fails is tried again in an hour`() async throws {
        let log = LogCapture()
        try await store.close()
        await trimming(of: [app], log: log).trim(app)
        let line = try #require(log.lines.first)
        #expect(line.level == .error)
        #expect(line.message == "messages that are kept no longer could not be removed; the next try is in an hour")
        #expect(line.fields["error"]?.contains("closed") == true)
    }

    @Test func `it begins at the start, comes again every hour, and ends with the server`() async throws {
        let log = LogCapture()
        let clock = HourGlass()
        let service = trimming(of: [app], log: log, clock: clock)
        let services = ServiceGroup(
            services: [service], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await services.run() }
            await clock.waitForSleeper()
            #expect(log.lines.count == 1)
            #expect(clock.wanted == [.seconds(3_600)])
            try await send(7)
            clock.turn()
            await clock.waitForSleeper()
            #expect(log.lines.count == 2)
            await services.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        #expect(clock.wanted.count == 2)
    }

    private func send(_ random: UInt32) async throws {
        let message = MessageDraft(
            sender: try #require(Account("alice")), random: random, content: MessageContent(body: Array("[]".utf8)),
            digest: [])
        _ = try await store.sendMessage(
            message, to: Conversation(group), in: app.scope(at: UnixTime(seconds: 1_000))
        ) { false }
    }

    private func trimming(
        of apps: [AppSettings], log: LogCapture, clock: any Clock<Duration> = ContinuousClock()
    ) -> HistoryTrimming {
        HistoryTrimming(
            store: store, apps: AppDirectory(apps), logger: log.logger,
            now: { UnixTime(seconds: 201) }, clock: clock)
    }

    private func readable(limits: MessageLimits) async throws -> Int {
        try await store.history(
            of: Conversation(group), upTo: nil, count: 20,
            in: StoreScope(app.sdkAppID, at: .never, limits: StoreLimits(messages: limits))
        ).count { entry in
            if case .message = entry { true } else { false }
        }
    }
}
