package import Groups
package import Storage
import StoreTransactions
package import Wire

extension SQLiteStore {
    package func createPermissionGroup(
        _ permissionGroup: PermissionGroup, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            let number = try tables.requirePermissionGroups(in: group)
            guard try tables.permissionGroups.find(permissionGroup.id, of: number) == nil else {
                throw APIError.permissionGroupIDInUse
            }
            try tables.permissionGroups.insert(permissionGroup, of: number)
            try tables.groups.touch(number)
        }
    }

    package func changePermissionGroup(
        _ permissionGroup: PermissionGroupID, of group: GroupID, in scope: StoreScope, by change: PermissionGroupChange
    ) async throws(StoreError) {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            let number = try tables.requirePermissionGroups(in: group)
            var row = try tables.require(permissionGroup, of: number)
            guard !change.isEmpty else {
                return
            }
            change.apply(to: &row.permissionGroup)
            try tables.permissionGroups.update(row, of: number)
            try tables.groups.touch(number)
        }
    }

    package func destroyPermissionGroups(
        _ permissionGroups: [PermissionGroupID], of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [Bool] {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            let number = try tables.requirePermissionGroups(in: group)
            let results = try permissionGroups.map { permissionGroup in
                guard let row = try tables.permissionGroups.find(permissionGroup, of: number) else {
                    return false
                }
                try tables.topicPermissions.deleteAll(of: row.number, of: number)
                try tables.permissionGroups.delete(row.number, of: number)
                return true
            }
            if results.contains(true) {
                try tables.groups.touch(number)
            }
            return results
        }
    }

    package func permissionGroups(
        _ permissionGroups: [PermissionGroupID], of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [PermissionGroup?] {
        try await reads.perform { database in
            let tables = AppTables(database, app: scope.app)
            let number = try tables.requirePermissionGroups(in: group)
            return try permissionGroups.map { try tables.permissionGroups.find($0, of: number)?.permissionGroup }
        }
    }

    package func permissionGroups(
        after cursor: Int64, atMost limit: Int64, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> CursorPage<PermissionGroup> {
        try await reads.perform { database in
            let tables = AppTables(database, app: scope.app)
            let number = try tables.requirePermissionGroups(in: group)
            let rows = try tables.permissionGroups.page(after: cursor, atMost: limit + 1, of: number)
            return CursorPage(rows.map { ($0.number, $0.permissionGroup) }, limit: limit)
        }
    }

    package func addPermissionGroupMembers(
        _ accounts: [Account?], to permissionGroup: PermissionGroupID, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [MemberAdmission.Result] {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            let number = try tables.requirePermissionGroups(in: group)
            var row = try tables.require(permissionGroup, of: number)
            let members = try tables.members.members(of: number, among: accounts.compactMap(\.self))
            let results = try accounts.map { account -> MemberAdmission.Result in
                guard let account, members.contains(account) else {
                    return .failed
                }
                guard try !tables.permissionGroups.contains(account, in: row.number, of: number) else {
                    return .alreadyMember
                }
                try tables.permissionGroups.insert(account, entry: row.nextEntry, in: row.number, of: number)
                row.nextEntry += 1
                return .added
            }
            if results.contains(.added) {
                try tables.permissionGroups.update(row, of: number)
                try tables.groups.touch(number)
            }
            return results
        }
    }

    package func deletePermissionGroupMembers(
        _ accounts: [Account], from permissionGroup: PermissionGroupID, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            let number = try tables.requirePermissionGroups(in: group)
            let row = try tables.require(permissionGroup, of: number)
            for account in accounts {
                try tables.permissionGroups.delete(account, from: row.number, of: number)
            }
            try tables.groups.touch(number)
        }
    }

    package func permissionGroupMembers(
        of permissionGroup: PermissionGroupID, after cursor: Int64, atMost limit: Int64, of group: GroupID,
        in scope: StoreScope
    ) async throws(StoreError) -> CursorPage<Member> {
        try await reads.perform { database in
            let tables = AppTables(database, app: scope.app)
            let number = try tables.requirePermissionGroups(in: group)
            let row = try tables.require(permissionGroup, of: number)
            let entries = try tables.permissionGroups.members(
                of: row.number, after: cursor, atMost: limit + 1, of: number)
            let places = try entries.map { entry, account in
                guard let member = try tables.members.find(account, of: number) else {
                    throw DamagedRow(table: "permission_group_members")
                }
                return (entry, member)
            }
            return CursorPage(places, limit: limit)
        }
    }
}

extension AppTables {
    /// The number of a group in which permission groups are on.
    ///
    /// - Throws: ``ErrorCode/groupNotFound``, then ``ErrorCode/notPermitted``, then ``ErrorCode/topicsUnavailable``, as an
    ///   `APIError`.
    func requirePermissionGroups(in group: GroupID) throws -> Int64 {
        let row = try groups.require(group)
        guard row.profile.type == .community else {
            throw APIError.noPermissionGroups(in: row.profile.type)
        }
        guard row.profile.supportsTopics else {
            throw APIError.noTopicSupport
        }
        guard row.profile.enablesPermissions else {
            throw APIError.permissionGroupsOff
        }
        return row.number
    }

    /// - Throws: ``ErrorCode/groupNotFound`` as an `APIError`.
    func require(_ permissionGroup: PermissionGroupID, of group: Int64) throws -> PermissionGroupTable.Row {
        guard let row = try permissionGroups.find(permissionGroup, of: group) else {
            throw APIError.noSuchPermissionGroup
        }
        return row
    }
}
