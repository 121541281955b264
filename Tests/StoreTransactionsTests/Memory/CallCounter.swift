/// Counts what a transaction asks of a store in memory and writes to it.
final class CallCounter {
    private(set) var calls = StoreCalls()

    func ask(rows: Int) {
        calls.asks += 1
        calls.rows += rows
    }

    func write(rows: Int) {
        calls.writes += 1
    }

    /// Counts one trip to a store that answers between runs.
    func fetch() {
        calls.depth += 1
    }
}

/// How often transactions call a store.
struct StoreCalls: Sendable, Equatable {
    /// Trips to a store that answers between runs: all that is asked in one run is asked in one.
    var depth = 0
    /// Lists of keys, single keys and other questions.
    var asks = 0
    /// Keys that are asked for; 1 for a question of another kind.
    var rows = 0
    /// Lists of changed rows, and changes that are no rows.
    var writes = 0
}
