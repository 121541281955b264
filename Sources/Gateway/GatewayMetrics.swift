import Metrics
import Synchronization
import Wire

/// Counts and times calls.
///
/// Labels come from the registry: a name that only a client knows is counted as `unknown`.
///
/// | Name | Kind | Labels |
/// |---|---|---|
/// | `qun_calls_total` | counter | `command`, `code` |
/// | `qun_call_duration_seconds` | timer | `command` |
/// | `qun_connections` | gauge | – |
/// | `qun_connections_refused_total` | counter | – |
final class GatewayMetrics: Sendable {
    private struct Series: Hashable {
        let command: CommandName?
        let code: Int
    }

    /// What successful calls of a command are counted with.
    private struct Success: Sendable {
        let counter: Counter
        let timer: Metrics.Timer
    }

    private struct State {
        var counters: [Series: Counter] = [:]
        var timers: [CommandName?: Metrics.Timer] = [:]
    }

    private let factory: any MetricsFactory
    private let connections: Gauge
    private let refusedConnections: Counter
    /// Of the commands that were named at the beginning, so that most calls need no lock.
    private let successes: [CommandName: Success]
    private let state = Mutex(State())

    /// - Parameter commands: that are called often.
    init(factory: any MetricsFactory, commands: [CommandName] = []) {
        self.factory = factory
        successes = Dictionary(
            commands.map { command in
                let counter = Self.counter(of: command, code: 0, factory)
                return (command, Success(counter: counter, timer: Self.timer(of: command, factory)))
            },
            uniquingKeysWith: { first, _ in first })
        connections = Gauge(label: "qun_connections", factory: factory)
        refusedConnections = Counter(label: "qun_connections_refused_total", factory: factory)
    }

    /// - Parameters:
    ///   - code: 0 for success.
    ///   - nanoseconds: from the end of the request's head to the answer.
    func recordCall(_ command: CommandName?, code: Int, nanoseconds: Int64) {
        if code == 0, let command, let success = successes[command] {
            success.counter.increment()
            success.timer.recordNanoseconds(nanoseconds)
            return
        }
        let (counter, timer) = state.withLock { state in
            (
                self.counter(of: Series(command: command, code: code), &state.counters),
                self.timer(of: command, &state.timers)
            )
        }
        counter.increment()
        timer.recordNanoseconds(nanoseconds)
    }

    func recordConnections(_ count: Int) {
        connections.record(count)
    }

    func recordRefusedConnection() {
        refusedConnections.increment()
    }

    private func counter(of series: Series, _ counters: inout [Series: Counter]) -> Counter {
        if let counter = counters[series] {
            return counter
        }
        let counter = Self.counter(of: series.command, code: series.code, factory)
        counters[series] = counter
        return counter
    }

    private func timer(of command: CommandName?, _ timers: inout [CommandName?: Metrics.Timer]) -> Metrics.Timer {
        if let timer = command.flatMap({ successes[$0] })?.timer ?? timers[command] {
            return timer
        }
        let timer = Self.timer(of: command, factory)
        timers[command] = timer
        return timer
    }

    private static func counter(of command: CommandName?, code: Int, _ factory: any MetricsFactory) -> Counter {
        Counter(
            label: "qun_calls_total", dimensions: [("command", label(command)), ("code", String(code))],
            factory: factory)
    }

    private static func timer(of command: CommandName?, _ factory: any MetricsFactory) -> Metrics.Timer {
        Metrics.Timer(
            label: "qun_call_duration_seconds", dimensions: [("command", label(command))],
            preferredDisplayUnit: .seconds, factory: factory)
    }

    private static func label(_ command: CommandName?) -> String {
        command?.description ?? "unknown"
    }
}
