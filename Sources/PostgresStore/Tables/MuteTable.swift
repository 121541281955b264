import Groups
import Storage
import StoreTransactions
import Wire

/// The mutes of one app's groups, inside one transaction.
///
/// A mute outlives the membership.
struct MuteTable {
    enum SQL: String, CaseIterable {
        case find = """
            SELECT mute_until, place
            FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[])
                    WITH ORDINALITY AS wanted (bucket, group_number, topic, account, place)
                JOIN mutes USING (bucket, group_number, topic, account)
            """
        case list = """
            SELECT account, mute_until FROM mutes
            WHERE bucket = $1 AND group_number + 0 = $2 AND topic = $3 AND mute_until > $4
            ORDER BY mute_until DESC, account
            """
        case save = """
            INSERT INTO mutes (bucket, group_number, topic, account, mute_until)
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::bigint[])
            ON CONFLICT (bucket, group_number, topic, account) DO UPDATE SET mute_until = excluded.mute_until
            """
        case delete = """
            DELETE FROM mutes
            USING unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[])
                AS gone (bucket, group_number, topic, account)
            WHERE mutes.bucket = gone.bucket AND mutes.group_number = gone.group_number AND mutes.topic = gone.topic
                AND mutes.account = gone.account
            """
        case deleteOfAccounts = """
            DELETE FROM mutes
            WHERE account || '' = ANY ($2::text[])
                AND (SELECT app FROM groups WHERE groups.bucket = mutes.bucket AND number = group_number) = $1
            """
        case deleteOfTopics = "DELETE FROM mutes WHERE bucket = $1 AND group_number = $2 AND topic = ANY ($3::text[])"
        case deleteOfGroup = "DELETE FROM mutes WHERE bucket = $1 AND group_number = $2"
    }

    let session: Session

    /// The mutes of the whole group or of one topic that still run, by their end, the latest first, then by account.
    func list(of group: GroupNumber, topic: TopicID?, at now: UnixTime) throws -> [TimedAccount] {
        try session.rows(
            SQL.list,
            [.integer(Bucket.of(group)), .integer(group), .text(TopicColumn.text(topic)), .integer(now.seconds)]
        ) { row in
            TimedAccount(account: try row.account(0), until: row.time(1))
        }
    }

    func deleteAll(of accounts: [Account], in app: SDKAppID) throws {
        try session.run(SQL.deleteOfAccounts, [.app(app), accounts.texts(\.text)])
    }

    func deleteAll(in topics: [TopicID], of group: GroupNumber) throws {
        try session.run(SQL.deleteOfTopics, [.integer(Bucket.of(group)), .integer(group), topics.texts(\.text)])
    }

    func deleteAll(of group: GroupNumber) throws {
        try session.run(SQL.deleteOfGroup, [.integer(Bucket.of(group)), .integer(group)])
    }
}

/// The copy of a mute in the member's row is a change of that row.
extension MuteTable: SavedTable {
    static var finding: SQL { .find }
    static let width: Int32 = 1
    static var saving: SQL { .save }
    static var removing: SQL { .delete }

    func parameters(_ keys: [MuteKey]) -> [Parameter] {
        [
            keys.buckets { Bucket.of($0.group) }, keys.integers(\.group), keys.texts { TopicColumn.text($0.topic) },
            keys.texts(\.account.text),
        ]
    }

    static func row(_ row: borrowing ResultRow) -> UnixTime {
        row.time(0)
    }

    func parameters(_ rows: [KeyedRow<MuteKey, UnixTime>]) -> [Parameter] {
        parameters(rows.map(\.key)) + [rows.integers(\.row.seconds)]
    }
}

/// What the columns `topic` hold of conversations that may be a whole group.
enum TopicColumn {
    /// Empty for the group itself.
    static func text(_ topic: TopicID?) -> String {
        topic?.text ?? ""
    }
}

extension ResultRow {
    /// - Throws: ``DamagedRow`` for a text that no topic can have.
    func topic(_ column: Int32) throws -> TopicID {
        guard let topic = TopicID(text(column)) else {
            throw DamagedRow(table: "topics")
        }
        return topic
    }
}
