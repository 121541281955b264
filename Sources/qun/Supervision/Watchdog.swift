import Logging
import ServiceLifecycle

/// Tells the service manager that the server is alive, as long as it is.
///
/// Each time it goes where calls go: round every event loop, and into the store and back. A server that hangs at either says
/// nothing more, and its manager restarts it. A store that answers that it cannot be used is not a hanging server, and a
/// restart would not help.
struct Watchdog: ServiceLifecycle.Service {
    let manager: Supervisor
    /// How long the manager waits.
    let interval: Duration
    /// Returns when every event loop has come round, and the store has answered, whatever that is.
    let goRound: @Sendable () async -> Void
    let clock: any Clock<Duration>

    func run() async throws {
        await cancelWhenGracefulShutdown {
            repeat {
                await goRound()
                manager.tell(.alive)
                // ends early only when the server stops
                try? await clock.sleep(for: interval / 2)
            } while !Task.isCancelled
        }
    }
}

extension Watchdog: CustomStringConvertible {
    /// The service's name in the log.
    var description: String { "watchdog" }
}
