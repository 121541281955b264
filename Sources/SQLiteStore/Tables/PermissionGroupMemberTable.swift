import GRDB
import StoreTransactions
import Wire

/// The places of the members of one app's permission groups, inside one transaction.
struct PermissionGroupMemberTable {
    enum SQL: String, CaseIterable {
        case find = """
            SELECT entry FROM permission_group_members
            WHERE app = ?1 AND account = ?2 AND group_number = ?3 AND permission_group_number = ?4
            """
        case insert = """
            INSERT INTO permission_group_members (app, account, group_number, permission_group_number, entry)
            VALUES (?1, ?2, ?3, ?4, ?5)
            """
        case update = """
            UPDATE permission_group_members SET entry = ?5
            WHERE app = ?1 AND account = ?2 AND group_number = ?3 AND permission_group_number = ?4
            """
        case delete = """
            DELETE FROM permission_group_members
            WHERE app = ?1 AND account = ?2 AND group_number = ?3 AND permission_group_number = ?4
            """
    }

    let database: Database
    let app: SDKAppID
}

extension PermissionGroupMemberTable: PreparedTable {
    static var finding: SQL { .find }

    func bind(_ key: PermissionGroupMemberKey, to statement: borrowing PreparedStatement) throws {
        try statement.bind(app, key.account, key.group, key.permissionGroup)
    }

    static func row(_ statement: borrowing PreparedStatement) throws -> Int64 {
        statement.integer(0)
    }

    func write(_ changes: [RowChange<PermissionGroupMemberKey, Int64>]) throws {
        for change in changes {
            let key = change.key
            guard let entry = change.new else {
                try database.run(SQL.delete, app, key.account, key.group, key.permissionGroup)
                continue
            }
            try database.run(
                change.old == nil ? SQL.insert : SQL.update, app, key.account, key.group, key.permissionGroup, entry)
        }
    }
}
