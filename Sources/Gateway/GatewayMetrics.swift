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

    private struct State {
        var counters: [Series: Counter] = [:]
        var timers: [CommandName?: Metrics.Timer] = [:]
    }

    private let factory: any MetricsFactory
    private let connections: Gauge
    private let refusedConnections: Counter
    private let state = Mutex(State())

    init(factory: any MetricsFactory) {
        self.factory = factory
        connections = Gauge(label: "qun_connections", factory: factory)
        refusedConnections = Counter(label: "qun_connections_refused_total", factory: factory)
    }

    /// - Parameters:
    ///   - code: 0 for success.
    ///   - nanoseconds: from the end of the request's head to the answer.
    func recordCall(_ command: CommandName?, code: Int, nanoseconds: Int64) {
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
        let counter = Counter(
            label: "qun_calls_total",
            dimensions: [("command", Self.label(series.command)), ("code", String(series.code))], factory: factory)
        counters[series] = counter
        return counter
    }

    private func timer(of command: CommandName?, _ timers: inout [CommandName?: Metrics.Timer]) -> Metrics.Timer {
        if let timer = timers[command] {
            return timer
        }
        let timer = Metrics.Timer(
            label: "qun_call_duration_seconds", dimensions: [("command", Self.label(command))],
            preferredDisplayUnit: .seconds, factory: factory)
        timers[command] = timer
        return timer
    }

    private static func label(_ command: CommandName?) -> String {
        command?.description ?? "unknown"
    }
}
