import Groups
import Storage
import StoreTransactions
import Wire

/// The topics of groups, inside one transaction.
struct TopicTable {
    enum SQL: String, CaseIterable {
        case find = """
            SELECT topic, name, introduction, notification, face_url, custom_string, create_time, last_msg_time,
                next_msg_seq, is_muted, read_floor, place
            FROM unnest($1::bigint[], $2::bigint[], $3::text[])
                    WITH ORDINALITY AS wanted (bucket, group_number, topic, place)
                JOIN topics USING (bucket, group_number, topic)
            """
        case list = """
            SELECT topic, name, introduction, notification, face_url, custom_string, create_time, last_msg_time,
                next_msg_seq, is_muted, read_floor
            FROM topics WHERE bucket = $1 AND group_number = $2
            ORDER BY create_time, topic
            """
        case count = """
            SELECT count(*), place
            FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS wanted (bucket, group_number, place)
                JOIN topics USING (bucket, group_number)
            GROUP BY place
            """
        case insert = """
            INSERT INTO topics (bucket, group_number, topic, name, introduction, notification, face_url, custom_string,
                create_time, last_msg_time, next_msg_seq, is_muted, read_floor)
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bytea[], $5::bytea[], $6::bytea[],
                $7::bytea[], $8::bytea[], $9::bigint[], $10::bigint[], $11::bigint[], $12::boolean[], $13::bigint[])
            """
        case save = """
            UPDATE topics SET name = new.name, introduction = new.introduction, notification = new.notification,
                face_url = new.face_url, custom_string = new.custom_string, last_msg_time = new.last_msg_time,
                next_msg_seq = new.next_msg_seq, is_muted = new.is_muted, read_floor = new.read_floor
            FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bytea[], $5::bytea[], $6::bytea[], $7::bytea[],
                $8::bytea[], $9::bigint[], $10::bigint[], $11::boolean[], $12::bigint[])
                AS new (bucket, group_number, topic, name, introduction, notification, face_url, custom_string,
                    last_msg_time, next_msg_seq, is_muted, read_floor)
            WHERE topics.bucket = new.bucket AND topics.group_number = new.group_number AND topics.topic = new.topic
            """
        case recordMessages = """
            UPDATE topics SET last_msg_time = new.last_msg_time, next_msg_seq = new.next_msg_seq,
                read_floor = new.read_floor
            FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[])
                AS new (bucket, group_number, topic, last_msg_time, next_msg_seq, read_floor)
            WHERE topics.bucket = new.bucket AND topics.group_number = new.group_number AND topics.topic = new.topic
            """
        /// Messages of all topics of groups, and how many of them a member has read.
        case totals = """
            SELECT sum(next_msg_seq - 1)::bigint,
                sum(CASE WHEN topics.read_floor = topic_reads.read_floor THEN msg_seq ELSE topics.read_floor END)::bigint,
                place
            FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS wanted (bucket, group_number, place)
                JOIN topics USING (bucket, group_number)
                LEFT JOIN topic_reads ON topic_reads.bucket = wanted.bucket
                    AND topic_reads.group_number = wanted.group_number AND topic_reads.account = $3
                    AND topic_reads.topic = topics.topic
            GROUP BY place
            """
        case delete = """
            DELETE FROM topics
            USING unnest($1::bigint[], $2::bigint[], $3::text[]) AS gone (bucket, group_number, topic)
            WHERE topics.bucket = gone.bucket AND topics.group_number = gone.group_number AND topics.topic = gone.topic
            """
        case deleteOfGroup = "DELETE FROM topics WHERE bucket = $1 AND group_number = $2"
    }

    let session: Session
    let reads: TopicReadTable

    init(session: Session) {
        self.session = session
        reads = TopicReadTable(session: session)
    }

    /// How many messages all topics of each group have had together, and how many of them a member has read.
    func totals(of groups: [GroupNumber], for account: Account) throws -> [JoinedGroup.TopicTotals] {
        let found = try session.rows(SQL.totals, Self.parameters(groups) + [.text(account.text)]) { row in
            (
                place: Int(row.integer(2)),
                totals: JoinedGroup.TopicTotals(messages: row.integer(0), read: row.integer(1))
            )
        }
        var totals = groups.map { _ in JoinedGroup.TopicTotals(messages: 0, read: 0) }
        for (place, sums) in found {
            totals[place - 1] = sums
        }
        return totals
    }

