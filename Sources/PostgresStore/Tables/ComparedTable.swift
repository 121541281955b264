import StoreTransactions

/// A table that no lock guards: a write checks that each row is still what the transaction has read.
protocol ComparedTable<Key, Row>: ArrayTable {
    // named again, so that they are inferred from the methods
    associatedtype Key
    associatedtype Row

    /// The statement that adds rows; its parameters are those of the keys, then the columns.
    static var inserting: SQL { get }
    /// The statement that changes rows; its parameters are those of the keys, the new columns, then the old.
    static var updating: SQL { get }
    /// The statement that removes rows; its parameters are ``deletion(of:)``.
    static var deleting: SQL { get }

    /// One order for all transactions, so that those which write the same rows wait for each other in that order.
    static func precedes(_ one: Key, _ other: Key) -> Bool

    /// The parameters that hold what is stored of rows.
    func columns(_ rows: [Row]) -> [Parameter]

    /// By default those of the keys, then the columns.
    func deletion(of rows: [KeyedRow<Key, Row>]) -> [Parameter]
}

extension ComparedTable {
    func deletion(of rows: [KeyedRow<Key, Row>]) -> [Parameter] {
        parameters(rows)
    }

    func write(_ changes: [RowChange<Key, Row>]) throws {
        try writeCompared(changes)
    }

    /// As ``KeyedTable/write(_:)``, for tables that do not store every row.
    func writeCompared(_ changes: [RowChange<Key, Row>]) throws {
        var deleted: [KeyedRow<Key, Row>] = []
        var inserted: [KeyedRow<Key, Row>] = []
        var updated: [(old: Row, new: KeyedRow<Key, Row>)] = []
        for change in changes.sorted(by: { Self.precedes($0.key, $1.key) }) {
            switch (change.old, change.new) {
            case (nil, let new?): inserted.append(KeyedRow(key: change.key, row: new))
            case (let old?, let new?): updated.append((old, KeyedRow(key: change.key, row: new)))
            case (let old?, nil): deleted.append(KeyedRow(key: change.key, row: old))
            case (nil, nil): break
            }
        }
        if !deleted.isEmpty {
            try session.run(Self.deleting, deletion(of: deleted), expecting: deleted.count)
        }
        if !inserted.isEmpty {
            try session.run(Self.inserting, parameters(inserted), expecting: inserted.count)
        }
        if !updated.isEmpty {
            try session.run(
                Self.updating, parameters(updated.map(\.new)) + columns(updated.map(\.old)), expecting: updated.count)
        }
    }

    private func parameters(_ rows: [KeyedRow<Key, Row>]) -> [Parameter] {
        parameters(rows.map(\.key)) + columns(rows.map(\.row))
    }
}
