/// A table of a store as transactions see it: rows under keys.
///
/// - Concurrency: used by one transaction at a time.
package protocol KeyedTable<Key, Row> {
    associatedtype Key: Hashable & Sendable
    associatedtype Row: Sendable

    /// The row under a key; `nil` when there is none.
    func find(_ key: Key) throws -> Row?

    /// The rows under several keys, in the order of the keys; `nil` where there is none.
    func find(_ keys: [Key]) throws -> [Row?]

    /// Writes what transactions have made of rows.
    ///
    /// - Parameter changes: at most one for each key, in the order in which the keys were changed first.
    func write(_ changes: [RowChange<Key, Row>]) throws
}

extension KeyedTable {
    package func find(_ keys: [Key]) throws -> [Row?] {
        try keys.map { try find($0) }
    }
}

/// What became of a row.
package struct RowChange<Key: Sendable, Row: Sendable>: Sendable {
    package let key: Key
    /// What the store holds; `nil` when there is no row.
    package let old: Row?
    /// What it is to hold; `nil` removes the row.
    package let new: Row?

    package init(key: Key, old: Row?, new: Row?) {
        self.key = key
        self.old = old
        self.new = new
    }
}
