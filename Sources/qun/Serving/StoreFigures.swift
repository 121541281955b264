import Metrics

/// Counts what the store commits.
struct StoreFigures: Sendable {
    private let commits: Counter
    private let writes: Counter

    init(_ factory: any MetricsFactory) {
        commits = Counter(label: "qun_store_commits_total", factory: factory)
        writes = Counter(label: "qun_store_writes_total", factory: factory)
    }

    /// - Parameter count: writes that shared the commit.
    func recordCommit(of count: Int) {
        commits.increment()
        writes.increment(by: Int64(count))
    }
}
