import GRDB
import Storage
import StoreTransactions
import Wire

/// The accounts of one app, inside one transaction.
struct AccountTable {
    enum SQL: String, CaseIterable {
        case find = "SELECT nick, face_url, import_time, kick_time FROM accounts WHERE app = ?1 AND account = ?2"
        case insert = """
            INSERT INTO accounts (app, account, nick, face_url, import_time, kick_time) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """
        case update = """
            UPDATE accounts SET nick = ?3, face_url = ?4, import_time = ?5, kick_time = ?6 WHERE app = ?1 AND account = ?2
            """
        case names = "SELECT nick, face_url FROM accounts WHERE app = ?1 AND account = ?2"
        case exists = "SELECT 1 FROM accounts WHERE app = ?1 AND account = ?2"
        case create = """
            INSERT INTO accounts (app, account, import_time) VALUES (?1, ?2, ?3)
            ON CONFLICT (app, account) DO NOTHING
            """
        case createOrUpdate = """
            INSERT INTO accounts (app, account, nick, face_url, import_time) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (app, account) DO UPDATE SET
                nick = coalesce(excluded.nick, nick),
                face_url = coalesce(excluded.face_url, face_url)
            """
        case importTime = "SELECT import_time FROM accounts WHERE app = ?1 AND account = ?2"
        case kick = "UPDATE accounts SET kick_time = ?3 WHERE app = ?1 AND account = ?2"
        case kickTime = "SELECT kick_time FROM accounts WHERE app = ?1 AND account = ?2"
        case delete = "DELETE FROM accounts WHERE app = ?1 AND account = ?2"
    }

    let database: Database
    let app: SDKAppID

    /// Which of the accounts exist.
    func existing(among accounts: some Sequence<Account>) throws -> Set<Account> {
        let statement = try database.prepare(SQL.exists)
        var existing: Set<Account> = []
        for account in accounts {
            try statement.bind(app, account)
            if try statement.step() {
                existing.insert(account)
            }
            statement.reset()
        }
        return existing
    }

    /// The accounts with their names, in the same order; one that does not exist has none.
    func names(of accounts: [Account]) throws -> [NamedAccount] {
        try accounts.map { account in
            let texts = try texts(of: account)
            return NamedAccount(account: account, nickName: texts?.nick ?? "", avatar: texts?.faceURL ?? "")
        }
    }

    /// Creates an account, or overwrites those of its texts that the import names.
    func createOrUpdate(_ account: AccountImport, at now: UnixTime) throws {
        try database.run(
            SQL.createOrUpdate, app, account.account, account.nick.map { Blob($0) }, account.faceURL.map { Blob($0) },
            now)
    }

    /// Creates the accounts that do not exist.
    func createMissing(among accounts: some Sequence<Account>, at now: UnixTime) throws {
        let statement = try database.prepare(SQL.create)
        for account in accounts {
            try statement.run(app, account, now)
            statement.reset()
        }
    }

    /// Sees to it that the accounts exist.
    ///
    /// - Throws: ``ErrorCode/accountNotFound`` as an `APIError`, naming the missing ones, when the policy forbids to
    ///   create them.
    func require(_ accounts: [Account], policy: AccountPolicy, at now: UnixTime) throws {
        switch policy {
        case .importOnSight:
            try createMissing(among: accounts, at: now)
        case .mustExist:
            let existing = try existing(among: accounts)
            var named = existing
            let missing = accounts.filter { named.insert($0).inserted }
            guard missing.isEmpty else {
                throw APIError.noSuchAccounts(missing)
            }
        }
    }

    /// Which of the accounts exist: all of them from now on when the policy says so.
    func admitted(among accounts: Set<Account>, policy: AccountPolicy, at now: UnixTime) throws -> Set<Account> {
        switch policy {
        case .importOnSight:
            try createMissing(among: accounts, at: now)
            return accounts
        case .mustExist:
            return try existing(among: accounts)
        }
    }

    /// Whether an account exists, which it does from now on when the policy says so.
    func admits(_ account: Account, policy: AccountPolicy, at now: UnixTime) throws -> Bool {
        try admitted(among: [account], policy: policy, at: now).contains(account)
    }

    /// An account's nickname and avatar, as far as they were set; `nil` for an account that does not exist.
    func texts(of account: Account) throws -> (nick: String?, faceURL: String?)? {
        let statement = try database.prepare(SQL.names)
        try statement.bind(app, account)
        guard try statement.step() else {
            return nil
        }
        return (
            statement.isNull(0) ? nil : statement.text(0), statement.isNull(1) ? nil : statement.text(1)
        )
    }

    /// Writes the moment of a kick, unless another call has written a later one.
    func recordKick(of account: Account, at now: UnixTime) throws {
        try database.run(SQL.kick, app, account, now.notBefore(kickTime(of: account) ?? .never))
    }

    /// When an account was made; `nil` for one that does not exist.
    func importTime(of account: Account) throws -> UnixTime? {
        let statement = try database.prepare(SQL.importTime)
        try statement.bind(app, account)
        return try statement.step() ? statement.time(0) : nil
    }

    /// The moment of the last kick; `nil` for an account that does not exist.
    func kickTime(of account: Account) throws -> UnixTime? {
        let statement = try database.prepare(SQL.kickTime)
        try statement.bind(app, account)
        return try statement.step() ? statement.time(0) : nil
    }

    /// Deletes an account on which nothing hangs any more.
    func delete(_ account: Account) throws {
        try database.run(SQL.delete, app, account)
    }
}

extension AccountTable: PreparedTable {
    static var finding: SQL { .find }

    func bind(_ account: Account, to statement: borrowing PreparedStatement) throws {
        try statement.bind(app, account)
    }

    static func row(_ statement: borrowing PreparedStatement) throws -> AccountRow {
        AccountRow(
            nick: statement.isNull(0) ? nil : statement.text(0),
            faceURL: statement.isNull(1) ? nil : statement.text(1),
            importTime: statement.time(2),
            kickTime: statement.time(3))
    }

    func write(_ changes: [RowChange<Account, AccountRow>]) throws {
        for change in changes {
            guard let new = change.new else {
                try delete(change.key)
                continue
            }
            try database.run(
                change.old == nil ? SQL.insert : SQL.update, app, change.key, new.nick.map { Blob($0) },
                new.faceURL.map { Blob($0) }, new.importTime, new.kickTime)
        }
    }
}
