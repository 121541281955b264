import StoreTransactions
import Wire

/// How many groups one app had when a day's growth began to be counted, inside one transaction.
///
/// Of those who begin to count the same day at the same time the smaller number counts.
struct GroupGrowthTable {
    enum SQL: String, CaseIterable {
        case find = """
            SELECT day, groups_before, 1 FROM group_growth WHERE bucket = $1 AND app = $2
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

extension GroupGrowthTable: ArrayTable {
    static var finding: SQL { .find }
    static let width: Int32 = 2

    func parameters(_ keys: [AppWide]) -> [Parameter] {
        [.integer(Bucket.of(app)), .app(app)]
    }

    static func row(_ row: borrowing ResultRow) -> GroupGrowthRow {
        GroupGrowthRow(day: row.integer(0), groupsBefore: row.integer(1))
    }

    func write(_ changes: [RowChange<AppWide, GroupGrowthRow>]) throws {
        for change in changes {
            guard let growth = change.new else {
                try session.run(SQL.delete, parameters([change.key]))
                continue
            }
            try session.run(
                SQL.begin, parameters([change.key]) + [.integer(growth.day), .integer(growth.groupsBefore)])
        }
    }
}
