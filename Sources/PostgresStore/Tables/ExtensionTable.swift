import Groups
import StoreTransactions
import Wire

/// The pairs of messages.
struct ExtensionTable {
    enum SQL: String, CaseIterable {
        case find = """
            SELECT key, value, seq, place
            FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bytea[])
                    WITH ORDINALITY AS wanted (bucket, stream, message, key, place)
                JOIN extensions USING (bucket, stream, message, key)
            """
        case save = """
            INSERT INTO extensions (bucket, stream, message, key, value, seq)
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bytea[], $5::bytea[], $6::bigint[])
            ON CONFLICT (bucket, stream, message, key) DO UPDATE SET value = excluded.value, seq = excluded.seq
            """
        case delete = """
            DELETE FROM extensions
            USING unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bytea[]) AS gone (bucket, stream, message, key)
            WHERE extensions.bucket = gone.bucket AND extensions.stream = gone.stream
                AND extensions.message = gone.message AND extensions.key = gone.key
            """
        case deleteRange = "DELETE FROM extensions WHERE bucket = $1 AND stream = $2 AND message BETWEEN $3 AND $4"
        case count = """
            SELECT count(*), place
            FROM unnest($1::bigint[], $2::bigint[], $3::bigint[])
                    WITH ORDINALITY AS wanted (bucket, stream, message, place)
                JOIN extensions USING (bucket, stream, message)
            GROUP BY place
            """
        /// All pairs of the last call too, and the number of the newest pair that there is.
        case list = """
            SELECT key, value, seq, (
                SELECT max(seq) FROM extensions WHERE bucket = $1 AND stream + 0 = $2 AND message = $3)
            FROM (
                SELECT key, value, seq FROM extensions
                WHERE bucket = $1 AND stream + 0 = $2 AND message = $3 AND seq >= $4
                ORDER BY seq FETCH FIRST $5 ROWS WITH TIES) AS page
            ORDER BY seq, key
            """
    }

    let session: Session

    /// - Parameter range: bucket, stream, and the first and last of the messages whose pairs go.
    func delete(_ range: [Parameter]) throws {
        try session.run(SQL.deleteRange, range)
    }

    func deleteAll(of message: MessageKey) throws {
        try delete([
            .integer(Bucket.of(message.stream)), .integer(message.stream), .integer(message.seq), .integer(message.seq),
        ])
    }

    /// How many pairs each message has, in the order of the messages.
    func counts(of messages: [MessageKey]) throws -> [Int64] {
        let found = try session.rows(SQL.count, MessageTable.parameters(messages)) { row in
            (count: row.integer(0), place: Int(row.integer(1)))
        }
        var counts = [Int64](repeating: 0, count: messages.count)
        for (count, place) in found {
            counts[place - 1] = count
        }
        return counts
    }

    /// Pairs from a number on, by number and key: all of the call in which the limit is reached.
    func list(of message: MessageKey, from startSeq: Int64, limit: Int64) throws -> ExtensionList {
        let found = try session.rows(
            SQL.list,
            [
                .integer(Bucket.of(message.stream)), .integer(message.stream), .integer(message.seq),
                .integer(startSeq), .integer(limit),
            ]
        ) { row in
            (pair: Self.row(row), newest: row.integer(3))
        }
        return ExtensionList(
            pairs: found.map(\.pair), isComplete: found.last.map { $0.pair.seq == $0.newest } ?? true)
    }
}

extension ExtensionTable: SavedTable {
    static var finding: SQL { .find }
    static let width: Int32 = 3
    static var saving: SQL { .save }
    static var removing: SQL { .delete }

    func parameters(_ keys: [ExtensionKey]) -> [Parameter] {
        MessageTable.parameters(keys.map(\.message)) + [keys.bytes(\.key)]
    }

    static func row(_ row: borrowing ResultRow) -> MessageExtension {
        MessageExtension(key: row.text(0), value: row.text(1), seq: row.integer(2))
    }

    func parameters(_ rows: [KeyedRow<ExtensionKey, MessageExtension>]) -> [Parameter] {
        parameters(rows.map(\.key)) + [rows.textBytes(\.row.value), rows.integers(\.row.seq)]
    }
}
