import StoreTransactions
import Wire

/// The places of the members of permission groups, inside one transaction.
struct PermissionGroupMemberTable {
    enum SQL: String, CaseIterable {
        case find = """
            SELECT entry, place
            FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[])
                    WITH ORDINALITY AS wanted (bucket, group_number, account, permission_group_number, place)
                JOIN permission_group_members USING (bucket, group_number, account, permission_group_number)
            """
        case save = """
            INSERT INTO permission_group_members (bucket, group_number, account, permission_group_number, entry)
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[])
            ON CONFLICT (bucket, group_number, account, permission_group_number) DO UPDATE SET entry = excluded.entry
            """
        case delete = """
            DELETE FROM permission_group_members AS entries
            USING unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[])
                AS gone (bucket, group_number, account, permission_group_number)
            WHERE entries.bucket = gone.bucket AND entries.group_number = gone.group_number
                AND entries.account = gone.account AND entries.permission_group_number = gone.permission_group_number
            """
    }

    let session: Session
}

extension PermissionGroupMemberTable: SavedTable {
    static var finding: SQL { .find }
    static let width: Int32 = 1
    static var saving: SQL { .save }
    static var removing: SQL { .delete }

    func parameters(_ keys: [PermissionGroupMemberKey]) -> [Parameter] {
        [
            keys.buckets { Bucket.of($0.group) }, keys.integers(\.group), keys.texts(\.account.text),
            keys.integers(\.permissionGroup),
        ]
    }

    static func row(_ row: borrowing ResultRow) -> Int64 {
        row.integer(0)
    }

    func parameters(_ rows: [KeyedRow<PermissionGroupMemberKey, Int64>]) -> [Parameter] {
        parameters(rows.map(\.key)) + [rows.integers(\.row)]
    }
}