    /// The numbers of groups' topics, which are small.
    func counts(of groups: [GroupNumber]) throws -> [Int] {
        let found = try session.rows(SQL.count, Self.parameters(groups)) { row in
            (count: Int(row.integer(0)), place: Int(row.integer(1)))
        }
        var counts = [Int](repeating: 0, count: groups.count)
        for (count, place) in found {
            counts[place - 1] = count
        }
        return counts
    }

    /// All topics of a group, by time of creation, then by identifier.
    func rows(of group: GroupNumber) throws -> [TopicRow] {
        try session.rows(SQL.list, [.integer(Bucket.of(group)), .integer(group)], read: Self.row)
    }

    /// Deletes topics with the read positions in them.
    func delete(_ keys: [TopicKey]) throws {
        try reads.deleteAll(in: keys)
        try session.run(SQL.delete, parameters(keys))
    }

    /// As ``delete(_:)``, all topics of a group.
    func deleteAll(of group: GroupNumber) throws {
        try reads.deleteAll(of: group)
        try session.run(SQL.deleteOfGroup, [.integer(Bucket.of(group)), .integer(group)])
    }

    private static func parameters(_ groups: [GroupNumber]) -> [Parameter] {
        [groups.buckets { Bucket.of($0) }, .integers(groups)]
    }
}

extension TopicTable: ArrayTable {
    static var finding: SQL { .find }
    static let width: Int32 = 11

    func parameters(_ keys: [TopicKey]) -> [Parameter] {
        Self.parameters(keys.map(\.group)) + [keys.texts(\.topic.text)]
    }

    static func row(_ row: borrowing ResultRow) throws -> TopicRow {
        TopicRow(
            topic: Topic(
                id: try row.topic(0),
                name: row.text(1),
                introduction: row.text(2),
                notification: row.text(3),
                faceURL: row.text(4),
                customString: row.text(5),
                createTime: row.time(6),
                lastMsgTime: row.time(7),
                nextMsgSeq: row.integer(8),
                isMuted: row.bool(9)), readFloor: row.integer(10))
    }

    func write(_ changes: [RowChange<TopicKey, TopicRow>]) throws {
        var deleted: [TopicKey] = []
        var inserted: [KeyedRow<TopicKey, TopicRow>] = []
        var saved: [KeyedRow<TopicKey, TopicRow>] = []
        var moved: [KeyedRow<TopicKey, TopicRow>] = []
        for change in changes {
            switch (change.old, change.new.map { KeyedRow(key: change.key, row: $0) }) {
            case (nil, let new?): inserted.append(new)
            case (let old?, let new?) where old.differsByMessages(from: new.row): moved.append(new)
            case (_?, let new?): saved.append(new)
            case (_?, nil): deleted.append(change.key)
            case (nil, nil): break
            }
        }
        if !deleted.isEmpty {
            try delete(deleted)
        }
        if !inserted.isEmpty {
            try insert(inserted)
        }
        if !saved.isEmpty {
            try save(saved)
        }
        if !moved.isEmpty {
            try session.run(
                SQL.recordMessages, parameters(moved.map(\.key)) + columns(moved) + [moved.integers(\.row.readFloor)],
                expecting: moved.count)
        }
    }

    private func insert(_ rows: [KeyedRow<TopicKey, TopicRow>]) throws {
        try session.run(
            SQL.insert,
            parameters(rows.map(\.key)) + texts(rows) + [rows.integers(\.row.topic.createTime.seconds)] + columns(rows)
                + [rows.bools(\.row.topic.isMuted), rows.integers(\.row.readFloor)])
    }

    private func save(_ rows: [KeyedRow<TopicKey, TopicRow>]) throws {
        try session.run(
            SQL.save,
            parameters(rows.map(\.key)) + texts(rows) + columns(rows)
                + [rows.bools(\.row.topic.isMuted), rows.integers(\.row.readFloor)], expecting: rows.count)
    }

    private func texts(_ rows: [KeyedRow<TopicKey, TopicRow>]) -> [Parameter] {
        [
            rows.textBytes(\.row.topic.name), rows.textBytes(\.row.topic.introduction),
            rows.textBytes(\.row.topic.notification), rows.textBytes(\.row.topic.faceURL),
            rows.textBytes(\.row.topic.customString),
        ]
    }

    /// What messages move.
    private func columns(_ rows: [KeyedRow<TopicKey, TopicRow>]) -> [Parameter] {
        [rows.integers(\.row.topic.lastMsgTime.seconds), rows.integers(\.row.topic.nextMsgSeq)]
    }
}
