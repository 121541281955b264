import Groups
import Storage
import StoreTransactions
import Wire

/// The messages of streams, inside one transaction.
struct MessageTable {
    enum SQL: String, CaseIterable {
        case find = """
            SELECT seq, sender, time, random, priority, flags, body, cloud_custom_data, uncounted, place
            FROM unnest($1::bigint[], $2::bigint[], $3::bigint[])
                    WITH ORDINALITY AS wanted (bucket, stream, seq, place)
                JOIN messages USING (bucket, stream, seq)
            """
        case page = """
            SELECT seq, sender, time, random, priority, flags, body, cloud_custom_data, uncounted FROM messages
            WHERE bucket = $1 AND stream = $2 AND seq BETWEEN $3 AND $4 ORDER BY seq DESC
            """
        case insert = """
            INSERT INTO messages (bucket, stream, seq, sender, time, random, priority, flags, uncounted, body,
                cloud_custom_data)
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::bigint[], $6::bigint[],
                $7::bigint[], $8::bigint[], $9::bigint[], $10::bytea[], $11::bytea[])
            """
        case save = """
            UPDATE messages SET flags = new.flags, body = new.body, cloud_custom_data = new.cloud_custom_data
            FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bytea[], $6::bytea[])
                AS new (bucket, stream, seq, flags, body, cloud_custom_data)
            WHERE messages.bucket = new.bucket AND messages.stream = new.stream AND messages.seq = new.seq
            """
        case saveFlags = """
            UPDATE messages SET flags = new.flags
            FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[]) AS new (bucket, stream, seq, flags)
            WHERE messages.bucket = new.bucket AND messages.stream = new.stream AND messages.seq = new.seq
            """
        case addFlagToSender = """
            UPDATE messages SET flags = flags | $6
            WHERE bucket = $1 AND stream = $2 AND seq BETWEEN $3 AND $4 AND sender = $5
            """
        case delete = """
            DELETE FROM messages
            USING unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS gone (bucket, stream, seq)
            WHERE messages.bucket = gone.bucket AND messages.stream = gone.stream AND messages.seq = gone.seq
            """
        case deleteRange = "DELETE FROM messages WHERE bucket = $1 AND stream = $2 AND seq BETWEEN $3 AND $4"
        /// The newest message and the oldest ones of streams, a row each of the oldest, or one where there is none.
        case ends = """
            SELECT newest.seq, oldest.seq, oldest.time, place
            FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS wanted (bucket, stream, place)
                CROSS JOIN LATERAL (
                    SELECT max(seq) AS seq FROM messages
                    WHERE messages.bucket = wanted.bucket AND messages.stream = wanted.stream) AS newest
                LEFT JOIN LATERAL (
                    SELECT seq, time FROM messages
                    WHERE messages.bucket = wanted.bucket AND messages.stream = wanted.stream
                    ORDER BY seq LIMIT $3) AS oldest ON true
            ORDER BY place, oldest.seq
            """
        /// How many messages of groups themselves, behind what a member has read, are not counted as unread, as far as they
        /// are still there: what the stream has counted, less what its oldest message behind that place had.
        case uncounted = """
            SELECT streams.uncounted - oldest.uncounted + (oldest.flags & $4 <> 0)::integer, place
            FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS wanted (bucket, group_number, place)
                JOIN groups ON groups.bucket = wanted.bucket AND groups.number = wanted.group_number
                JOIN members ON members.bucket = wanted.bucket AND members.group_number = wanted.group_number
                    AND members.account = $3
                JOIN streams ON streams.bucket = wanted.bucket AND streams.group_number = wanted.group_number
                    AND streams.topic = ''
                CROSS JOIN LATERAL (
                    SELECT messages.uncounted, flags FROM messages
                    WHERE messages.bucket = streams.bucket AND stream = streams.number AND seq > CASE
                        WHEN members.read_floor = groups.read_floor THEN members.msg_seq ELSE groups.read_floor END
                    ORDER BY seq LIMIT 1) AS oldest
            """
    }

    let session: Session
    let receipts: ReceiptTable
    let extensions: ExtensionTable
    let extensionCounters: ExtensionCounterTable

    init(session: Session) {
        self.session = session
        receipts = ReceiptTable(session: session)
        extensions = ExtensionTable(session: session)
        extensionCounters = ExtensionCounterTable(session: session)
    }

    /// How many messages of groups themselves, behind what a member has read, are not counted as unread, as far as they are
    /// still there.
    func uncounted(in groups: [GroupNumber], for account: Account) throws -> [Int64] {
        let found = try session.rows(
            SQL.uncounted,
            [
                groups.buckets { Bucket.of($0) }, .integers(groups), .text(account.text),
                .integer(MessageRow.Flags.uncounted.rawValue),
            ]
        ) { row in
            (count: row.integer(0), place: Int(row.integer(1)))
        }
        var counts = [Int64](repeating: 0, count: groups.count)
        for (count, place) in found {
            counts[place - 1] = count
        }
        return counts
    }

