import Synchronization
package import Wire

/// The apps that a server serves, and how.
///
/// What a call is served by is looked up when it arrives, so that a change counts from the next call on.
///
/// - Concurrency: any number of callers; each change is seen whole.
package final class AppDirectory: Sendable {
    private let apps: Mutex<[SDKAppID: AppSettings]>
    private let changeCount = Atomic<Int>(0)

    /// - Parameter apps: with different numbers; of two with the same number the later one counts.
    package init(_ apps: [AppSettings]) {
        self.apps = Mutex(Dictionary(apps.map { ($0.sdkAppID, $0) }, uniquingKeysWith: { _, later in later }))
    }

    /// By number.
    package var all: [AppSettings] { apps.withLock { $0.values.sorted { $0.sdkAppID.number < $1.sdkAppID.number } } }

    package subscript(id: SDKAppID) -> AppSettings? { apps.withLock { $0[id] } }

    /// Whether an app is served, and no other one that was created under its number later.
    package func serves(_ app: AppSettings) -> Bool {
        apps.withLock { apps in
            guard let served = apps[app.sdkAppID] else {
                return false
            }
            return served.creation == app.creation
        }
    }

    /// How often something has changed: whoever remembers an app remembers this too, and looks again when it is another.
    package var version: Int { changeCount.load(ordering: .acquiring) }

    // MARK: Changing

    /// Adds an app.
    ///
    /// - Returns: false for an app whose number another one has.
    package func add(_ app: AppSettings) -> Bool {
        changeAll { apps in
            guard apps[app.sdkAppID] == nil else {
                return false
            }
            apps[app.sdkAppID] = app
            return true
        }
    }

    /// Takes an app out; calls that have begun end as they are.
    ///
    /// - Returns: the app; `nil` where there was none.
    package func remove(_ id: SDKAppID) -> AppSettings? {
        changeAll { $0.removeValue(forKey: id) }
    }

    /// Changes how an app is served.
    ///
    /// - Returns: what `change` returns; `nil` where there is no such app.
    package func change<Value: Sendable, Failure: Error>(
        _ id: SDKAppID, _ change: (inout AppSettings) throws(Failure) -> Value
    ) throws(Failure) -> Value? {
        let result: Result<Value, Failure>? = changeAll { apps in
            guard var app = apps[id] else {
                return nil
            }
            do throws(Failure) {
                let value = try change(&app)
                apps[id] = app
                return .success(value)
            } catch {
                return .failure(error)
            }
        }
        return try result?.get()
    }

    /// Changes any number of apps at once: no call sees one of the changes without the others.
    package func changeAll<Value: Sendable>(_ body: (inout [SDKAppID: AppSettings]) -> Value) -> Value {
        let value = apps.withLock { apps in body(&apps) }
        changeCount.add(1, ordering: .releasing)
        return value
    }
}
