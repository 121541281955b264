import Groups
import Storage
import Wire

extension BrokenStore {
    func createPermissionGroup(
        _ permissionGroup: PermissionGroup, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) {
        try fail()
    }

    func changePermissionGroup(
        _ permissionGroup: PermissionGroupID, of group: GroupID, in scope: StoreScope, by change: PermissionGroupChange
    ) async throws(StoreError) {
        try fail()
    }

    func destroyPermissionGroups(
        _ permissionGroups: [PermissionGroupID], of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [Bool] {
        try fail()
        return flags
    }

    func permissionGroups(
        _ permissionGroups: [PermissionGroupID], of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [PermissionGroup?] {
        try fail()
        return self.permissionGroups
    }

    func permissionGroups(
        after cursor: Int64, atMost limit: Int64, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> CursorPage<PermissionGroup> {
        try fail()
        return permissionGroupPage
    }

    func setTopicPermissions(
        _ permissions: [TopicPermission], of permissionGroup: PermissionGroupID, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [Bool] {
        try fail()
        return flags
    }

    func deleteTopicPermissions(
        in topics: [TopicID], of permissionGroup: PermissionGroupID, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [Bool] {
        try fail()
        return flags
    }

    func topicPermissions(
        in topics: [TopicID]?, of permissionGroup: PermissionGroupID, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [TopicPermission?] {
        try fail()
        return []
    }

    func addPermissionGroupMembers(
        _ accounts: [Account?], to permissionGroup: PermissionGroupID, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [MemberAdmission.Result] {
        try fail()
        return results
    }

    func deletePermissionGroupMembers(
        _ accounts: [Account], from permissionGroup: PermissionGroupID, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) {
        try fail()
    }

    func permissionGroupMembers(
        of permissionGroup: PermissionGroupID, after cursor: Int64, atMost limit: Int64, of group: GroupID,
        in scope: StoreScope
    ) async throws(StoreError) -> CursorPage<Member> {
        try fail()
        return CursorPage(elements: [], next: nil)
    }
}
