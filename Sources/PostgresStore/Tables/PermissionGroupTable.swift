import Groups
import Storage
import StoreTransactions
import Wire

/// The permission groups of groups, and lists of their members, inside one transaction.
///
/// A row says how many members its permission group has; it is lowered here when members of the group are taken out.
struct PermissionGroupTable {
    enum SQL: String, CaseIterable {
        case find = """
            SELECT number, next_entry, permission_group, name, permission, custom_string, member_count, place
            FROM unnest($1::bigint[], $2::bigint[], $3::text[])
                    WITH ORDINALITY AS wanted (bucket, group_number, permission_group, place)
                JOIN permission_groups USING (bucket, group_number, permission_group)
            """
        case page = """
            SELECT number, next_entry, permission_group, name, permission, custom_string, member_count
            FROM permission_groups WHERE bucket = $1 AND group_number + 0 = $2 AND number > $3
            ORDER BY number LIMIT $4
            """
        case insert = """
            INSERT INTO permission_groups (bucket, group_number, permission_group, number, next_entry, name, permission,
                custom_string, member_count)
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::bytea[],
                $7::bigint[], $8::bytea[], $9::bigint[])
            """
        case update = """
            UPDATE permission_groups SET next_entry = new.next_entry, name = new.name, permission = new.permission,
                custom_string = new.custom_string, member_count = new.member_count
            FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::bytea[], $7::bigint[],
                $8::bytea[], $9::bigint[])
                AS new (bucket, group_number, permission_group, number, next_entry, name, permission, custom_string,
                    member_count)
            WHERE permission_groups.bucket = new.bucket AND permission_groups.group_number = new.group_number
                AND permission_groups.permission_group = new.permission_group
            """
        case delete = """
            DELETE FROM permission_groups WHERE bucket = $1 AND group_number + 0 = $2 AND number = ANY ($3::bigint[])
            """
        case deleteOfGroup = "DELETE FROM permission_groups WHERE bucket = $1 AND group_number = $2"
        case memberPage = """
            SELECT entry, account FROM permission_group_members
            WHERE bucket = $1 AND group_number + 0 = $2 AND permission_group_number + 0 = $3 AND entry > $4
            ORDER BY entry LIMIT $5
            """
        case deleteMembers = """
            DELETE FROM permission_group_members
            WHERE bucket = $1 AND group_number + 0 = $2 AND permission_group_number + 0 = ANY ($3::bigint[])
            """
        case deleteMembersOfGroup = "DELETE FROM permission_group_members WHERE bucket = $1 AND group_number = $2"
        case countOut = """
            UPDATE permission_groups SET member_count = member_count - lost.count
            FROM (
                SELECT bucket, group_number, permission_group_number, count(*)
                FROM unnest($1::bigint[], $2::bigint[], $3::text[]) AS gone (bucket, group_number, account)
                    JOIN permission_group_members USING (bucket, group_number, account)
                GROUP BY bucket, group_number, permission_group_number) AS lost
            WHERE permission_groups.bucket = lost.bucket AND permission_groups.group_number + 0 = lost.group_number
                AND number = permission_group_number
            """
        case takeOut = """
            DELETE FROM permission_group_members
            USING unnest($1::bigint[], $2::bigint[], $3::text[]) AS gone (bucket, group_number, account)
            WHERE permission_group_members.bucket = gone.bucket
                AND permission_group_members.group_number = gone.group_number
                AND permission_group_members.account = gone.account
            """
        /// A group's number ends with its bucket.
        case countOutAccounts = """
            UPDATE permission_groups SET member_count = member_count - lost.count
            FROM (
                SELECT entries.bucket, entries.group_number, permission_group_number, count(*)
                FROM unnest($2::bigint[], $3::text[]) AS gone (bucket, account)
                    JOIN memberships USING (bucket, account)
                    JOIN permission_group_members AS entries ON entries.bucket = memberships.group_number & 1023
                        AND entries.group_number = memberships.group_number AND entries.account = memberships.account
                WHERE app = $1
                GROUP BY entries.bucket, entries.group_number, permission_group_number) AS lost
            WHERE permission_groups.bucket = lost.bucket AND permission_groups.group_number + 0 = lost.group_number
                AND number = permission_group_number
            """
        case takeOutAccounts = """
            DELETE FROM permission_group_members AS entries
            USING unnest($2::bigint[], $3::text[]) AS gone (bucket, account)
                JOIN memberships USING (bucket, account)
            WHERE app = $1 AND entries.bucket = memberships.group_number & 1023
                AND entries.group_number = memberships.group_number AND entries.account = memberships.account
            """
    }

