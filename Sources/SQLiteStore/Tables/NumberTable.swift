import GRDB
import StoreTransactions

/// The numbers that were given last, which SQLite notes as rows come.
struct NumberTable {
    enum SQL: String, CaseIterable {
        /// Reads one of three rows.
        case find = "SELECT seq FROM sqlite_sequence WHERE name = ?1"
    }

    let database: Database
}

extension NumberTable: PreparedTable {
    static var finding: SQL { .find }

    func bind(_ series: NumberSeries, to statement: borrowing PreparedStatement) throws {
        switch series {
        case .groups: try statement.bind("groups")
        case .permissionGroups: try statement.bind("permission_groups")
        case .streams: try statement.bind("streams")
        }
    }

    static func row(_ statement: borrowing PreparedStatement) throws -> Int64 {
        statement.integer(0)
    }

    func write(_ changes: [RowChange<NumberSeries, Int64>]) {}
}
