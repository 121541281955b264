package import Groups
package import Storage
package import Wire

extension TransactionalStore {
    package func createPermissionGroup(_ permissionGroup: PermissionGroup, of group: GroupID, in scope: StoreScope)
        async throws(StoreError)
    {
        try await write(in: scope, about: .group(group)) {
            try $0.createPermissionGroup(permissionGroup, of: group, in: scope)
        }
    }

    package func changePermissionGroup(
        _ permissionGroup: PermissionGroupID, of group: GroupID, in scope: StoreScope, by change: PermissionGroupChange
    ) async throws(StoreError) {
        try await write(in: scope, about: .group(group)) {
            try $0.changePermissionGroup(permissionGroup, of: group, in: scope, by: change)
        }
    }

    package func destroyPermissionGroups(
        _ permissionGroups: [PermissionGroupID], of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [Bool] {
        try await write(in: scope, about: .group(group)) {
            try $0.destroyPermissionGroups(permissionGroups, of: group, in: scope)
        }
    }

    package func permissionGroups(_ permissionGroups: [PermissionGroupID], of group: GroupID, in scope: StoreScope)
        async throws(StoreError) -> [PermissionGroup?]
    {
        try await read(in: scope) { try $0.permissionGroups(permissionGroups, of: group, in: scope) }
    }

    package func permissionGroups(after cursor: Int64, atMost limit: Int64, of group: GroupID, in scope: StoreScope)
        async throws(StoreError) -> CursorPage<PermissionGroup>
    {
        try await read(in: scope) { try $0.permissionGroups(after: cursor, atMost: limit, of: group, in: scope) }
    }

    package func setTopicPermissions(
        _ permissions: [TopicPermission], of permissionGroup: PermissionGroupID, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [Bool] {
        try await write(in: scope, about: .group(group)) {
            try $0.setTopicPermissions(permissions, of: permissionGroup, of: group, in: scope)
        }
    }

    package func deleteTopicPermissions(
        in topics: [TopicID], of permissionGroup: PermissionGroupID, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [Bool] {
        try await write(in: scope, about: .group(group)) {
            try $0.deleteTopicPermissions(in: topics, of: permissionGroup, of: group, in: scope)
        }
    }

    package func topicPermissions(
        in topics: [TopicID]?, of permissionGroup: PermissionGroupID, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [TopicPermission?] {
        try await read(in: scope) { try $0.topicPermissions(in: topics, of: permissionGroup, of: group, in: scope) }
    }

    package func addPermissionGroupMembers(
        _ accounts: [Account?], to permissionGroup: PermissionGroupID, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [MemberAdmission.Result] {
        try await write(in: scope, about: .group(group)) {
            try $0.addPermissionGroupMembers(accounts, to: permissionGroup, of: group, in: scope)
        }
    }

    package func deletePermissionGroupMembers(
        _ accounts: [Account], from permissionGroup: PermissionGroupID, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) {
        try await write(in: scope, about: .group(group)) {
            try $0.deletePermissionGroupMembers(accounts, from: permissionGroup, of: group, in: scope)
        }
    }

    package func permissionGroupMembers(
        of permissionGroup: PermissionGroupID, after cursor: Int64, atMost limit: Int64, of group: GroupID,
        in scope: StoreScope
    ) async throws(StoreError) -> CursorPage<Member> {
        try await read(in: scope) {
            try $0.permissionGroupMembers(of: permissionGroup, after: cursor, atMost: limit, of: group, in: scope)
        }
    }
}
