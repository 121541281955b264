import StoreTransactions
import Wire

/// The numbers of the permission groups of one app, found by their names.
struct PermissionGroupNumberTable {
    enum SQL: String, CaseIterable {
        case find = """
            SELECT permission_groups.number, place
            FROM unnest($2::bigint[], $3::text[], $4::text[])
                    WITH ORDINALITY AS wanted (bucket, group_id, id, place)
                JOIN groups ON groups.bucket = wanted.bucket AND groups.app = $1 AND groups.group_id = wanted.group_id
                JOIN permission_groups ON permission_groups.bucket = wanted.bucket
                    AND permission_groups.group_number = groups.number
                    AND permission_groups.permission_group = wanted.id
            """
    }

    let session: Session
    let app: SDKAppID
}

extension PermissionGroupNumberTable: ArrayTable {
    static var finding: SQL { .find }
    static let width: Int32 = 1

    func parameters(_ names: [PermissionGroupName]) -> [Parameter] {
        [
            .app(app), names.buckets { Bucket.of($0.group, in: app) }, names.texts(\.group.text),
            names.texts(\.id.text),
        ]
    }

    static func row(_ row: borrowing ResultRow) -> Int64 {
        row.integer(0)
    }

    func write(_: [RowChange<PermissionGroupName, Int64>]) {}
}
