import Metrics

/// Counts what the cache of groups does.
///
/// | Name | Kind | Meaning |
/// |---|---|---|
/// | `qun_group_cache_hits_total` | counter | groups answered from memory |
/// | `qun_group_cache_misses_total` | counter | requests that had to read the store |
/// | `qun_group_cache_evictions_total` | counter | groups that went because the bytes ran out |
/// | `qun_group_cache_bytes` | gauge | memory spent |
/// | `qun_group_cache_build_seconds` | timer | reading and encoding the groups of one request |
struct GroupInfoCacheMetrics: Sendable {
    private let hits: Counter
    private let misses: Counter
    private let evictions: Counter
    private let bytes: Gauge
    private let build: Metrics.Timer

    init(factory: any MetricsFactory) {
        hits = Counter(label: "qun_group_cache_hits_total", factory: factory)
        misses = Counter(label: "qun_group_cache_misses_total", factory: factory)
        evictions = Counter(label: "qun_group_cache_evictions_total", factory: factory)
        bytes = Gauge(label: "qun_group_cache_bytes", factory: factory)
        build = Metrics.Timer(
            label: "qun_group_cache_build_seconds", dimensions: [], preferredDisplayUnit: .seconds, factory: factory)
    }

    func recordHits(_ count: Int) {
        hits.increment(by: Int64(count))
    }

    func recordMiss() {
        misses.increment()
    }

    func recordFilling(_ duration: Duration, evicted: Int, byteCount: Int) {
        let (seconds, attoseconds) = duration.components
        build.recordNanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
        evictions.increment(by: Int64(evicted))
        bytes.record(byteCount)
    }
}
