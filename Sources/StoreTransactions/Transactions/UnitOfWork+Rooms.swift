import Groups
import Storage
import Wire

extension UnitOfWork {
    func changeRoomAdmins(of group: GroupID, in scope: StoreScope, by adminChange: RoomAdmins.Change) throws {
        if case .appoint(let appointed) = adminChange {
            try accounts.prefetch(appointed)
        }
        let row = try requireRoom(group)
        if case .appoint(let appointed) = adminChange {
            roomAdmins.prefetch(row.number)
            try require(appointed, in: scope)
        }
        let admins = try roomAdmins.find(row.number) ?? []
        let changed = try RoomAdmins.apply(adminChange, to: admins, owner: row.profile.owner)
        guard changed != admins else {
            return
        }
        try change(group) { roomAdmins.set(changed, for: row.number, in: $0) }
        tell(
            .roomAdminsChanged(
                appointed: changed.filter { !admins.contains($0) }, dismissed: admins.filter { !changed.contains($0) }),
            in: row.profile, scope)
    }

    func roomAdmins(of group: GroupID, in scope: StoreScope) throws -> [NamedAccount] {
        let row = try requireRoom(group)
        let admins = try roomAdmins.find(row.number) ?? []
        return try names(of: admins.filter { $0 != row.profile.owner }, in: scope)
    }

    func memberCounts(of listed: [GroupID], among accounts: Set<Account>, in scope: StoreScope) throws -> [GroupID: Int]
    {
        let rows = try groups.find(Set(listed))
        let numbers = rows.values.reduce(into: [:]) { $0[$1.number] = $1.profile.memberNum }
        let counts = try ask(MemberCounts(groups: numbers, accounts: accounts))
        return rows.mapValues { counts[$0.number] ?? 0 }
    }

    /// - Throws: ``ErrorCode/groupNotFound``, then ``ErrorCode/notPermitted``, as an `APIError`.
    private func requireRoom(_ group: GroupID) throws -> GroupRow {
        let row = try require(group)
        guard row.profile.type == .avChatRoom else {
            throw APIError.notARoom(row.profile.type)
        }
        return row
    }
}
