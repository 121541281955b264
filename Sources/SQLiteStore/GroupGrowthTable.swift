import GRDB
import Wire

/// How many groups one app had when a day's growth began to be counted, inside one transaction.
struct GroupGrowthTable {
    enum SQL: String, CaseIterable {
        case begin = """
            INSERT INTO group_growth (app, day, groups_before) VALUES (?1, ?2, ?3)
            ON CONFLICT (app) DO UPDATE SET day = excluded.day, groups_before = excluded.groups_before
            WHERE excluded.day > day
            """
        case before = "SELECT groups_before FROM group_growth WHERE app = ?1"
    }

    let database: Database
    let app: SDKAppID

    /// How many groups there were when the day's growth began to be counted, which is now when it has not yet.
    ///
    /// - Parameters:
    ///   - day: in days since 1970; one before the last that was named is taken for that one.
    ///   - groups: how many there are now.
    func groupsBefore(day: Int64, now groups: Int64) throws -> Int64 {
        try database.run(SQL.begin, app, day, groups)
        let statement = try database.prepare(SQL.before)
        try statement.bind(app)
        guard try statement.step() else {
            throw DamagedRow(table: "group_growth")
        }
        return statement.integer(0)
    }
}
