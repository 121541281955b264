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
        try await store.destroyGroup(group, in: DemoWorld.sdkAppID)
        let second = try await DemoWorld.load(
            into: store, folder: data, settings: settings, now: UnixTime(seconds: 2_000_000_500))
        #expect(first.clockShift == 1_426_976_700 - 2_000_000_000)
        #expect(second.clockShift == first.clockShift)
        await #expect(throws: StoreError.self) { try await store.destroyGroup(group, in: DemoWorld.sdkAppID) }
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

    @Test func `an app of the server's own is made once`() throws {
        let data = DataFolder(path: folder.path)
        let first = try GeneratedApp.load(from: data) { $0 - 1 }
        let second = try GeneratedApp.load(from: data) { _ in 0 }
        #expect(first.sdkAppID == SDKAppID(1_499_999_999))
        #expect(first.secretKey == Secret(String(repeating: "f", count: 64)))
        #expect(second.secretKey == first.secretKey)
    }
}
