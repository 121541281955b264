import StoreTransactions

/// What is counted of messages' pairs, inside one transaction.
struct ExtensionCounterTable {
    enum SQL: String, CaseIterable {
        case find = """
            SELECT latest_seq, clear_seq, minute, changes, place
            FROM unnest($1::bigint[], $2::bigint[], $3::bigint[])
                    WITH ORDINALITY AS wanted (bucket, stream, message, place)
                JOIN extension_counters USING (bucket, stream, message)
            """
        case save = """
            INSERT INTO extension_counters (bucket, stream, message, latest_seq, clear_seq, minute, changes)
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[],
                $7::bigint[])
            ON CONFLICT (bucket, stream, message) DO UPDATE SET latest_seq = excluded.latest_seq,
                clear_seq = excluded.clear_seq, minute = excluded.minute, changes = excluded.changes
            """
        case delete = """
            DELETE FROM extension_counters AS counters
            USING unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS gone (bucket, stream, message)
            WHERE counters.bucket = gone.bucket AND counters.stream = gone.stream AND counters.message = gone.message
            """
        case deleteRange = """
            DELETE FROM extension_counters WHERE bucket = $1 AND stream = $2 AND message BETWEEN $3 AND $4
            """
    }

    let session: Session

    /// - Parameter range: bucket, stream, and the first and last of the messages whose counters go.
    func delete(_ range: [Parameter]) throws {
        try session.run(SQL.deleteRange, range)
    }
}

extension ExtensionCounterTable: SavedTable {
    static var finding: SQL { .find }
    static let width: Int32 = 4
    static var saving: SQL { .save }
    static var removing: SQL { .delete }

    func parameters(_ messages: [MessageKey]) -> [Parameter] {
        MessageTable.parameters(messages)
    }

    static func row(_ row: borrowing ResultRow) -> ExtensionCounter {
        ExtensionCounter(
            latestSeq: row.integer(0), clearSeq: row.integer(1), minute: row.integer(2), changes: row.integer(3))
    }

    func parameters(_ rows: [KeyedRow<MessageKey, ExtensionCounter>]) -> [Parameter] {
        parameters(rows.map(\.key)) + [
            rows.integers(\.row.latestSeq), rows.integers(\.row.clearSeq), rows.integers(\.row.minute),
            rows.integers(\.row.changes),
        ]
    }
}
