import Groups
import StoreTransactions
import Wire

/// The global mutes of one app's accounts, inside one transaction.
///
/// No lock guards them, as those of ``AccountTable``.
struct GlobalMuteTable {
    enum SQL: String, CaseIterable {
        case find = """
            SELECT c2c_until, group_until, place
            FROM unnest($2::bigint[], $3::text[]) WITH ORDINALITY AS wanted (bucket, account, place)
                JOIN global_mutes USING (bucket, account)
            WHERE app = $1
            """
        case insert = """
            INSERT INTO global_mutes (app, bucket, account, c2c_until, group_until)
            SELECT $1::bigint, * FROM unnest($2::bigint[], $3::text[], $4::bigint[], $5::bigint[])
            ON CONFLICT DO NOTHING
            """
        case update = """
            UPDATE global_mutes SET c2c_until = new.c2c_until, group_until = new.group_until
            FROM unnest($2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[])
                AS new (bucket, account, c2c_until, group_until, old_c2c_until, old_group_until)
            WHERE global_mutes.bucket = new.bucket AND app = $1 AND global_mutes.account = new.account
                AND global_mutes.c2c_until = old_c2c_until AND global_mutes.group_until = old_group_until
            """
        case delete = """
            DELETE FROM global_mutes
            USING unnest($2::bigint[], $3::text[], $4::bigint[], $5::bigint[])
                AS old (bucket, account, c2c_until, group_until)
            WHERE global_mutes.bucket = old.bucket AND app = $1 AND global_mutes.account = old.account
                AND global_mutes.c2c_until = old.c2c_until AND global_mutes.group_until = old.group_until
            """
        case deleteOfAccounts = """
            DELETE FROM global_mutes USING unnest($2::bigint[], $3::text[]) AS gone (bucket, account)
            WHERE global_mutes.bucket = gone.bucket AND app = $1 AND global_mutes.account = gone.account
            """
    }

    let session: Session
    let app: SDKAppID

    func deleteAll(of accounts: [Account]) throws {
        try session.run(SQL.deleteOfAccounts, parameters(accounts))
    }
}

extension GlobalMuteTable: ComparedTable {
    static var finding: SQL { .find }
    static var inserting: SQL { .insert }
    static var updating: SQL { .update }
    static var deleting: SQL { .delete }
    static let width: Int32 = 2

    func parameters(_ accounts: [Account]) -> [Parameter] {
        [.app(app), accounts.buckets { Bucket.of($0, in: app) }, accounts.texts(\.text)]
    }

    static func row(_ row: borrowing ResultRow) -> GlobalMute {
        GlobalMute(c2cUntil: row.time(0), groupUntil: row.time(1))
    }

    static func precedes(_ one: Account, _ other: Account) -> Bool {
        one < other
    }

    func write(_ changes: [RowChange<Account, GlobalMute>]) throws {
        try writeCompared(changes.map { RowChange(key: $0.key, old: $0.old.kept, new: $0.new.kept) })
    }

    func columns(_ mutes: [GlobalMute]) -> [Parameter] {
        [mutes.integers(\.c2cUntil.seconds), mutes.integers(\.groupUntil.seconds)]
    }
}

extension GlobalMute? {
    /// What is stored of a mute: none where there is none.
    fileprivate var kept: GlobalMute? { self == GlobalMute.none ? nil : self }
}
