import Synchronization
package import Wire

/// Counts the calls of apps that can be dropped while they are carried out, so that whoever drops an app waits for them.
///
/// A call is let in by its head, which may be long before it is carried out: whether its app is still there is asked again
/// then. Apps that are served as long as the server runs cost nothing here.
///
/// - Concurrency: safe for use from any thread.
package final class AppCalls: Sendable {
    private struct Work {
        var count = 0
        var isClosed = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let directory: AppDirectory
    private let works = Mutex<[SDKAppID: Work]>([:])

    package init(of directory: AppDirectory) {
        self.directory = directory
    }

    /// Begins a call, unless its app is being dropped, or is another one by now.
    ///
    /// - Parameter app: as the call was let in for it; ``end(_:)`` takes the same.
    package func begin(_ app: AppSettings) -> Bool {
        guard app.creation != nil else {
            return true
        }
        return works.withLock { works in
            guard works[app.sdkAppID]?.isClosed != true, directory.serves(app) else {
                return false
            }
            works[app.sdkAppID, default: Work()].count += 1
            return true
        }
    }

    /// Ends a call that has begun.
    package func end(_ app: AppSettings) {
        guard app.creation != nil else {
            return
        }
        let waiters: [CheckedContinuation<Void, Never>] = works.withLock { works in
            guard var work = works.removeValue(forKey: app.sdkAppID) else {
                return []
            }
            work.count -= 1
            guard work.count == 0 else {
                works[app.sdkAppID] = work
                return []
            }
            if work.isClosed {
                works[app.sdkAppID] = Work(isClosed: true)
            }
            return work.waiters
        }
        waiters.forEach { $0.resume() }
    }

    /// Lets no call of an app begin, and returns when none is left.
    package func close(_ id: SDKAppID) async {
        await withCheckedContinuation { continuation in
            let isIdle = works.withLock { works in
                works[id, default: Work()].isClosed = true
                guard let count = works[id]?.count, count > 0 else {
                    return true
                }
                works[id]?.waiters.append(continuation)
                return false
            }
            if isIdle {
                continuation.resume()
            }
        }
    }

    /// Lets calls of an app begin again, where it is served.
    package func open(_ id: SDKAppID) {
        works.withLock { _ = $0.removeValue(forKey: id) }
    }
}
