import GRDB
import StoreTransactions
import Wire

/// The administrators of one app's AVChatRooms, inside one transaction.
struct RoomAdminTable {
    enum SQL: String, CaseIterable {
        case list = "SELECT account FROM room_admins WHERE app = ?1 AND group_number = ?2 ORDER BY entry"
        case insert = "INSERT INTO room_admins (app, group_number, entry, account) VALUES (?1, ?2, ?3, ?4)"
        case groupsOf = """
            SELECT group_id FROM room_admins INDEXED BY room_admins_by_account
                CROSS JOIN groups ON number = group_number
            WHERE room_admins.app = ?1 AND account = ?2
            """
        case deleteOfAccount = "DELETE FROM room_admins WHERE app = ?1 AND account = ?2"
        case deleteOfGroup = "DELETE FROM room_admins WHERE app = ?1 AND group_number = ?2"
    }

    let database: Database
    let app: SDKAppID

    /// In the order of appointment.
    func list(of group: Int64) throws -> [Account] {
        try database.rows(SQL.list, app, group) { row in
            try row.account(0)
        }
    }

    /// Writes the administrators of a group in place of those that it had.
    func replace(of group: Int64, with admins: [Account]) throws {
        try deleteAll(of: group)
        let statement = try database.prepare(SQL.insert)
        for (entry, admin) in admins.enumerated() {
            try statement.run(app, group, Int64(entry), admin)
            statement.reset()
        }
    }

    func deleteAll(of account: Account) throws {
        try database.run(SQL.deleteOfAccount, app, account)
    }

    func deleteAll(of group: Int64) throws {
        try database.run(SQL.deleteOfGroup, app, group)
    }
}

extension RoomAdminTable: KeyedTable {
    func find(_ group: GroupNumber) throws -> [Account]? {
        let admins = try list(of: group)
        return admins.isEmpty ? nil : admins
    }

    func write(_ changes: [RowChange<GroupNumber, [Account]>]) throws {
        for change in changes {
            try replace(of: change.key, with: change.new ?? [])
        }
    }

    /// The groups that an account administers.
    func groups(of account: Account) throws -> [GroupID] {
        try database.groups(SQL.groupsOf, app, account)
    }
}
