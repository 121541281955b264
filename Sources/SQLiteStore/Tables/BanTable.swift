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
        case deleteOfAccount = "DELETE FROM bans WHERE app = ?1 AND account = ?2 RETURNING group_number"
        case deleteOfGroup = "DELETE FROM bans WHERE app = ?1 AND group_number = ?2"
    }

    let database: Database
    let app: SDKAppID

    /// The bans that still run, by their end, then by account.
    func list(of group: Int64, offset: Int64, limit: Int, at now: UnixTime) throws -> [TimedAccount] {
        let statement = try database.prepare(SQL.list)
        try statement.bind(app, group, now, Int64(limit), offset)
        var bans: [TimedAccount] = []
        while try statement.step() {
            bans.append(TimedAccount(account: try statement.account(0), until: statement.time(1)))
        }
        return bans
    }

    /// Bans an account, or moves the end of its ban.
    func set(_ account: Account, from group: Int64, until end: UnixTime) throws {
        try database.run(SQL.set, app, group, account, end)
    }

    func delete(_ account: Account, from group: Int64) throws {
        try database.run(SQL.delete, app, group, account)
    }

    /// Forgets the bans that have run out.
    func deleteExpired(of group: Int64, at now: UnixTime) throws {
        try database.run(SQL.deleteExpired, app, group, now)
    }

    /// - Returns: the numbers of the groups from which the account was banned.
    func deleteAll(of account: Account) throws -> [Int64] {
        try database.integers(SQL.deleteOfAccount, app, account)
    }

    func deleteAll(of group: Int64) throws {
        try database.run(SQL.deleteOfGroup, app, group)
    }
}

extension BanTable: PreparedTable {
    static var finding: SQL { .find }

    func bind(_ key: MemberKey, to statement: borrowing PreparedStatement) throws {
        try statement.bind(app, key.group, key.account)
    }

    static func row(_ statement: borrowing PreparedStatement) throws -> UnixTime {
        statement.time(0)
    }

    func write(_ changes: [RowChange<MemberKey, UnixTime>]) throws {
        for change in changes {
            if let end = change.new {
                try set(change.key.account, from: change.key.group, until: end)
            } else {
                try delete(change.key.account, from: change.key.group)
            }
        }
    }

    /// The groups from which an account is banned.
    func groups(of account: Account) throws -> [GroupID] {
        try database.groups(SQL.groupsOf, app, account)
    }
}