    let session: Session

    /// At most so many rows behind a number, in the order of creation.
    func page(of group: GroupNumber, after number: Int64, limit: Int64) throws -> [PermissionGroupRow] {
        try session.rows(SQL.page, Self.key(group) + [.integer(number), .integer(limit)], read: Self.row)
    }

    /// Deletes permission groups with their members, once their topic rights are deleted.
    func delete(_ numbers: [Int64], of group: GroupNumber) throws {
        try session.run(SQL.deleteMembers, Self.key(group) + [.integers(numbers)])
        try session.run(SQL.delete, Self.key(group) + [.integers(numbers)])
    }

    /// As ``delete(_:of:)``, for all permission groups of a group.
    func deleteAll(of group: GroupNumber) throws {
        try session.run(SQL.deleteMembersOfGroup, Self.key(group))
        try session.run(SQL.deleteOfGroup, Self.key(group))
    }

    // MARK: Members

    /// At most so many members behind a place, by place.
    func members(
        of permissionGroup: Int64, in group: GroupNumber, after entry: Int64, limit: Int64
    ) throws -> [PermissionGroupMember] {
        try session.rows(
            SQL.memberPage, Self.key(group) + [.integer(permissionGroup), .integer(entry), .integer(limit)]
        ) { row in
            PermissionGroupMember(entry: row.integer(0), account: try row.account(1))
        }
    }

    /// Takes members of groups out of all permission groups of theirs.
    func takeOut(_ members: [MemberKey]) throws {
        try session.run(SQL.countOut, MemberTable.parameters(members))
        try session.run(SQL.takeOut, MemberTable.parameters(members))
    }

    /// As ``takeOut(_:)``, in all groups.
    ///
    /// - Parameter accounts: the app, and the buckets and names of accounts whose memberships are there.
    func takeOut(accounts: [Parameter]) throws {
        try session.run(SQL.countOutAccounts, accounts)
        try session.run(SQL.takeOutAccounts, accounts)
    }

    private static func key(_ group: GroupNumber) -> [Parameter] {
        [.integer(Bucket.of(group)), .integer(group)]
    }
}

extension PermissionGroupTable: ArrayTable {
    static var finding: SQL { .find }
    static let width: Int32 = 7

    func parameters(_ keys: [PermissionGroupKey]) -> [Parameter] {
        [keys.buckets { Bucket.of($0.group) }, keys.integers(\.group), keys.texts(\.id.text)]
    }

    static func row(_ row: borrowing ResultRow) throws -> PermissionGroupRow {
        guard let id = PermissionGroupID(row.text(2)) else {
            throw DamagedRow(table: "permission_groups")
        }
        let permissionGroup = PermissionGroup(
            id: id,
            name: row.text(3),
            permission: row.integer(4),
            customString: row.text(5),
            memberCount: row.integer(6))
        return PermissionGroupRow(
            number: row.integer(0), nextEntry: row.integer(1), permissionGroup: permissionGroup)
    }

    func write(_ changes: [RowChange<PermissionGroupKey, PermissionGroupRow>]) throws {
        for change in changes where change.new == nil {
            if let old = change.old {
                try delete([old.number], of: change.key.group)
            }
        }
        let rows = changes.compactMap { change in
            change.new.map { (isNew: change.old == nil, row: KeyedRow(key: change.key, row: $0)) }
        }
        let inserted = rows.filter(\.isNew).map(\.row)
        if !inserted.isEmpty {
            try session.run(SQL.insert, parameters(inserted))
        }
        let updated = rows.filter { !$0.isNew }.map(\.row)
        if !updated.isEmpty {
            try session.run(SQL.update, parameters(updated), expecting: updated.count)
        }
    }

    private func parameters(_ rows: [KeyedRow<PermissionGroupKey, PermissionGroupRow>]) -> [Parameter] {
        parameters(rows.map(\.key)) + [
            rows.integers(\.row.number), rows.integers(\.row.nextEntry), rows.textBytes(\.row.permissionGroup.name),
            rows.integers(\.row.permissionGroup.permission), rows.textBytes(\.row.permissionGroup.customString),
            rows.integers(\.row.permissionGroup.memberCount),
        ]
    }
}
