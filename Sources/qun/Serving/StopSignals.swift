import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

/// The signals that ask the server to end, `SIGTERM` and `SIGINT`, and others that it takes.
///
/// Once a value has been made they end the process no longer: they wait for ``run(_:log:onStop:onOther:)``. So it is made
/// before anything is begun that must not be cut off.
struct StopSignals {
    /// Others that wait to be done, at most; the system joins those that come close together anyway.
    private static let maximumWaiting = 16

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
    ///   - onOther: is called for the other signals, one after the other.
    func run(
        _ services: ServiceGroup, log: ServerLog, onStop: @escaping @Sendable () -> Void = {},
        onOther: @escaping @Sendable (UnixSignal) async -> Void = { _ in }
    ) async throws {
        let (others, other) = AsyncStream<UnixSignal>.makeStream(
            bufferingPolicy: .bufferingOldest(Self.maximumWaiting))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                var isStopping = false
                for await signal in signals {
                    guard stops(signal) else {
                        other.yield(signal)
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
                for await signal in others {
                    await onOther(signal)
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
