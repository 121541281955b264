import Apps
import Groups
import Storage
import Testing
import Wire

@Suite("Apps")
struct AppSettingsTests {
    private static func app(_ number: UInt32 = 5) throws -> AppSettings {
        AppSettings(
            sdkAppID: SDKAppID(number), secretKey: nil, admins: [try #require(Account("administrator"))])
    }

    @Test func `an app is found by its number, and the later of two counts`() throws {
        var later = try Self.app()
        later.isDisabled = true
        let apps = AppDirectory([try Self.app(), try Self.app(6), later])
        #expect(apps.all.count == 2)
        #expect(apps[SDKAppID(5)]?.isDisabled == true)
        #expect(apps[SDKAppID(7)] == nil)
    }

    @Test func `administrators exist without import`() throws {
        let app = try Self.app()
        #expect(app.accountPolicy(for: try #require(Account("administrator"))) == .importOnSight)
        #expect(app.accountPolicy(for: try #require(Account("somebody"))) == .mustExist)
    }

    @Test(arguments: [(false, "管理员"), (true, nil)])
    func `a strict app knows accounts by names of ASCII alone`(isStrict: Bool, name: String?) throws {
        var app = try Self.app()
        app.isStrict = isStrict
        #expect(app.account(named: "管理员")?.text == name)
        #expect(app.accounts(named: ["管理员", "a"]).map(\.text) == [name, "a"].compactMap(\.self))
    }

    @Test func `the store works for an app by the app's own clock and settings`() throws {
        var app = try Self.app()
        app.clock = AppClock(shift: -100)
        app.accountPolicy = .importOnSight
        app.plan.members = 7
        let scope = app.scope(at: app.time(UnixTime(seconds: 1_000)))
        #expect(scope.app == app.sdkAppID)
        #expect(scope.now == UnixTime(seconds: 900))
        #expect(scope.accounts == .importOnSight)
        #expect(scope.plan.members == 7)
    }
}
