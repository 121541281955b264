import GRDB
import Groups
import StoreTransactions
import Wire

/// The mutes of one app's groups, inside one transaction.
///
/// A mute outlives the membership.
struct MuteTable {
    enum SQL: String, CaseIterable {
        case end = """
            SELECT mute_until FROM mutes WHERE app = ?1 AND group_number = ?2 AND topic = ?3 AND account = ?4
            """
        case list = """
            SELECT account, mute_until FROM mutes
            WHERE app = ?1 AND group_number = ?2 AND topic = ?3 AND mute_until > ?4
            ORDER BY mute_until DESC, account
            """
        case set = """
            INSERT INTO mutes (app, group_number, topic, account, mute_until) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (app, group_number, topic, account) DO UPDATE SET mute_until = excluded.mute_until
            """
        case delete = """
            DELETE FROM mutes WHERE app = ?1 AND group_number = ?2 AND topic = ?3 AND account = ?4
            """
        case groupsOf = """
            SELECT group_id FROM mutes INDEXED BY mutes_by_account CROSS JOIN groups ON number = group_number
            WHERE mutes.app = ?1 AND account = ?2
            """
        case deleteOfAccount = "DELETE FROM mutes WHERE app = ?1 AND account = ?2"
        case deleteOfTopic = "DELETE FROM mutes WHERE app = ?1 AND group_number = ?2 AND topic = ?3"
        case deleteOfGroup = "DELETE FROM mutes WHERE app = ?1 AND group_number = ?2"
    }

    let database: Database
    let app: SDKAppID

    /// The mutes of the whole group or of one topic that still run, by their end, the latest first, then by account.
    func list(of group: Int64, topic: TopicID? = nil, at now: UnixTime) throws -> [TimedAccount] {
        try database.rows(SQL.list, app, group, Self.place(topic), now) { row in
            TimedAccount(account: try row.account(0), until: row.time(1))
        }
    }

    func deleteAll(of account: Account) throws {
        try database.run(SQL.deleteOfAccount, app, account)
    }

    func deleteAll(in topic: TopicID, of group: Int64) throws {
        try database.run(SQL.deleteOfTopic, app, group, Self.place(topic))
    }

    func deleteAll(of group: Int64) throws {
        try database.run(SQL.deleteOfGroup, app, group)
    }

    /// What the column `topic` holds.
    private static func place(_ topic: TopicID?) -> String {
        topic?.text ?? ""
    }
}

/// The copy of a mute in the member's row is a change of that row.
extension MuteTable: SavedTable {
    static var finding: SQL { .end }

    func bind(_ key: MuteKey, to statement: borrowing PreparedStatement) throws {
        try statement.bind(app, key.group, Self.place(key.topic), key.account)
    }

    static func row(_ statement: borrowing PreparedStatement) throws -> UnixTime {
        statement.time(0)
    }

    func save(_ end: UnixTime, for key: MuteKey) throws {
        try database.run(SQL.set, app, key.group, Self.place(key.topic), key.account, end)
    }

    func remove(_ key: MuteKey) throws {
        try database.run(SQL.delete, app, key.group, Self.place(key.topic), key.account)
    }

    /// The groups in which an account is muted; one may stand several times.
    func groups(of account: Account) throws -> [GroupID] {
        try database.groups(SQL.groupsOf, app, account)
    }
}
