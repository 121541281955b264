import Logging
import Synchronization

/// What signals ask of a server while it runs.
final class RunningServer: Sendable {
    struct Requests: Sendable {
        /// Reads the configuration again.
        let reload: @Sendable () async -> Void
        /// Adds to a report what the server does at the moment; waits for nothing.
        let report: @Sendable (inout StateReport) -> Void
    }

    private let ready = Mutex<Requests?>(nil)

    /// Tells that the server is ready.
    func begin(_ requests: Requests) {
        ready.withLock { $0 = requests }
    }

    /// Reads the configuration again.
    func reload(logger: Logger) async {
        guard let requests = ready.withLock(\.self) else {
            logger.notice("the server is starting, and reads its configuration only once")
            return
        }
        await requests.reload()
    }

    /// Adds to a report what the server does at the moment.
    func report(_ report: inout StateReport) {
        guard let requests = ready.withLock(\.self) else {
            report.add("server", "starting", ["starting": "true"])
            return
        }
        requests.report(&report)
    }
}
