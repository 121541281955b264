import Testing
import Wire

@testable import Apps

@Suite("The directory of apps")
struct AppDirectoryTests {
    private static let first = AppSettings(sdkAppID: SDKAppID(1), secretKey: "one", admins: [])
    private static let second = AppSettings(sdkAppID: SDKAppID(2), secretKey: "two", admins: [])

    private struct Failure: Error {}

    @Test func `apps come and go, and each change is counted`() {
        let apps = AppDirectory([Self.first])
        let start = apps.version
        #expect(apps.add(Self.second))
        #expect(apps.version > start)
        #expect(apps.all.map(\.sdkAppID.number) == [1, 2])
        #expect(apps.remove(SDKAppID(1))?.secretKey == "one")
        #expect(apps[SDKAppID(1)] == nil)
        #expect(apps.remove(SDKAppID(1)) == nil)
    }

    @Test func `an app does not take the place of another`() {
        let apps = AppDirectory([Self.first])
        var other = Self.second
        other.sdkAppID = SDKAppID(1)
        #expect(!apps.add(other))
        #expect(apps[SDKAppID(1)]?.secretKey == "one")
    }

    @Test func `a change is kept, and one that fails is not`() throws {
        let apps = AppDirectory([Self.first])
        let isStrict = apps.change(SDKAppID(1)) { app in
            app.isStrict = true
            return app.isStrict
        }
        #expect(isStrict == true)
        #expect(apps[SDKAppID(1)]?.isStrict == true)
        #expect(throws: Failure.self) {
            try apps.change(SDKAppID(1)) { (app) throws(Failure) in
                app.isDisabled = true
                throw Failure()
            }
        }
        #expect(apps[SDKAppID(1)]?.isDisabled == false)
        #expect(apps.change(SDKAppID(9)) { $0.isStrict = true } == nil)
    }

    @Test func `any number of apps change at once`() {
        let apps = AppDirectory([Self.first])
        let start = apps.version
        apps.changeAll { apps in
            apps[SDKAppID(1)] = nil
            apps[SDKAppID(2)] = Self.second
        }
        #expect(apps.all.map(\.sdkAppID.number) == [2])
        #expect(apps.version == start + 1)
    }
}
