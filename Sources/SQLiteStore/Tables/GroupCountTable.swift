import GRDB
import Storage
import StoreTransactions
import Wire

/// How many groups of each type one app has, inside one transaction.
///
/// Counting them anew would read every group of the app.
struct GroupCountTable {
    enum SQL: String, CaseIterable {
        case add = """
            INSERT INTO group_counts (app, type, count) VALUES (?1, ?2, ?3)
            ON CONFLICT (app, type) DO UPDATE SET count = count + excluded.count
            """
        case find = "SELECT count FROM group_counts WHERE app = ?1 AND type = ?2"
        case save = """
            INSERT INTO group_counts (app, type, count) VALUES (?1, ?2, ?3)
            ON CONFLICT (app, type) DO UPDATE SET count = excluded.count
            """
        case all = "SELECT type, count FROM group_counts WHERE app = ?1"
    }

    let database: Database
    let app: SDKAppID

    /// Changes the count of a type, by 1 for a new group, by -1 for a destroyed one.
    func add(_ difference: Int64, to type: GroupType) throws {
        try database.run(SQL.add, app, type.storedCode, difference)
    }

    /// The groups of a type, or of all types.
    func count(of type: GroupType?) throws -> Int64 {
        let statement = try database.prepare(SQL.all)
        try statement.bind(app)
        var count: Int64 = 0
        while try statement.step() {
            if type == nil || type?.storedCode == statement.integer(0) {
                count += statement.integer(1)
            }
        }
        return count
    }
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
