import GRDB
import Groups
import StoreTransactions
import Wire

/// The rights of one app's permission groups in topics, inside one transaction.
struct TopicPermissionTable {
    enum SQL: String, CaseIterable {
        case find = """
            SELECT permission FROM topic_permissions
            WHERE app = ?1 AND group_number = ?2 AND permission_group_number = ?3 AND topic = ?4
            """
        case list = """
            SELECT topic, permission FROM topic_permissions
            WHERE app = ?1 AND group_number = ?2 AND permission_group_number = ?3
            ORDER BY topic
            """
        case set = """
            INSERT INTO topic_permissions (app, group_number, permission_group_number, topic, permission)
            VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (app, group_number, permission_group_number, topic)
            DO UPDATE SET permission = excluded.permission
            """
        case delete = """
            DELETE FROM topic_permissions
            WHERE app = ?1 AND group_number = ?2 AND permission_group_number = ?3 AND topic = ?4
            """
        case deleteOfTopic = "DELETE FROM topic_permissions WHERE app = ?1 AND group_number = ?2 AND topic = ?3"
        case deleteOfPermissionGroup = """
            DELETE FROM topic_permissions WHERE app = ?1 AND group_number = ?2 AND permission_group_number = ?3
            """
        case deleteOfGroup = "DELETE FROM topic_permissions WHERE app = ?1 AND group_number = ?2"
    }

    let database: Database
    let app: SDKAppID

    /// All rights of a permission group, ordered by topic.
    func all(of permissionGroup: Int64, of group: Int64) throws -> [TopicPermission] {
        try database.rows(SQL.list, app, group, permissionGroup) { row in
            TopicPermission(topic: try row.topic(0), permission: row.integer(1))
        }
    }

    func deleteAll(in topic: TopicID, of group: Int64) throws {
        try database.run(SQL.deleteOfTopic, app, group, topic)
    }

    func deleteAll(of permissionGroup: Int64, of group: Int64) throws {
        try database.run(SQL.deleteOfPermissionGroup, app, group, permissionGroup)
    }

    func deleteAll(of group: Int64) throws {
        try database.run(SQL.deleteOfGroup, app, group)
    }
}

extension TopicPermissionTable: SavedTable {
    static var finding: SQL { .find }

    func bind(_ key: TopicPermissionKey, to statement: borrowing PreparedStatement) throws {
        try statement.bind(app, key.group, key.permissionGroup, key.topic)
    }

    static func row(_ statement: borrowing PreparedStatement) throws -> Int64 {
        statement.integer(0)
    }

    func save(_ permission: Int64, for key: TopicPermissionKey) throws {
        try database.run(SQL.set, app, key.group, key.permissionGroup, key.topic, permission)
    }

    func remove(_ key: TopicPermissionKey) throws {
        try database.run(SQL.delete, app, key.group, key.permissionGroup, key.topic)
    }
}
