import Apps
import Groups
import Testing
import Wire

@testable import qun

@Suite("What another configuration changes about apps")
struct AppChangesTests {
    private static let backend = WebhookSettings(url: "http://127.0.0.1:9")

    private func app(_ number: UInt32, _ change: (inout AppSettings) -> Void = { _ in }) -> AppSettings {
        var app = AppSettings(sdkAppID: SDKAppID(number), secretKey: "key", admins: [])
        change(&app)
        return app
    }

    private func changes(
        from served: [AppSettings], to wanted: [AppSettings], connected: [SDKAppID: WebhookSettings] = [:]
    ) -> AppChanges {
        AppChanges(
            from: Dictionary(uniqueKeysWithValues: served.map { ($0.sdkAppID, $0) }), to: wanted, connected: connected)
    }

    @Test func `apps are added, changed and removed`() {
        let changes = changes(
            from: [app(1), app(2), app(3)], to: [app(2), app(3) { $0.isStrict = true }, app(4)])
        #expect(changes.added.map(\.sdkAppID.number) == [4])
        #expect(changes.changed.map(\.sdkAppID.number) == [3])
        #expect(changes.removed.map(\.number) == [1])
        #expect(changes.waiting.isEmpty)
        #expect(changes.all.keys.map(\.number).sorted() == [2, 3, 4])
    }

    @Test func `a key, an administrator, a limit and a declared field are changes`() {
        let wanted: [(inout AppSettings) -> Void] = [
            { $0.secretKey = "another" }, { $0.admins = [.administrator] }, { $0.messages.contentBytes = 100 },
            { $0.plan.groups = 7 }, { $0.rates.total = 1 }, { $0.declaredMemberFields = [.public: ["seat"]] },
        ]
        for change in wanted {
            #expect(changes(from: [app(1)], to: [app(1, change)]).changed.count == 1)
        }
    }

    @Test func `an app keeps the backend that it has, and a new one with a backend waits`() {
        let changes = changes(
            from: [app(1), app(2) { $0.webhooks = Self.backend }],
            to: [
                app(1) {
                    $0.webhooks = Self.backend
                    $0.isStrict = true
                }, app(2), app(3) { $0.webhooks = Self.backend },
            ],
            connected: [SDKAppID(2): Self.backend])
        #expect(changes.waiting.map(\.number) == [1, 2, 3])
        #expect(changes.added.isEmpty)
        #expect(changes.changed.map(\.isStrict) == [true])
        #expect(changes.all[SDKAppID(1)]?.webhooks == nil)
        #expect(changes.all[SDKAppID(2)]?.webhooks == Self.backend)
        #expect(changes.all[SDKAppID(3)] == nil)
    }

    @Test func `an app that comes back has its backend at once`() {
        let changes = changes(
            from: [], to: [app(1) { $0.webhooks = Self.backend }], connected: [SDKAppID(1): Self.backend])
        #expect(changes.added.map(\.webhooks) == [Self.backend])
        #expect(changes.waiting.isEmpty)
    }

    @Test func `clocks and apps that somebody created stay, and what is common counts for these`() {
        let clock = AppClock(shift: 100)
        let directory = AppDirectory([
            app(1) {
                $0.clock = clock
                $0.isDisabled = true
            },
            app(9) {
                $0.clock = clock
                $0.admins = [.administrator]
                $0.creation = 3
            },
        ])
        let version = directory.version
        changes(from: [app(1)], to: [app(1) { $0.isStrict = true }, app(2)]).apply(
            to: directory, created: [SDKAppID(9), SDKAppID(10)], common: app(0) { $0.answersLegacyNames = true })
        #expect(directory.version == version + 1)
        #expect(directory.all.map(\.sdkAppID.number) == [1, 2, 9])
        #expect(directory[SDKAppID(1)]?.clock == clock)
        #expect(directory[SDKAppID(1)]?.isDisabled == false)
        #expect(directory[SDKAppID(9)]?.clock == clock)
        #expect(directory[SDKAppID(9)]?.admins == [.administrator])
        #expect(directory[SDKAppID(9)]?.answersLegacyNames == true)
        // so that its calls are still waited for when it is dropped
        #expect(directory[SDKAppID(9)]?.creation == 3)
    }

    @Test func `an app that is being dropped is not switched on`() {
        let directory = AppDirectory([app(9) { $0.isDisabled = true }])
        changes(from: [], to: []).apply(to: directory, created: [SDKAppID(9)], common: app(0))
        #expect(directory[SDKAppID(9)]?.isDisabled == true)
    }
}
