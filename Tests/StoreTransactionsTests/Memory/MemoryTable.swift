import StoreTransactions

/// The state that one transaction of a store in memory works on.
final class MemoryDraft {
    var state: MemoryState
    let counter: CallCounter

    init(_ state: MemoryState, _ counter: CallCounter) {
        self.state = state
        self.counter = counter
    }
}

/// Rows of one kind, in a dictionary.
struct MemoryTable<Key: Hashable & Sendable, Row: Sendable>: KeyedTable {
    let draft: MemoryDraft
    let rows: WritableKeyPath<MemoryState, [Key: Row]>
    /// Whether a row says more than its absence.
    var isKept: (Row) -> Bool = { _ in true }

    func find(_ key: Key) -> Row? {
        draft.counter.ask(rows: 1)
        return draft.state[keyPath: rows][key]
    }

    func find(_ keys: [Key]) -> [Row?] {
        draft.counter.ask(rows: keys.count)
        let rows = draft.state[keyPath: rows]
        return keys.map { rows[$0] }
    }

    /// - Throws: ``UnexpectedChange``.
    func write(_ changes: [RowChange<Key, Row>]) throws {
        draft.counter.write(rows: changes.count)
        var rows = draft.state[keyPath: rows]
        for change in changes {
            guard (rows[change.key] != nil) == (change.old != nil) else {
                throw UnexpectedChange(description: "\(change.key): the store does not hold what is to be changed")
            }
            rows[change.key] = change.new.flatMap { isKept($0) ? $0 : nil }
        }
        draft.state[keyPath: self.rows] = rows
    }
}

/// What other rows tell, looked up anew each time.
struct MemoryLookup<Key: Hashable & Sendable, Row: Sendable>: KeyedTable {
    let draft: MemoryDraft
    let lookUp: (Key) -> Row?

    func find(_ key: Key) -> Row? {
        draft.counter.ask(rows: 1)
        return lookUp(key)
    }

    func find(_ keys: [Key]) -> [Row?] {
        draft.counter.ask(rows: keys.count)
        return keys.map { lookUp($0) }
    }

    func write(_ changes: [RowChange<Key, Row>]) {}
}

/// A transaction changes a row that it has not seen, or removes one that is not there.
struct UnexpectedChange: Error, CustomStringConvertible {
    let description: String
}
