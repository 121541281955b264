import Groups
import StoreTransactions
import Wire

/// How far members have read in topics, inside one transaction.
///
/// A member who has no row has read nothing of the topic but what an import read for everybody.
struct TopicReadTable {
    enum SQL: String, CaseIterable {
        case find = """
            SELECT msg_seq, read_floor, place
            FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[])
                    WITH ORDINALITY AS wanted (bucket, group_number, account, topic, place)
                JOIN topic_reads USING (bucket, group_number, account, topic)
            """
        case save = """
            INSERT INTO topic_reads (bucket, group_number, account, topic, msg_seq, read_floor)
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::bigint[])
            ON CONFLICT (bucket, group_number, account, topic)
            DO UPDATE SET msg_seq = excluded.msg_seq, read_floor = excluded.read_floor
            """
        case delete = """
            DELETE FROM topic_reads
            USING unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[])
                AS gone (bucket, group_number, account, topic)
            WHERE topic_reads.bucket = gone.bucket AND topic_reads.group_number = gone.group_number
                AND topic_reads.account = gone.account AND topic_reads.topic = gone.topic
            """
        case deleteOfMembers = """
            DELETE FROM topic_reads
            USING unnest($1::bigint[], $2::bigint[], $3::text[]) AS gone (bucket, group_number, account)
            WHERE topic_reads.bucket = gone.bucket AND topic_reads.group_number = gone.group_number
                AND topic_reads.account = gone.account
            """
        /// A group's number ends with its bucket.
        case deleteOfAccounts = """
            DELETE FROM topic_reads
            USING unnest($2::bigint[], $3::text[]) AS gone (bucket, account)
                JOIN memberships USING (bucket, account)
            WHERE app = $1 AND topic_reads.bucket = memberships.group_number & 1023
                AND topic_reads.group_number = memberships.group_number AND topic_reads.account = memberships.account
            """
        case deleteOfTopics = """
            DELETE FROM topic_reads
            USING unnest($1::bigint[], $2::bigint[], $3::text[]) AS gone (bucket, group_number, topic)
            WHERE topic_reads.bucket = gone.bucket AND topic_reads.group_number + 0 = gone.group_number
                AND topic_reads.topic = gone.topic
            """
        case deleteOfGroup = "DELETE FROM topic_reads WHERE bucket = $1 AND group_number = $2"
    }

    let session: Session

    func deleteAll(of members: [MemberKey]) throws {
        try session.run(SQL.deleteOfMembers, MemberTable.parameters(members))
    }

    /// - Parameter accounts: the app, and the buckets and names of accounts whose memberships are there.
    func deleteAll(accounts: [Parameter]) throws {
        try session.run(SQL.deleteOfAccounts, accounts)
    }

    func deleteAll(in topics: [TopicKey]) throws {
        try session.run(
            SQL.deleteOfTopics,
            [topics.buckets { Bucket.of($0.group) }, topics.integers(\.group), topics.texts(\.topic.text)])
    }

    func deleteAll(of group: GroupNumber) throws {
        try session.run(SQL.deleteOfGroup, [.integer(Bucket.of(group)), .integer(group)])
    }
}

extension TopicReadTable: SavedTable {
    static var finding: SQL { .find }
    static let width: Int32 = 2
    static var saving: SQL { .save }
    static var removing: SQL { .delete }

    func parameters(_ keys: [TopicMemberKey]) -> [Parameter] {
        [
            keys.buckets { Bucket.of($0.group) }, keys.integers(\.group), keys.texts(\.account.text),
            keys.texts(\.topic.text),
        ]
    }

    static func row(_ row: borrowing ResultRow) -> ReadPosition {
        ReadPosition(msgSeq: row.integer(0), floor: row.integer(1))
    }

    func parameters(_ rows: [KeyedRow<TopicMemberKey, ReadPosition>]) -> [Parameter] {
        parameters(rows.map(\.key)) + [rows.integers(\.row.msgSeq), rows.integers(\.row.floor)]
    }
}
