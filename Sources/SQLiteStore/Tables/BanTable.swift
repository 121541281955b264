import GRDB
import Groups
import StoreTransactions
import Wire

/// The bans of one app's groups, inside one transaction.
///
/// A banned account is no member.
struct BanTable {
    enum SQL: String, CaseIterable {
        case find = "SELECT banned_until FROM bans WHERE app = ?1 AND group_number = ?2 AND account = ?3"
        case list = """
            SELECT account, banned_until FROM bans
            WHERE app = ?1 AND group_number = ?2 AND banned_until > ?3
            ORDER BY banned_until, account LIMIT ?4 OFFSET ?5
            """
        case set = """
            INSERT INTO bans (app, group_number, account, banned_until) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (app, group_number, account) DO UPDATE SET banned_until = excluded.banned_until
            """
        case delete = "DELETE FROM bans WHERE app = ?1 AND group_number = ?2 AND account = ?3"
        case deleteExpired = "DELETE FROM bans WHERE app = ?1 AND group_number = ?2 AND banned_until <= ?3"
        case groupsOf = """
            SELECT group_id FROM bans INDEXED BY bans_by_account CROSS JOIN groups ON number = group_number
            WHERE bans.app = ?1 AND account = ?2
            """
        case deleteOfAccount = "DELETE FROM bans WHERE app = ?1 AND account = ?2"
        case deleteOfGroup = "DELETE FROM bans WHERE app = ?1 AND group_number = ?2"
    }

    let database: Database
    let app: SDKAppID

    /// The bans that still run, by their end, then by account.
    func list(of group: Int64, offset: Int64, limit: Int, at now: UnixTime) throws -> [TimedAccount] {
        try database.rows(SQL.list, app, group, now, Int64(limit), offset) { row in
            TimedAccount(account: try row.account(0), until: row.time(1))
        }
    }

    /// Forgets the bans that have run out.
    func deleteExpired(of group: Int64, at now: UnixTime) throws {
        try database.run(SQL.deleteExpired, app, group, now)
    }

    func deleteAll(of account: Account) throws {
        try database.run(SQL.deleteOfAccount, app, account)
    }

    func deleteAll(of group: Int64) throws {
        try database.run(SQL.deleteOfGroup, app, group)
    }
}

extension BanTable: SavedTable {
    static var finding: SQL { .find }

    func bind(_ key: MemberKey, to statement: borrowing PreparedStatement) throws {
        try statement.bind(app, key.group, key.account)
    }

    static func row(_ statement: borrowing PreparedStatement) throws -> UnixTime {
        statement.time(0)
    }

    func save(_ end: UnixTime, for key: MemberKey) throws {
        try database.run(SQL.set, app, key.group, key.account, end)
    }

    func remove(_ key: MemberKey) throws {
        try database.run(SQL.delete, app, key.group, key.account)
    }

    /// The groups from which an account is banned.
    func groups(of account: Account) throws -> [GroupID] {
        try database.groups(SQL.groupsOf, app, account)
    }
}
