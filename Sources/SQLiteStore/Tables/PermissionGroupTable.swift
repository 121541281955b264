import GRDB
import Groups
import Storage
import StoreTransactions
import Wire

/// The permission groups of one app's groups, and their members, inside one transaction.
///
/// The database itself counts the members, and takes out those who leave the group.
struct PermissionGroupTable {
    enum SQL: String, CaseIterable {
        case find = """
            SELECT number, next_entry, permission_group, name, permission, custom_string, member_count
            FROM permission_groups WHERE app = ?1 AND group_number = ?2 AND permission_group = ?3
            """
        case page = """
            SELECT number, next_entry, permission_group, name, permission, custom_string, member_count
            FROM permission_groups WHERE app = ?1 AND group_number = ?2 AND number > ?3
            ORDER BY number LIMIT ?4
            """
        case insertNumbered = """
            INSERT INTO permission_groups (app, group_number, number, permission_group, name, permission, custom_string,
                member_count, next_entry)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, ?8)
            """
        case update = """
            UPDATE permission_groups SET name = ?4, permission = ?5, custom_string = ?6, next_entry = ?7
            WHERE app = ?1 AND group_number = ?2 AND number = ?3
            """
        case delete = "DELETE FROM permission_groups WHERE app = ?1 AND group_number = ?2 AND number = ?3"
        case deleteOfGroup = "DELETE FROM permission_groups WHERE app = ?1 AND group_number = ?2"
        case memberPage = """
            SELECT entry, account FROM permission_group_members
            WHERE app = ?1 AND group_number = ?2 AND permission_group_number = ?3 AND entry > ?4
            ORDER BY entry LIMIT ?5
            """
        case deleteMembers = """
            DELETE FROM permission_group_members
            WHERE app = ?1 AND group_number = ?2 AND permission_group_number = ?3
            """
        case deleteMembersOfGroup = "DELETE FROM permission_group_members WHERE app = ?1 AND group_number = ?2"
    }

    typealias Row = PermissionGroupRow

    let database: Database
    let app: SDKAppID

    /// At most so many rows behind a number, in the order of creation.
    func page(after number: Int64, atMost limit: Int64, of group: Int64) throws -> [Row] {
        try database.rows(SQL.page, app, group, number, limit, read: Self.row)
    }

    /// Writes all that can change of a permission group but the number of its members.
    func update(_ row: Row, of group: Int64) throws {
        try database.run(
            SQL.update, app, group, row.number, row.permissionGroup.name, row.permissionGroup.permission,
            row.permissionGroup.customString, row.nextEntry)
    }

    /// Deletes a permission group with its memberships, once its topic rights are deleted.
    func delete(_ number: Int64, of group: Int64) throws {
        try database.run(SQL.deleteMembers, app, group, number)
        try database.run(SQL.delete, app, group, number)
    }

    /// As ``delete(_:of:)``, for all permission groups of a group.
    func deleteAll(of group: Int64) throws {
        try database.run(SQL.deleteMembersOfGroup, app, group)
        try database.run(SQL.deleteOfGroup, app, group)
    }

    // MARK: Members

    /// At most so many members behind a place, by place.
    func members(
        of number: Int64, after entry: Int64, atMost limit: Int64, of group: Int64
    ) throws -> [(entry: Int64, account: Account)] {
        try database.rows(SQL.memberPage, app, group, number, entry, limit) { row in
            (row.integer(0), try row.account(1))
        }
    }

    static func row(_ statement: borrowing PreparedStatement) throws -> Row {
        guard let id = PermissionGroupID(statement.text(2)) else {
            throw DamagedRow(table: "permission_groups")
        }
        let permissionGroup = PermissionGroup(
            id: id,
            name: statement.text(3),
            permission: statement.integer(4),
            customString: statement.text(5),
            memberCount: statement.integer(6))
        return Row(number: statement.integer(0), nextEntry: statement.integer(1), permissionGroup: permissionGroup)
    }
}

/// The database counts the members of a permission group as they come and go.
extension PermissionGroupTable: PreparedTable {
    static var finding: SQL { .find }

    func bind(_ key: PermissionGroupKey, to statement: borrowing PreparedStatement) throws {
        try statement.bind(app, key.group, key.id)
    }

    func write(_ changes: [RowChange<PermissionGroupKey, PermissionGroupRow>]) throws {
        for change in changes {
            let group = change.key.group
            guard let row = change.new else {
                if let old = change.old {
                    try delete(old.number, of: group)
                }
                continue
            }
            guard change.old == nil else {
                try update(row, of: group)
                continue
            }
            let permissionGroup = row.permissionGroup
            try database.run(
                SQL.insertNumbered, app, group, row.number, permissionGroup.id, permissionGroup.name,
                permissionGroup.permission, permissionGroup.customString, row.nextEntry)
        }
    }
}
