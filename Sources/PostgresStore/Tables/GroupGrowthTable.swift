import StoreTransactions
import Wire

/// How many groups one app had when a day's growth began to be counted, inside one transaction.
///
/// A transaction that writes keeps others from asking until it ends. Of those who begin to count the same day the smaller
/// number counts.
struct GroupGrowthTable {
    enum SQL: String, CaseIterable {
        /// Waits for others of the same app.
        case hold = "SELECT pg_advisory_xact_lock($1)"
        case find = """
            SELECT day, groups_before FROM group_growth WHERE bucket = $1 AND app = $2
            """
        case begin = """
            INSERT INTO group_growth (bucket, app, day, groups_before) VALUES ($1, $2, $3, $4)
            ON CONFLICT (bucket, app) DO UPDATE SET
                day = excluded.day,
                groups_before = CASE WHEN group_growth.day = excluded.day
                    THEN least(group_growth.groups_before, excluded.groups_before) ELSE excluded.groups_before END
            """
        case delete = "DELETE FROM group_growth WHERE bucket = $1 AND app = $2"
    }

    let session: Session
    let app: SDKAppID
}

extension GroupGrowthTable: KeyedTable {
    private var key: [Parameter] { [.integer(Bucket.of(app)), .app(app)] }

    /// The upper half is `Qun1` in ASCII, the lower the app's number.
    private var lockKey: Int64 { 0x5175_6E31 << 32 | Int64(app.number) }

    func find(_: AppWide) throws -> GroupGrowthRow? {
        guard session.locksGroups else {
            return try read()
        }
        return try session.both(
            { _ = try session.rows(SQL.hold, [.integer(lockKey)], first: true) { _ in } }, { try read() }
        ).1
    }

    private func read() throws -> GroupGrowthRow? {
        try session.rows(SQL.find, key) { row in
            GroupGrowthRow(day: row.integer(0), groupsBefore: row.integer(1))
        }.first
    }

    func find(_ keys: [AppWide]) throws -> [GroupGrowthRow?] {
        let row = try find(AppWide())
        return keys.map { _ in row }
    }

    func write(_ changes: [RowChange<AppWide, GroupGrowthRow>]) throws {
        for change in changes {
            guard let growth = change.new else {
                try session.run(SQL.delete, key)
                continue
            }
            try session.run(
                SQL.begin, key + [.integer(growth.day), .integer(growth.groupsBefore)])
        }
    }
}
