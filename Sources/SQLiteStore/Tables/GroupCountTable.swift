import GRDB
import Storage
import StoreTransactions
import Wire

/// How many groups of each type one app has, inside one transaction.
///
/// Counting them anew would read every group of the app.
struct GroupCountTable {
    enum SQL: String, CaseIterable {
        case find = "SELECT count FROM group_counts WHERE app = ?1 AND type = ?2"
        case save = """
            INSERT INTO group_counts (app, type, count) VALUES (?1, ?2, ?3)
            ON CONFLICT (app, type) DO UPDATE SET count = excluded.count
            """
    }

    let database: Database
    let app: SDKAppID

}

extension GroupCountTable: PreparedTable {
    static var finding: SQL { .find }

    func bind(_ type: GroupType, to statement: borrowing PreparedStatement) throws {
        try statement.bind(app, type.storedCode)
    }

    static func row(_ statement: borrowing PreparedStatement) throws -> Int64 {
        statement.integer(0)
    }

    func write(_ changes: [RowChange<GroupType, Int64>]) throws {
        for change in changes {
            try database.run(SQL.save, app, change.key.storedCode, change.new ?? 0)
        }
    }
}
