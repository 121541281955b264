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

extension String {
    /// Whether two texts have the same bytes, as those that a store keeps must have; `==` asks whether they look the same.
    func hasSameBytes(as other: String) -> Bool {
        utf8.elementsEqual(other.utf8)
    }
}
