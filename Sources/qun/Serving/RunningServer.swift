import Logging
import Synchronization
import UnixSignals

/// What can be asked of a server by signals while it runs; nothing before it is ready.
final class RunningServer: Sendable {
    struct Requests: Sendable {
        /// Reads the configuration again.
        let reload: @Sendable () async -> Void
    }

    private let ready = Mutex<Requests?>(nil)

    /// Tells that the server is ready.
    func begin(_ requests: Requests) {
        ready.withLock { $0 = requests }
    }

    /// Does what a signal asks for.
    func answer(_ signal: UnixSignal, logger: Logger) async {
        guard let requests = ready.withLock(\.self) else {
            logger.notice(
                "a signal came before the server was ready, and is left out", metadata: ["signal": "\(signal)"])
            return
        }
        switch signal {
        case .sighup: await requests.reload()
        default: break
        }
    }
}
