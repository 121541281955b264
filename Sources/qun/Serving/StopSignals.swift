import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

/// The signals that ask the server to end, `SIGTERM` and `SIGINT`.
///
/// Once a value has been made they end the process no longer: they wait for ``run(_:log:)``. So it is made before
/// anything is begun that must not be cut off.
struct StopSignals {
    private let signals: UnixSignalsSequence

    init() async {
        // whoever reads the log, or is a client, may be gone
        signal(SIGPIPE, SIG_IGN)
        signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
    }

    /// Runs services to their end.
    ///
    /// The first signal begins their graceful shutdown. A second one is from somebody who does not want to wait for it,
    /// and ends the process at once, with the exit code that shells give to a process which the signal ended.
    func run(_ services: ServiceGroup, log: ServerLog) async throws {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                var isStopping = false
                for await signal in signals {
                    guard !isStopping else {
                        log.logger.warning("a second signal, ending at once", metadata: ["signal": "\(signal)"])
                        log.flush()
                        _exit(128 + signal.rawValue)
                    }
                    isStopping = true
                    log.logger.info("stopping", metadata: ["signal": "\(signal)"])
                    await services.triggerGracefulShutdown()
                }
            }
            defer { tasks.cancelAll() }
            try await services.run()
        }
    }
}
