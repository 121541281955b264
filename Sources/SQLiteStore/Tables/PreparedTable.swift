import GRDB
import StoreTransactions

/// A table of which one statement finds the row under a key.
protocol PreparedTable: KeyedTable {
    associatedtype SQL: RawRepresentable<String>

    var database: Database { get }

    /// The statement that finds a row.
    static var finding: SQL { get }

    /// Binds a key to ``finding``.
    func bind(_ key: Key, to statement: borrowing PreparedStatement) throws

    /// Reads the row that ``finding`` has found.
    static func row(_ statement: borrowing PreparedStatement) throws -> Row
}

extension PreparedTable {
    func find(_ key: Key) throws -> Row? {
        let statement = try database.prepare(Self.finding)
        try bind(key, to: statement)
        return try statement.step() ? try Self.row(statement) : nil
    }

    func find(_ keys: [Key]) throws -> [Row?] {
        let statement = try database.prepare(Self.finding)
        var rows: [Row?] = []
        rows.reserveCapacity(keys.count)
        for key in keys {
            try bind(key, to: statement)
            rows.append(try statement.step() ? try Self.row(statement) : nil)
            statement.reset()
        }
        return rows
    }
}

/// A table of which one statement writes the row under a key, whether there was one or not.
protocol SavedTable<Key, Row>: PreparedTable {
    // named again, so that they are inferred from the two methods
    associatedtype Key
    associatedtype Row

    func save(_ row: Row, for key: Key) throws

    func remove(_ key: Key) throws
}

extension SavedTable {
    func write(_ changes: [RowChange<Key, Row>]) throws {
        for change in changes {
            if let row = change.new {
                try save(row, for: change.key)
            } else {
                try remove(change.key)
            }
        }
    }
}
