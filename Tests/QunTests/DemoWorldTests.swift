import Apps
import Commands
import Foundation
import SQLiteStore
import Storage
import Testing
import Wire

@testable import qun

@Suite("Demo world")
struct DemoWorldTests {
    private let folder: TemporaryFolder
    private let settings = AppSettings(sdkAppID: SDKAppID(0), secretKey: nil, admins: [])

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `it is loaded once, and its clock runs from the first loading`() async throws {
        let store = try SQLiteStore.openTemporary()
        let data = DataFolder(path: folder.path)
        let first = try await DemoWorld.load(
            into: store, folder: data, settings: settings, now: UnixTime(seconds: 2_000_000_000))
        let group = try #require(GroupID(DemoWorld.groupID))
        let scope = StoreScope(DemoWorld.sdkAppID, at: .never)
        try await store.destroyGroup(group, in: scope)
        let second = try await DemoWorld.load(
            into: store, folder: data, settings: settings, now: UnixTime(seconds: 2_000_000_500))
        #expect(first.clock == AppClock(shift: 1_426_976_700 - 2_000_000_000))
        #expect(second.clock == first.clock)
        await #expect(throws: StoreError.self) { try await store.destroyGroup(group, in: scope) }
    }

    @Test func `a loading that was cut off before its note goes on`() async throws {
        let store = try SQLiteStore.openTemporary()
        let data = DataFolder(path: folder.path)
        let now = UnixTime(seconds: 2_000_000_000)
        _ = try await DemoWorld.load(into: store, folder: data, settings: settings, now: now)
        try FileManager.default.removeItem(atPath: data.file("demo.json"))
        let app = try await DemoWorld.load(into: store, folder: data, settings: settings, now: now)
        #expect(app.sdkAppID == DemoWorld.sdkAppID)
        #expect(app.admins.map(\.text) == ["administrator", "admin"])
    }

    @Test func `the app's administrators are the page's, and those who are configured`() async throws {
        let store = try SQLiteStore.openTemporary()
        var settings = settings
        settings.admins = [.administrator, try #require(Account("backend"))]
        let app = try await DemoWorld.load(
            into: store, folder: DataFolder(path: folder.path), settings: settings,
            now: UnixTime(seconds: 2_000_000_000))
        #expect(app.admins.map(\.text) == ["administrator", "admin", "backend"])
    }

    @Test(arguments: ["-9223372036854775808", "9223372036854775807", "-1"])
    func `a note of a moment that no clock shows is damaged`(moment: String) async throws {
        let data = DataFolder(path: folder.path)
        try data.write(Data(#"{"loadedAt":\#(moment)}"#.utf8), to: "demo.json")
        let store = try SQLiteStore.openTemporary()
        let error = await #expect(throws: ConfigurationError.self) {
            try await DemoWorld.load(
                into: store, folder: data, settings: settings, now: UnixTime(seconds: 2_000_000_000))
        }
        #expect(error?.description.contains("damaged") == true)
    }

    @Test func `an app of the server's own is made once`() throws {
        let data = DataFolder(path: folder.path)
        let first = try GeneratedApp.load(from: data) { $0 - 1 }
        let second = try GeneratedApp.load(from: data) { _ in 0 }
        #expect(first.sdkAppID == SDKAppID(1_499_999_999))
        #expect(first.secretKey == Secret(String(repeating: "f", count: 64)))
        #expect(second.secretKey == first.secretKey)
    }
}
