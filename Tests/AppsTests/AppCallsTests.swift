import Synchronization
import Testing
import Wire

@testable import Apps

@Suite struct AppCallsTests {
    private static let id = SDKAppID(1_600_000_001)
    private let directory: AppDirectory
    private let calls: AppCalls
    private let app: AppSettings

    init() {
        app = Self.app(creation: 1)
        directory = AppDirectory([app])
        calls = AppCalls(of: directory)
    }

    private static func app(creation: Int?) -> AppSettings {
        var app = AppSettings(sdkAppID: id, secretKey: "key", admins: [])
        app.creation = creation
        return app
    }

    @Test func `whoever closes an app waits for the calls that have begun`() async {
        let order = Mutex<[String]>([])
        #expect(calls.begin(app))
        #expect(calls.begin(app))
        async let closing: Void = close(order)
        // until it is closed
        while calls.begin(app) {
            calls.end(app)
            await Task.yield()
        }
        calls.end(app)
        #expect(!calls.begin(app))
        order.withLock { $0.append("ended") }
        calls.end(app)
        await closing
        #expect(order.withLock(\.self) == ["ended", "closed"])
    }

    private func close(_ order: borrowing Mutex<[String]>) async {
        await calls.close(Self.id)
        order.withLock { $0.append("closed") }
    }

    @Test func `an app without calls is closed at once, and lets none begin until it is opened`() async {
        #expect(calls.begin(app))
        calls.end(app)
        await calls.close(Self.id)
        #expect(!calls.begin(app))
        calls.open(Self.id)
        #expect(calls.begin(app))
    }

    @Test func `a call of an app that is gone is not begun`() {
        _ = directory.remove(Self.id)
        #expect(!calls.begin(app))
    }

    @Test func `an app that was created later under the same number is another one`() {
        _ = directory.remove(Self.id)
        #expect(directory.add(Self.app(creation: 2)))
        #expect(!calls.begin(app))
        #expect(calls.begin(Self.app(creation: 2)))
    }

    @Test func `a change of an app's settings leaves it the same`() {
        _ = directory.change(Self.id) { $0.isDisabled = true }
        #expect(calls.begin(app))
    }

    @Test func `apps that cannot be dropped are not counted`() async {
        let fixed = Self.app(creation: nil)
        #expect(calls.begin(fixed))
        await calls.close(Self.id)
        #expect(calls.begin(fixed))
    }
}
