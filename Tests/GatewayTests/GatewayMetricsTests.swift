import CoreMetrics
import Synchronization
import Testing
import Wire

@testable import Gateway

@Suite("Metrics")
struct GatewayMetricsTests {
    @Test func `calls are counted by command and code, and names that only clients know as unknown`() throws {
        let factory = CountingFactory()
        let connection = try EmbeddedConnection(World.server(metrics: factory))
        _ = try connection.exchange(
            World.post() + World.post() + World.post("/v4/group_open_http_svc/mine") + World.post("/v4/mine/too"))
        #expect(
            factory.counts == [
                "qun_calls_total command=group_open_http_svc/get_group_info code=0": 2,
                "qun_calls_total command=unknown code=10003": 1,
                "qun_calls_total command=unknown code=60009": 1,
                "qun_connections_refused_total": 0,
            ])
    }
}

/// Counts what counters count, and ignores everything else.
final class CountingFactory: MetricsFactory, Sendable {
    private final class Counting: CounterHandler {
        let count = Atomic<Int64>(0)

        func increment(by amount: Int64) {
            count.add(amount, ordering: .relaxed)
        }

        func reset() {
            count.store(0, ordering: .relaxed)
        }
    }

    private let counters = Mutex<[String: Counting]>([:])

    /// By label and dimensions.
    var counts: [String: Int64] {
        counters.withLock { $0.mapValues { $0.count.load(ordering: .relaxed) } }
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        let name = ([label] + dimensions.map { "\($0)=\($1)" }).joined(separator: " ")
        let counter = Counting()
        counters.withLock { $0[name] = counter }
        return counter
    }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        NOOPMetricsHandler.instance
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        NOOPMetricsHandler.instance
    }

    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}
}
