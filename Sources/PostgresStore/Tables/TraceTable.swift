import StoreTransactions
import Wire

/// What hangs on accounts in groups, which many tables tell.
struct TraceTable {
    enum SQL: String, CaseIterable {
        /// The kinds are those of ``Kind``.
        case find = """
            SELECT 0, place, group_id
            FROM unnest($2::bigint[], $3::text[]) WITH ORDINALITY AS wanted (bucket, account, place)
                JOIN memberships USING (bucket, account)
            WHERE app = $1
            UNION ALL
            SELECT 1, place, group_id
            FROM unnest($3::text[]) WITH ORDINALITY AS wanted (owner, place) JOIN groups USING (owner)
            WHERE app + 0 = $1
            UNION ALL
            SELECT 2, place, group_id
            FROM unnest($3::text[]) WITH ORDINALITY AS wanted (account, place)
                JOIN room_admins ON room_admins.account || '' = wanted.account
                CROSS JOIN LATERAL (
                    SELECT group_id FROM groups
                    WHERE groups.bucket = room_admins.bucket AND number = group_number AND app = $1 LIMIT 1) AS noting
            UNION ALL
            SELECT 3, place, group_id
            FROM unnest($3::text[]) WITH ORDINALITY AS wanted (account, place)
                JOIN mutes ON mutes.account || '' = wanted.account
                CROSS JOIN LATERAL (
                    SELECT group_id FROM groups
                    WHERE groups.bucket = mutes.bucket AND number = group_number AND app = $1 LIMIT 1) AS noting
            UNION ALL
            SELECT 3, place, group_id
            FROM unnest($3::text[]) WITH ORDINALITY AS wanted (account, place)
                JOIN bans ON bans.account || '' = wanted.account
                CROSS JOIN LATERAL (
                    SELECT group_id FROM groups
                    WHERE groups.bucket = bans.bucket AND number = group_number AND app = $1 LIMIT 1) AS noting
            """
    }

    private enum Kind: Int64 {
        case member = 0
        case owner = 1
        case administrator = 2
        case noted = 3
    }

    let session: Session
    let accounts: AccountTable
    let groups: GroupTable

    /// What hangs on accounts in groups.
    ///
    /// A transaction that writes locks the accounts, so that nothing more hangs itself on them, and the groups, so that
    /// nothing falls off.
    ///
    /// - Throws: ``ConflictingWrite`` when another transaction has done so between the one and the other.
    func traces(of listed: [Account]) throws -> [AccountTraces] {
        guard session.locksGroups else {
            return try find(listed)
        }
        let (_, before) = try session.both({ try accounts.lock(listed) }, { try find(listed) })
        let concerned = Set(before.flatMap(\.groups)).sorted()
        let (_, traces) = try session.both({ try groups.find(concerned) }, { try find(listed) })
        guard Set(traces.flatMap(\.groups)).isSubset(of: concerned) else {
            throw ConflictingWrite()
        }
        return traces
    }

    private func find(_ listed: [Account]) throws -> [AccountTraces] {
        let found = try session.rows(SQL.find, accounts.parameters(listed)) { row in
            (kind: Kind(rawValue: row.integer(0)), place: Int(row.integer(1)) - 1, group: try row.group(2))
        }
        var traces = listed.map { AccountTraces($0) }
        for (kind, place, group) in found {
            switch kind {
            case .member: traces[place].memberOf.append(group)
            case .owner: traces[place].ownerOf.append(group)
            case .administrator: traces[place].administratorOf.append(group)
            case .noted, nil: traces[place].notedIn.append(group)
            }
        }
        return traces
    }
}

extension AccountTraces {
    fileprivate var groups: [GroupID] { memberOf + ownerOf + administratorOf + notedIn }
}
