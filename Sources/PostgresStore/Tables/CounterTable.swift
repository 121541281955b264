import Groups
import StoreTransactions
import Wire

/// The counters of groups, inside one transaction.
///
/// They are numbered from 0 without gaps, in the order of their creation.
struct CounterTable {
    enum SQL: String, CaseIterable {
        case list = """
            SELECT counter, value, place
            FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS wanted (bucket, group_number, place)
                JOIN counters USING (bucket, group_number)
            ORDER BY place, position
            """
        case save = """
            INSERT INTO counters (bucket, group_number, position, counter, value)
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bytea[], $5::bigint[])
            ON CONFLICT (bucket, group_number, position) DO UPDATE SET counter = excluded.counter, value = excluded.value
            """
        case deleteFrom = """
            DELETE FROM counters
            USING unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS gone (bucket, group_number, position)
            WHERE counters.bucket = gone.bucket AND counters.group_number = gone.group_number
                AND counters.position >= gone.position
            """
    }

    let session: Session

    func deleteAll(of group: GroupNumber) throws {
        try session.run(SQL.deleteFrom, parameters([group]) + [.integers([0])])
    }

    private func parameters(_ groups: [GroupNumber]) -> [Parameter] {
        [groups.buckets { Bucket.of($0) }, .integers(groups)]
    }
}

extension CounterTable: KeyedTable {
    func find(_ group: GroupNumber) throws -> [GroupCounter]? {
        try find([group]).first ?? nil
    }

    func find(_ groups: [GroupNumber]) throws -> [[GroupCounter]?] {
        let found = try session.rows(SQL.list, parameters(groups)) { row in
            (counter: GroupCounter(key: row.text(0), value: row.integer(1)), place: Int(row.integer(2)))
        }
        var rows = [[GroupCounter]?](repeating: nil, count: groups.count)
        for (counter, place) in found {
            rows[place - 1, default: []].append(counter)
        }
        return rows
    }

    /// Writes only what differs.
    func write(_ changes: [RowChange<GroupNumber, [GroupCounter]>]) throws {
        let saved = changes.flatMap { change in
            let old = change.old ?? []
            return (change.new ?? []).enumerated()
                .filter { $0.offset >= old.count || old[$0.offset] != $0.element }
                .map { (group: change.key, position: Int64($0.offset), counter: $0.element) }
        }
        if !saved.isEmpty {
            try session.run(
                SQL.save,
                parameters(saved.map(\.group)) + [
                    saved.integers(\.position), saved.textBytes(\.counter.key), saved.integers(\.counter.value),
                ])
        }
        let shortened = changes.filter { $0.new?.count ?? 0 < $0.old?.count ?? 0 }
        if !shortened.isEmpty {
            try session.run(
                SQL.deleteFrom,
                parameters(shortened.map(\.key)) + [shortened.integers { Int64($0.new?.count ?? 0) }])
        }
    }
}
