import GRDB
import Groups
import StoreTransactions
import Wire

/// The global mutes of one app's accounts, inside one transaction.
struct GlobalMuteTable {
    enum SQL: String, CaseIterable {
        case byAccount = "SELECT c2c_until, group_until FROM global_mutes WHERE app = ?1 AND account = ?2"
        case save = """
            INSERT INTO global_mutes (app, account, c2c_until, group_until) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (app, account) DO UPDATE SET c2c_until = excluded.c2c_until, group_until = excluded.group_until
            """
        case delete = "DELETE FROM global_mutes WHERE app = ?1 AND account = ?2"
    }

    let database: Database
    let app: SDKAppID

    /// Writes the mute of an account that exists.
    func save(_ mute: GlobalMute, of account: Account) throws {
        guard mute != .none else {
            return try delete(account)
        }
        try database.run(SQL.save, app, account, mute.c2cUntil, mute.groupUntil)
    }

    func delete(_ account: Account) throws {
        try database.run(SQL.delete, app, account)
    }
}

extension GlobalMuteTable: PreparedTable {
    static var finding: SQL { .byAccount }

    func bind(_ account: Account, to statement: borrowing PreparedStatement) throws {
        try statement.bind(app, account)
    }

    static func row(_ statement: borrowing PreparedStatement) throws -> GlobalMute {
        GlobalMute(c2cUntil: statement.time(0), groupUntil: statement.time(1))
    }

    func write(_ changes: [RowChange<Account, GlobalMute>]) throws {
        for change in changes {
            try save(change.new ?? .none, of: change.key)
        }
    }
}
