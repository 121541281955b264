import Groups
import Storage
import Wire

extension UnitOfWork {
    func createPermissionGroup(_ permissionGroup: PermissionGroup, of group: GroupID, in scope: StoreScope) throws {
        prefetchNumber(of: .permissionGroups)
        let key = PermissionGroupKey(group: try requirePermissionGroups(in: group), id: permissionGroup.id)
        guard try permissionGroups.find(key) == nil else {
            throw APIError.permissionGroupIDInUse
        }
        let row = PermissionGroupRow(
            number: try takeNumber(of: .permissionGroups), permissionGroup: permissionGroup)
        try change(group) { permissionGroups.set(row, for: key, in: $0) }
        tell(.permissionGroupCreated(permissionGroup), in: try require(group).profile, scope)
    }

    func changePermissionGroup(
        _ id: PermissionGroupID, of group: GroupID, in scope: StoreScope, by groupChange: PermissionGroupChange
    ) throws {
        let key = PermissionGroupKey(group: try requirePermissionGroups(in: group), id: id)
        var row = try require(key)
        guard !groupChange.isEmpty else {
            return
        }
        groupChange.apply(to: &row.permissionGroup)
        try change(group) { permissionGroups.set(row, for: key, in: $0) }
        tell(.permissionGroupChanged(row.permissionGroup), in: try require(group).profile, scope)
    }

    func destroyPermissionGroups(_ listed: [PermissionGroupID], of group: GroupID, in scope: StoreScope) throws
        -> [Bool]
    {
        let number = try requirePermissionGroups(in: group)
        var living = try permissionGroups.find(listed.map { PermissionGroupKey(group: number, id: $0) })
        let destroyed = living.values.map(\.number).sorted()
        let results = listed.map { living.removeValue(forKey: PermissionGroupKey(group: number, id: $0)) != nil }
        if !destroyed.isEmpty {
            try change(group) { try record(.destroyPermissionGroups(destroyed, $0.number)) }
            let gone = zip(listed, results).filter(\.1).map(\.0)
            tell(.permissionGroupsDestroyed(gone), in: try require(group).profile, scope)
        }
        return results
    }

    func permissionGroups(_ listed: [PermissionGroupID], of group: GroupID, in scope: StoreScope) throws
        -> [PermissionGroup?]
    {
        let number = try requirePermissionGroups(in: group)
        let keys = listed.map { PermissionGroupKey(group: number, id: $0) }
        let rows = try permissionGroups.find(keys)
        return keys.map { rows[$0]?.permissionGroup }
    }

    func permissionGroups(after cursor: Int64, atMost limit: Int64, of group: GroupID, in scope: StoreScope) throws
        -> CursorPage<PermissionGroup>
    {
        let number = try requirePermissionGroups(in: group)
        let rows = try ask(PermissionGroupsInOrder(group: number, number: cursor, limit: limit + 1))
        return CursorPage(rows.map { ($0.number, $0.permissionGroup) }, limit: limit)
    }

    // MARK: Members

    func addPermissionGroupMembers(
        _ listed: [Account?], to id: PermissionGroupID, of group: GroupID, in scope: StoreScope
    ) throws -> [MemberAdmission.Result] {
        let foundNumber = foundNumber(of: id, in: group)
        let number = try requirePermissionGroups(in: group)
        let named = Set(listed.compactMap(\.self))
        try members.prefetch(named.map { MemberKey(group: number, account: $0) })
        if let foundNumber {
            try permissionGroupMembers.prefetch(
                named.map { PermissionGroupMemberKey(group: number, permissionGroup: foundNumber, account: $0) })
        }
        let key = PermissionGroupKey(group: number, id: id)
        var row = try require(key)
        let present = try permissionGroupMembers.find(
            named.map { PermissionGroupMemberKey(group: number, permissionGroup: row.number, account: $0) })
        let members = try members(of: number, among: named)
        var entries = Set(present.keys.map(\.account))
        let results = listed.map { account -> MemberAdmission.Result in
            guard let account, members.contains(account) else {
                return .failed
            }
            return entries.insert(account).inserted ? .added : .alreadyMember
        }
        let added = zip(listed, results).compactMap { account, result in result == .added ? account : nil }
        guard !added.isEmpty else {
            return results
        }
        try change(group) { change in
            for account in added {
                permissionGroupMembers.set(
                    row.nextEntry,
                    for: PermissionGroupMemberKey(group: number, permissionGroup: row.number, account: account),
                    in: change)
                row.nextEntry += 1
            }
            row.permissionGroup.memberCount += Int64(added.count)
            permissionGroups.set(row, for: key, in: change)
        }
        tell(.permissionGroupMembersAdded(added, to: id), in: try require(group).profile, scope)
        return results
    }

