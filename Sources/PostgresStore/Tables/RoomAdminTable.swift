import StoreTransactions
import Wire

/// The administrators of one app's AVChatRooms, inside one transaction.
struct RoomAdminTable {
    enum SQL: String, CaseIterable {
        /// In the order of appointment.
        case list = """
            SELECT account, place
            FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS wanted (bucket, group_number, place)
                JOIN room_admins USING (bucket, group_number)
            ORDER BY place, entry
            """
        case insert = """
            INSERT INTO room_admins (bucket, group_number, entry, account)
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[])
            """
        case delete = """
            DELETE FROM room_admins USING unnest($1::bigint[], $2::bigint[]) AS gone (bucket, group_number)
            WHERE room_admins.bucket = gone.bucket AND room_admins.group_number = gone.group_number
            """
        case deleteOfAccounts = """
            DELETE FROM room_admins
            WHERE account || '' = ANY ($2::text[])
                AND (SELECT app FROM groups WHERE groups.bucket = room_admins.bucket AND number = group_number) = $1
            """
    }

    let session: Session
    let accounts: AccountTable

    func deleteAll(of accounts: [Account], in app: SDKAppID) throws {
        try session.run(SQL.deleteOfAccounts, [.app(app), accounts.texts(\.text)])
    }

    func deleteAll(of group: GroupNumber) throws {
        try session.run(SQL.delete, parameters([group]))
    }

    private func parameters(_ groups: [GroupNumber]) -> [Parameter] {
        [groups.buckets { Bucket.of($0) }, .integers(groups)]
    }
}

extension RoomAdminTable: KeyedTable {
    func find(_ group: GroupNumber) throws -> [Account]? {
        try find([group]).first ?? nil
    }

    func find(_ groups: [GroupNumber]) throws -> [[Account]?] {
        let found = try session.rows(SQL.list, parameters(groups)) { row in
            (account: try row.account(0), place: Int(row.integer(1)))
        }
        var rows = [[Account]?](repeating: nil, count: groups.count)
        for (account, place) in found {
            rows[place - 1, default: []].append(account)
        }
        return rows
    }

    func write(_ changes: [RowChange<GroupNumber, [Account]>]) throws {
        let former = changes.filter { $0.old != nil }.map(\.key)
        if !former.isEmpty {
            try session.run(SQL.delete, parameters(former))
        }
        let admins = changes.flatMap { change in
            (change.new ?? []).enumerated().map { (group: change.key, entry: Int64($0.offset), account: $0.element) }
        }
        guard !admins.isEmpty else {
            return
        }
        try accounts.keep(Set(changes.flatMap { Set($0.new ?? []).subtracting($0.old ?? []) }))
        try session.run(
            SQL.insert,
            parameters(admins.map(\.group)) + [admins.integers(\.entry), admins.texts(\.account.text)])
    }
}

extension Array {
    /// The value of an optional element, which gets one where it has none.
    subscript<Value>(place: Int, default value: @autoclosure () -> Value) -> Value where Element == Value? {
        get { self[place] ?? value() }
        set { self[place] = newValue }
    }
}