    func recallAll(sentBy sender: Account, _ seqs: ClosedRange<Int64>, in stream: StreamNumber) throws {
        try session.run(
            SQL.addFlagToSender,
            Self.range(seqs, in: stream) + [.text(sender.text), .integer(MessageRow.Flags.recalled.rawValue)])
    }

    /// The messages of a range that are there, the newest first.
    func rows(_ seqs: ClosedRange<Int64>, in stream: StreamNumber) throws -> [MessageRow] {
        try session.rows(SQL.page, Self.range(seqs, in: stream), read: Self.row)
    }

    /// The newest message and the oldest ones of streams, in the order of the streams.
    func ends(of streams: [StreamNumber], oldest limit: Int64) throws -> [StreamEnds] {
        let found = try session.rows(
            SQL.ends, [streams.buckets { Bucket.of($0) }, .integers(streams), .integer(limit)]
        ) { row in
            (
                place: Int(row.integer(3)), newest: row.optionalInteger(0),
                oldest: row.isNull(1) ? nil : StreamEnds.OldMessage(seq: row.integer(1), time: row.time(2))
            )
        }
        var newest = [Int64?](repeating: nil, count: streams.count)
        var oldest = [[StreamEnds.OldMessage]](repeating: [], count: streams.count)
        for row in found {
            newest[row.place - 1] = row.newest
            if let message = row.oldest {
                oldest[row.place - 1].append(message)
            }
        }
        return zip(newest, oldest).map { StreamEnds(newestSeq: $0, oldest: $1) }
    }

    /// Deletes messages with what hangs on them.
    func delete(_ seqs: ClosedRange<Int64>, in stream: StreamNumber) throws {
        let range = Self.range(seqs, in: stream)
        try receipts.delete(range)
        try extensions.delete(range)
        try extensionCounters.delete(range)
        try session.run(SQL.deleteRange, range)
    }

    private static func range(_ seqs: ClosedRange<Int64>, in stream: StreamNumber) -> [Parameter] {
        [.integer(Bucket.of(stream)), .integer(stream), .integer(seqs.lowerBound), .integer(seqs.upperBound)]
    }

    static func parameters(_ keys: [MessageKey]) -> [Parameter] {
        [keys.buckets { Bucket.of($0.stream) }, keys.integers(\.stream), keys.integers(\.seq)]
    }
}

extension MessageTable: ArrayTable {
    static var finding: SQL { .find }
    static let width: Int32 = 9

    func parameters(_ keys: [MessageKey]) -> [Parameter] {
        Self.parameters(keys)
    }

    static func row(_ row: borrowing ResultRow) throws -> MessageRow {
        guard
            let random = UInt32(exactly: row.integer(3)),
            let priority = MsgPriority.allCases.first(where: { $0.number == row.integer(4) })
        else {
            throw DamagedRow(table: "messages")
        }
        let message = Message(
            seq: row.integer(0),
            sender: try row.account(1),
            time: row.time(2),
            random: random,
            priority: priority,
            content: MessageContent(body: row.bytes(6), cloudCustomData: row.text(7)))
        return MessageRow(message, flags: MessageRow.Flags(rawValue: row.integer(5)), uncounted: row.integer(8))
    }

    func write(_ changes: [RowChange<MessageKey, MessageRow>]) throws {
        var inserted: [KeyedRow<MessageKey, MessageRow>] = []
        var saved: [KeyedRow<MessageKey, MessageRow>] = []
        var flagged: [KeyedRow<MessageKey, MessageRow>] = []
        for change in changes {
            switch (change.old, change.new.map { KeyedRow(key: change.key, row: $0) }) {
            case (nil, let new?): inserted.append(new)
            case (let old?, let new?) where old.differsByFlags(from: new.row): flagged.append(new)
            case (_?, let new?): saved.append(new)
            case (_?, nil): try delete(change.key.seq...change.key.seq, in: change.key.stream)
            case (nil, nil): break
            }
        }
        if !inserted.isEmpty {
            try insert(inserted)
        }
        if !saved.isEmpty {
            try session.run(
                SQL.save,
                parameters(saved.map(\.key)) + [
                    saved.integers(\.row.flags.rawValue), saved.bytes(\.row.content.body),
                    saved.textBytes(\.row.content.cloudCustomData),
                ], expecting: saved.count)
        }
        if !flagged.isEmpty {
            try session.run(
                SQL.saveFlags, parameters(flagged.map(\.key)) + [flagged.integers(\.row.flags.rawValue)],
                expecting: flagged.count)
        }
    }

    private func insert(_ rows: [KeyedRow<MessageKey, MessageRow>]) throws {
        let messages = rows.map(\.row.message)
        try session.run(
            SQL.insert,
            parameters(rows.map(\.key)) + [
                messages.texts(\.sender.text), messages.integers(\.time.seconds),
                messages.integers { Int64($0.random) }, messages.integers(\.priority.number),
                rows.integers(\.row.flags.rawValue), rows.integers(\.row.uncounted), messages.bytes(\.content.body),
                messages.textBytes(\.content.cloudCustomData),
            ])
    }
}