    func deletePermissionGroupMembers(
        _ listed: [Account], from id: PermissionGroupID, of group: GroupID, in scope: StoreScope
    ) throws {
        let foundNumber = foundNumber(of: id, in: group)
        let number = try requirePermissionGroups(in: group)
        if let foundNumber {
            try permissionGroupMembers.prefetch(
                listed.map { PermissionGroupMemberKey(group: number, permissionGroup: foundNumber, account: $0) })
        }
        let key = PermissionGroupKey(group: number, id: id)
        var row = try require(key)
        let present = try permissionGroupMembers.find(
            listed.map { PermissionGroupMemberKey(group: number, permissionGroup: row.number, account: $0) })
        try change(group) { change in
            for key in present.keys {
                permissionGroupMembers.set(nil, for: key, in: change)
            }
            row.permissionGroup.memberCount -= Int64(present.count)
            permissionGroups.set(row, for: key, in: change)
        }
        if !listed.isEmpty {
            tell(.permissionGroupMembersDeleted(listed.once, from: id), in: try require(group).profile, scope)
        }
    }

    func permissionGroupMembers(
        of id: PermissionGroupID, after cursor: Int64, atMost limit: Int64, of group: GroupID,
        in scope: StoreScope
    ) throws -> CursorPage<Member> {
        let foundNumber = foundNumber(of: id, in: group)
        let group = try requireGroupWithPermissions(group)
        let page = { [group] number in
            MembersOfPermissionGroup(permissionGroup: number, group: group.number, entry: cursor, limit: limit + 1)
        }
        if let foundNumber {
            prefetch(page(foundNumber))
        }
        let row = try require(PermissionGroupKey(group: group.number, id: id))
        let entries = try ask(page(row.number))
        let rows = try members.find(entries.map { MemberKey(group: group.number, account: $0.account) })
        let places = try entries.map { place in
            guard let row = rows[MemberKey(group: group.number, account: place.account)] else {
                throw InconsistentRows(description: "a permission group has a member that the group does not have")
            }
            return (place.entry, row.member(floor: group.readFloor))
        }
        return CursorPage(places, limit: limit)
    }

    // MARK: What other transactions ask of permission groups

    /// The number of a group in which permission groups are on.
    ///
    /// - Throws: ``ErrorCode/groupNotFound``, then ``ErrorCode/notPermitted``, then ``ErrorCode/topicsUnavailable``, as an
    ///   `APIError`.
    func requirePermissionGroups(in group: GroupID) throws -> GroupNumber {
        try requireGroupWithPermissions(group).number
    }

    /// The number of a permission group, once the store has told it together with the group.
    ///
    /// What hangs on the permission group can then be asked for together with its row. The number is that of the row only
    /// where no transaction of the batch has made another one since.
    func foundNumber(of id: PermissionGroupID, in group: GroupID) -> Int64? {
        let name = PermissionGroupName(group: group, id: id)
        permissionGroupNumbers.prefetch(name)
        return permissionGroupNumbers.known(name)
    }

    /// - Throws: ``ErrorCode/groupNotFound`` as an `APIError`.
    func require(_ key: PermissionGroupKey) throws -> PermissionGroupRow {
        guard let row = try permissionGroups.find(key) else {
            throw APIError.noSuchPermissionGroup
        }
        return row
    }

    private func requireGroupWithPermissions(_ group: GroupID) throws -> GroupRow {
        let row = try require(group)
        guard row.profile.type == .community else {
            throw APIError.noPermissionGroups(in: row.profile.type)
        }
        guard row.profile.supportsTopics else {
            throw APIError.noTopicSupport
        }
        guard row.profile.enablesPermissions else {
            throw APIError.permissionGroupsOff
        }
        return row
    }
}
