import Storage
import StoreTransactions
import Wire

/// How many groups of each type one app has, inside one transaction.
///
/// A count is the sum of several rows. A transaction adds to one of them by what the count has changed, which needs no lock
/// before; others see it when the transaction has ended.
struct GroupCountTable {
    enum SQL: String, CaseIterable {
        case find = """
            SELECT sum(count)::bigint, place
            FROM unnest($3::bigint[]) WITH ORDINALITY AS wanted (type, place) JOIN group_counts USING (type)
            WHERE bucket = $1 AND app = $2
            GROUP BY place
            """
        /// Connections are spread over 16 rows.
        case add = """
            INSERT INTO group_counts (bucket, app, type, part, count)
            SELECT $1::bigint, $2::bigint, type, pg_backend_pid() & 15, difference
            FROM unnest($3::bigint[], $4::bigint[]) AS new (type, difference)
            ON CONFLICT (bucket, app, type, part) DO UPDATE SET count = group_counts.count + excluded.count
            """
    }

    let session: Session
    let app: SDKAppID
}

extension GroupCountTable: ArrayTable {
    static var finding: SQL { .find }
    static let width: Int32 = 1

    func parameters(_ types: [GroupType]) -> [Parameter] {
        [.integer(Bucket.of(app)), .app(app), types.integers(\.storedCode)]
    }

    static func row(_ row: borrowing ResultRow) -> Int64 {
        row.integer(0)
    }

    func write(_ changes: [RowChange<GroupType, Int64>]) throws {
        let changes = changes.sorted { $0.key.storedCode < $1.key.storedCode }
        guard !changes.isEmpty else {
            return
        }
        try session.run(
            SQL.add, parameters(changes.map(\.key)) + [changes.integers { ($0.new ?? 0) - ($0.old ?? 0) }])
    }
}
