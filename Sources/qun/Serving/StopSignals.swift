import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

/// The signals that ask the server to end, `SIGTERM` and `SIGINT`, and others that it takes.
///
/// Once a value has been made they end the process no longer: they wait for ``run(_:log:onStop:onHangup:onQuit:)``. So it is made
/// before anything is begun that must not be cut off.
struct StopSignals {
    private let signals: UnixSignalsSequence
    private let terminal = Terminal.ofProcess

    /// - Parameter others: that are taken too.
    init(and others: UnixSignal...) async {
        // whoever reads the log, or is a client, may be gone
        signal(SIGPIPE, SIG_IGN)
        signals = await UnixSignalsSequence(trapping: [.sigterm, .sigint] + others)
    }

    /// Runs services to their end.
    ///
    /// The first signal begins their graceful shutdown. A second one is from somebody who does not want to wait for it,
    /// and ends the process at once, with the exit code that shells give to a process which the signal ended. `SIGHUP` is such
    /// a signal where it says that the terminal has gone.
    ///
    /// - Parameters:
    ///   - onStop: is called when the shutdown begins.
    ///   - onHangup: is called for each `SIGHUP`, one after the other.
    ///   - onQuit: is called for each `SIGQUIT`, at once, whatever else goes on.
    func run(
        _ services: ServiceGroup, log: ServerLog, onStop: @escaping @Sendable () -> Void = {},
        onHangup: @escaping @Sendable () async -> Void = {}, onQuit: @escaping @Sendable () -> Void = {}
    ) async throws {
        // one that comes while another waits asks for the same
        let (hangups, hangup) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingOldest(1))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                var isStopping = false
                for await signal in signals {
                    guard stops(signal) else {
                        switch signal {
                        case .sighup: hangup.yield()
                        default: onQuit()
                        }
                        continue
                    }
                    guard !isStopping else {
                        log.logger.warning("a second signal, ending at once", metadata: ["signal": "\(signal)"])
                        log.flush()
                        _exit(128 + signal.rawValue)
                    }
                    isStopping = true
                    log.logger.info("stopping", metadata: ["signal": "\(signal)"])
                    onStop()
                    await services.triggerGracefulShutdown()
                }
            }
            tasks.addTask {
                for await _ in hangups {
                    await onHangup()
                }
            }
            defer { tasks.cancelAll() }
            try await services.run()
        }
    }

    private func stops(_ signal: UnixSignal) -> Bool {
        switch signal {
        case .sigterm, .sigint: true
        case .sighup: terminal?.hasGone == true
        default: false
        }
    }
}
