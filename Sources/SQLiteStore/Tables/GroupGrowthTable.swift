import GRDB
import Groups
import StoreTransactions
import Wire

/// How many groups one app had when a day's growth began to be counted, inside one transaction.
struct GroupGrowthTable {
    enum SQL: String, CaseIterable {
        case begin = """
            INSERT INTO group_growth (app, day, groups_before) VALUES (?1, ?2, ?3)
            ON CONFLICT (app) DO UPDATE SET day = excluded.day, groups_before = excluded.groups_before
            """
        case delete = "DELETE FROM group_growth WHERE app = ?1"
        case latest = "SELECT day, groups_before FROM group_growth WHERE app = ?1"
    }

    let database: Database
    let app: SDKAppID

}

extension GroupGrowthTable: SavedTable {
    static var finding: SQL { .latest }

    func bind(_ key: AppWide, to statement: borrowing PreparedStatement) throws {
        try statement.bind(app)
    }

    static func row(_ statement: borrowing PreparedStatement) throws -> GroupGrowthRow {
        GroupGrowthRow(day: statement.integer(0), groupsBefore: statement.integer(1))
    }

    func save(_ growth: GroupGrowthRow, for key: AppWide) throws {
        try database.run(SQL.begin, app, growth.day, growth.groupsBefore)
    }

    func remove(_ key: AppWide) throws {
        try database.run(SQL.delete, app)
    }
}
