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
        case importTime = "SELECT import_time FROM accounts WHERE app = ?1 AND account = ?2"
        case kickTime = "SELECT kick_time FROM accounts WHERE app = ?1 AND account = ?2"
        case list = "SELECT account FROM accounts WHERE app = ?1 LIMIT ?2"
        case listByName = "SELECT account FROM accounts WHERE app = ?1 AND account >= ?2 ORDER BY account LIMIT ?3"
        case delete = "DELETE FROM accounts WHERE app = ?1 AND account = ?2"
    }

    let database: Database
    let app: SDKAppID

    /// Some accounts, each once.
    func list(limit: Int) throws -> [Account] {
        try database.rows(SQL.list, app, Int64(limit)) { try $0.account(0) }
    }

    /// Accounts from a name on, in the order of the bytes of their names.
    func list(from name: String, limit: Int) throws -> [Account] {
        try database.rows(SQL.listByName, app, name, Int64(limit)) { try $0.account(0) }
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
