import Groups
import StoreTransactions
import Wire

/// The bans of one app's groups, inside one transaction.
///
/// A banned account is no member.
struct BanTable {
    enum SQL: String, CaseIterable {
        case find = """
            SELECT banned_until, place
            FROM unnest($1::bigint[], $2::bigint[], $3::text[])
                    WITH ORDINALITY AS wanted (bucket, group_number, account, place)
                JOIN bans USING (bucket, group_number, account)
            """
        case list = """
            SELECT account, banned_until FROM bans
            WHERE bucket = $1 AND group_number + 0 = $2 AND banned_until > $3
            ORDER BY banned_until, account LIMIT $4 OFFSET $5
            """
        case save = """
            INSERT INTO bans (bucket, group_number, account, banned_until)
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[])
            ON CONFLICT (bucket, group_number, account) DO UPDATE SET banned_until = excluded.banned_until
            """
        case delete = """
            DELETE FROM bans
            USING unnest($1::bigint[], $2::bigint[], $3::text[]) AS gone (bucket, group_number, account)
            WHERE bans.bucket = gone.bucket AND bans.group_number = gone.group_number AND bans.account = gone.account
            """
        case deleteEnded = "DELETE FROM bans WHERE bucket = $1 AND group_number + 0 = $2 AND banned_until <= $3"
        case deleteOfAccounts = """
            DELETE FROM bans
            WHERE account || '' = ANY ($2::text[])
                AND (SELECT app FROM groups WHERE groups.bucket = bans.bucket AND number = group_number) = $1
            """
        case deleteOfGroup = "DELETE FROM bans WHERE bucket = $1 AND group_number = $2"
    }

    let session: Session

    /// The bans that still run, by their end, then by account.
    func list(of group: GroupNumber, offset: Int64, limit: Int, at now: UnixTime) throws -> [TimedAccount] {
        try session.rows(
            SQL.list,
            [
                .integer(Bucket.of(group)), .integer(group), .integer(now.seconds), .integer(Int64(limit)),
                .integer(offset),
            ]
        ) { row in
            TimedAccount(account: try row.account(0), until: row.time(1))
        }
    }

    /// Forgets the bans that have run out.
    func deleteEnded(of group: GroupNumber, at now: UnixTime) throws {
        try session.run(SQL.deleteEnded, [.integer(Bucket.of(group)), .integer(group), .integer(now.seconds)])
    }

    func deleteAll(of accounts: [Account], in app: SDKAppID) throws {
        try session.run(SQL.deleteOfAccounts, [.app(app), accounts.texts(\.text)])
    }

    func deleteAll(of group: GroupNumber) throws {
        try session.run(SQL.deleteOfGroup, [.integer(Bucket.of(group)), .integer(group)])
    }
}

extension BanTable: SavedTable {
    static var finding: SQL { .find }
    static let width: Int32 = 1
    static var saving: SQL { .save }
    static var removing: SQL { .delete }

    func parameters(_ keys: [MemberKey]) -> [Parameter] {
        MemberTable.parameters(keys)
    }

    static func row(_ row: borrowing ResultRow) -> UnixTime {
        row.time(0)
    }

    func parameters(_ rows: [KeyedRow<MemberKey, UnixTime>]) -> [Parameter] {
        parameters(rows.map(\.key)) + [rows.integers(\.row.seconds)]
    }
}
