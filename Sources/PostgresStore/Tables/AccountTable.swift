import StoreTransactions
import Wire

/// The accounts of one app, inside one transaction.
///
/// No lock guards them, as ``ComparedTable`` says.
struct AccountTable {
    enum SQL: String, CaseIterable {
        case find = """
            SELECT nick, face_url, import_time, kick_time, place
            FROM unnest($2::bigint[], $3::text[]) WITH ORDINALITY AS wanted (bucket, account, place)
                JOIN accounts USING (bucket, account)
            WHERE app = $1
            """
        /// Rows come in one order, so that transactions which add the same accounts wait for each other in that order.
        case insert = """
            INSERT INTO accounts (app, bucket, account, nick, face_url, import_time, kick_time)
            SELECT $1::bigint, * FROM unnest($2::bigint[], $3::text[], $4::bytea[], $5::bytea[], $6::bigint[], $7::bigint[])
            ON CONFLICT DO NOTHING
            """
        case update = """
            UPDATE accounts SET nick = new.nick, face_url = new.face_url, import_time = new.import_time,
                kick_time = new.kick_time
            FROM unnest($2::bigint[], $3::text[], $4::bytea[], $5::bytea[], $6::bigint[], $7::bigint[], $8::bytea[],
                $9::bytea[], $10::bigint[], $11::bigint[])
                AS new (bucket, account, nick, face_url, import_time, kick_time, old_nick, old_face_url,
                    old_import_time, old_kick_time)
            WHERE accounts.bucket = new.bucket AND accounts.app = $1 AND accounts.account = new.account
                AND accounts.nick IS NOT DISTINCT FROM old_nick
                AND accounts.face_url IS NOT DISTINCT FROM old_face_url
                AND accounts.import_time = old_import_time AND accounts.kick_time = old_kick_time
            """
        /// It goes through the accounts of all apps, for none but whoever empties an app asks.
        case list = "SELECT account FROM accounts WHERE app = $1 LIMIT $2"
        case listByName = """
            SELECT account FROM accounts WHERE app = $1 AND account >= $2 ORDER BY account LIMIT $3
            """
        case delete = """
            DELETE FROM accounts USING unnest($2::bigint[], $3::text[]) AS gone (bucket, account)
            WHERE accounts.bucket = gone.bucket AND accounts.app = $1 AND accounts.account = gone.account
            """
        /// Keeps accounts from being deleted by others, and waits for those who delete them.
        case keep = """
            SELECT FROM unnest($2::bigint[], $3::text[]) AS wanted (bucket, account)
                JOIN accounts USING (bucket, account)
            WHERE app = $1 FOR KEY SHARE OF accounts
            """
        /// Keeps others from doing the same, and waits for those who have.
        case hold = """
            SELECT FROM unnest($2::bigint[], $3::text[]) AS wanted (bucket, account)
                JOIN accounts USING (bucket, account)
            WHERE app = $1 ORDER BY bucket, account FOR NO KEY UPDATE OF accounts
            """
        /// Keeps others from referring to accounts, and waits for those who do.
        case lock = """
            SELECT FROM unnest($2::bigint[], $3::text[]) AS wanted (bucket, account)
                JOIN accounts USING (bucket, account)
            WHERE app = $1 ORDER BY bucket, account FOR UPDATE OF accounts
            """
    }

    let session: Session
    let app: SDKAppID

    /// Sees to it that accounts exist when the transaction ends.
    ///
    /// It fails at the next round trip with ``ConflictingWrite`` when one does not.
    func keep(_ accounts: Set<Account>) throws {
        guard !accounts.isEmpty else {
            return
        }
        try session.run(SQL.keep, parameters(accounts.sorted()), expecting: accounts.count)
    }

    /// Keeps others who do the same from going on until the transaction ends, and waits for those before.
    ///
    /// An account that does not exist is added by one of them only, and the others run again.
    func hold(_ accounts: [Account]) throws {
        _ = try session.rows(SQL.hold, parameters(accounts), first: true) { _ in }
    }

    /// Keeps others from hanging anything on accounts until the transaction ends, and waits for those who do.
    func lock(_ accounts: [Account]) throws {
        _ = try session.rows(SQL.lock, parameters(accounts), first: true) { _ in }
    }

    /// Some accounts, each once.
    func list(limit: Int) throws -> [Account] {
        try session.rows(SQL.list, [.app(app), .integer(Int64(limit))]) { try $0.account(0) }
    }

    /// Accounts from a name on, in the order of the bytes of their names; it looks at every account of the app.
    func list(from name: String, limit: Int) throws -> [Account] {
        try session.rows(SQL.listByName, [.app(app), .text(name), .integer(Int64(limit))]) { try $0.account(0) }
    }

    /// Deletes accounts on which nothing hangs any more.
    func delete(_ accounts: [Account]) throws {
        try session.run(SQL.delete, parameters(accounts))
    }
}

extension AccountTable: ComparedTable {
    static var finding: SQL { .find }
    static var inserting: SQL { .insert }
    static var updating: SQL { .update }
    static var deleting: SQL { .delete }
    static let width: Int32 = 4

    func parameters(_ accounts: [Account]) -> [Parameter] {
        [.app(app), accounts.buckets { Bucket.of($0, in: app) }, accounts.texts(\.text)]
    }

    static func row(_ row: borrowing ResultRow) -> AccountRow {
        AccountRow(
            nick: row.optionalText(0), faceURL: row.optionalText(1), importTime: row.time(2), kickTime: row.time(3))
    }

    static func precedes(_ one: Account, _ other: Account) -> Bool {
        one < other
    }

    /// An account that is removed is not compared.
    func deletion(of rows: [KeyedRow<Account, AccountRow>]) -> [Parameter] {
        parameters(rows.map(\.key))
    }

    func columns(_ rows: [AccountRow]) -> [Parameter] {
        [
            rows.optionalTextBytes(\.nick), rows.optionalTextBytes(\.faceURL), rows.integers(\.importTime.seconds),
            rows.integers(\.kickTime.seconds),
        ]
    }
}
