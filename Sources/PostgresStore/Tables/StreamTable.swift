import Groups
import StoreTransactions
import Wire

/// The streams of one app; a stream is the sequence of a group's or a topic's messages.
struct StreamTable {
    enum SQL: String, CaseIterable {
        case find = """
            SELECT number, is_room, uncounted, cleared_seq, place
            FROM unnest($1::bigint[], $2::bigint[], $3::text[])
                    WITH ORDINALITY AS wanted (bucket, group_number, topic, place)
                JOIN streams USING (bucket, group_number, topic)
            """
        case insert = """
            INSERT INTO streams (app, bucket, group_number, topic, number, is_room, uncounted, cleared_seq)
            SELECT $1::bigint, * FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::bigint[], $6::boolean[], $7::bigint[],
                $8::bigint[])
            """
        case save = """
            UPDATE streams SET uncounted = new.uncounted, cleared_seq = new.cleared_seq
            FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[])
                AS new (bucket, number, uncounted, cleared_seq)
            WHERE streams.bucket = new.bucket AND streams.number = new.number
            """
        case cutOff = """
            UPDATE streams SET group_number = NULL WHERE bucket = $1 AND group_number = $2 AND topic = ANY ($3::text[])
            """
        case cutOffAll = "UPDATE streams SET group_number = NULL WHERE bucket = $1 AND group_number = $2"
        case list = """
            SELECT number, group_number IS NULL, is_room FROM streams
            WHERE app + 0 = $1 AND number > $2 ORDER BY number LIMIT $3
            """
        case delete = """
            DELETE FROM streams USING unnest($1::bigint[], $2::bigint[]) AS gone (bucket, number)
            WHERE streams.bucket = gone.bucket AND streams.number = gone.number
            """
    }

    let session: Session
    let app: SDKAppID

    /// Cuts topics' streams off from them, so that their messages can be removed in steps.
    func cutOff(_ topics: [TopicID], of group: GroupNumber) throws {
        try session.run(SQL.cutOff, [.integer(Bucket.of(group)), .integer(group), topics.texts(\.text)])
    }

    /// Cuts the streams of a group and of its topics off from them.
    func cutOffAll(of group: GroupNumber) throws {
        try session.run(SQL.cutOffAll, [.integer(Bucket.of(group)), .integer(group)])
    }

    /// Streams of the app by number, those of groups and topics that are gone included.
    func list(after number: StreamNumber, limit: Int64) throws -> [ListedStream] {
        try session.rows(SQL.list, [.app(app), .integer(number), .integer(limit)]) { row in
            ListedStream(number: row.integer(0), isCutOff: row.bool(1), isRoom: row.bool(2))
        }
    }

    /// Deletes streams that have no messages any more.
    func delete(_ streams: [StreamNumber]) throws {
        try session.run(SQL.delete, [streams.buckets { Bucket.of($0) }, .integers(streams)])
    }
}

extension StreamTable: ArrayTable {
    static var finding: SQL { .find }
    static let width: Int32 = 4

    func parameters(_ keys: [StreamKey]) -> [Parameter] {
        [keys.buckets { Bucket.of($0.group) }, keys.integers(\.group), keys.texts { TopicColumn.text($0.topic) }]
    }

    static func row(_ row: borrowing ResultRow) -> StreamRow {
        StreamRow(
            number: row.integer(0), isRoom: row.bool(1), uncounted: row.integer(2), clearedSeq: row.integer(3))
    }

    func write(_ changes: [RowChange<StreamKey, StreamRow>]) throws {
        let deleted = changes.compactMap { $0.new == nil ? $0.old?.number : nil }
        if !deleted.isEmpty {
            try delete(deleted)
        }
        let rows = changes.compactMap { change in
            change.new.map { (isNew: change.old == nil, row: KeyedRow(key: change.key, row: $0)) }
        }
        let inserted = rows.filter(\.isNew).map(\.row)
        if !inserted.isEmpty {
            try session.run(
                SQL.insert,
                [.app(app)] + parameters(inserted.map(\.key)) + [
                    inserted.integers(\.row.number), inserted.bools(\.row.isRoom), inserted.integers(\.row.uncounted),
                    inserted.integers(\.row.clearedSeq),
                ])
        }
        let saved = rows.filter { !$0.isNew }.map(\.row.row)
        if !saved.isEmpty {
            try session.run(
                SQL.save,
                [
                    saved.buckets { Bucket.of($0.number) }, saved.integers(\.number), saved.integers(\.uncounted),
                    saved.integers(\.clearedSeq),
                ], expecting: saved.count)
        }
    }
}
