import Groups
import StoreTransactions
import Wire

/// The rights of permission groups in topics, inside one transaction.
struct TopicPermissionTable {
    enum SQL: String, CaseIterable {
        case find = """
            SELECT permission, place
            FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[])
                    WITH ORDINALITY AS wanted (bucket, group_number, permission_group_number, topic, place)
                JOIN topic_permissions USING (bucket, group_number, permission_group_number, topic)
            """
        case list = """
            SELECT topic, permission FROM topic_permissions
            WHERE bucket = $1 AND group_number = $2 AND permission_group_number = $3
            ORDER BY topic
            """
        case save = """
            INSERT INTO topic_permissions (bucket, group_number, permission_group_number, topic, permission)
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::bigint[])
            ON CONFLICT (bucket, group_number, permission_group_number, topic)
            DO UPDATE SET permission = excluded.permission
            """
        case delete = """
            DELETE FROM topic_permissions AS rights
            USING unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[])
                AS gone (bucket, group_number, permission_group_number, topic)
            WHERE rights.bucket = gone.bucket AND rights.group_number = gone.group_number
                AND rights.permission_group_number = gone.permission_group_number AND rights.topic = gone.topic
            """
        case deleteOfTopics = """
            DELETE FROM topic_permissions WHERE bucket = $1 AND group_number + 0 = $2 AND topic = ANY ($3::text[])
            """
        case deleteOfPermissionGroups = """
            DELETE FROM topic_permissions
            WHERE bucket = $1 AND group_number = $2 AND permission_group_number = ANY ($3::bigint[])
            """
        case deleteOfGroup = "DELETE FROM topic_permissions WHERE bucket = $1 AND group_number = $2"
    }

    let session: Session

    /// All rights of a permission group, ordered by topic.
    func all(of permissionGroup: Int64, in group: GroupNumber) throws -> [TopicPermission] {
        try session.rows(SQL.list, key(group) + [.integer(permissionGroup)]) { row in
            TopicPermission(topic: try row.topic(0), permission: row.integer(1))
        }
    }

    func deleteAll(in topics: [TopicID], of group: GroupNumber) throws {
        try session.run(SQL.deleteOfTopics, key(group) + [topics.texts(\.text)])
    }

    func deleteAll(of permissionGroups: [Int64], in group: GroupNumber) throws {
        try session.run(SQL.deleteOfPermissionGroups, key(group) + [.integers(permissionGroups)])
    }

    func deleteAll(of group: GroupNumber) throws {
        try session.run(SQL.deleteOfGroup, key(group))
    }

    private func key(_ group: GroupNumber) -> [Parameter] {
        [.integer(Bucket.of(group)), .integer(group)]
    }
}

extension TopicPermissionTable: SavedTable {
    static var finding: SQL { .find }
    static let width: Int32 = 1
    static var saving: SQL { .save }
    static var removing: SQL { .delete }

    func parameters(_ keys: [TopicPermissionKey]) -> [Parameter] {
        [
            keys.buckets { Bucket.of($0.group) }, keys.integers(\.group), keys.integers(\.permissionGroup),
            keys.texts(\.topic.text),
        ]
    }

    static func row(_ row: borrowing ResultRow) -> Int64 {
        row.integer(0)
    }

    func parameters(_ rows: [KeyedRow<TopicPermissionKey, Int64>]) -> [Parameter] {
        parameters(rows.map(\.key)) + [rows.integers(\.row)]
    }
}
