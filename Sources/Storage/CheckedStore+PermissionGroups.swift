package import Groups
package import Wire

/// What every method on permission groups may refuse with.
private let commonRefusals: Set<ErrorCode> = [.groupNotFound, .notPermitted, .topicsUnavailable]

extension CheckedStore {
    package func createPermissionGroup(
        _ permissionGroup: PermissionGroup, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) {
        check(permissionGroup.memberCount == 0, "a new permission group has no members")
        do {
            try await base.createPermissionGroup(permissionGroup, of: group, in: scope)
        } catch {
            throw checked(error, declared: commonRefusals.union([.groupIDInUse]))
        }
    }

    package func changePermissionGroup(
        _ permissionGroup: PermissionGroupID, of group: GroupID, in scope: StoreScope, by change: PermissionGroupChange
    ) async throws(StoreError) {
        do {
            try await base.changePermissionGroup(permissionGroup, of: group, in: scope, by: change)
        } catch {
            throw checked(error, declared: commonRefusals)
        }
    }

    package func destroyPermissionGroups(
        _ permissionGroups: [PermissionGroupID], of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [Bool] {
        do {
            let results = try await base.destroyPermissionGroups(permissionGroups, of: group, in: scope)
            check(results.count == permissionGroups.count, "destroyPermissionGroups answers with a result for each")
            return results
        } catch {
            throw checked(error, declared: commonRefusals)
        }
    }

    package func permissionGroups(
        _ permissionGroups: [PermissionGroupID], of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [PermissionGroup?] {
        do {
            let found = try await base.permissionGroups(permissionGroups, of: group, in: scope)
            check(
                found.count == permissionGroups.count
                    && zip(found, permissionGroups).allSatisfy { $0.map(\.id) ?? $1 == $1 },
                "permissionGroups answers in the order of the request")
            return found
        } catch {
            throw checked(error, declared: commonRefusals)
        }
    }

    package func permissionGroups(
        after cursor: Int64, atMost limit: Int64, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> CursorPage<PermissionGroup> {
        do {
            let page = try await base.permissionGroups(after: cursor, atMost: limit, of: group, in: scope)
            check(page, after: cursor, atMost: limit)
            return page
        } catch {
            throw checked(error, declared: commonRefusals)
        }
    }

    package func setTopicPermissions(
        _ permissions: [TopicPermission], of permissionGroup: PermissionGroupID, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [Bool] {
        do {
            let results = try await base.setTopicPermissions(permissions, of: permissionGroup, of: group, in: scope)
            check(results.count == permissions.count, "setTopicPermissions answers with a result for each")
            return results
        } catch {
            throw checked(error, declared: commonRefusals)
        }
    }

    package func deleteTopicPermissions(
        in topics: [TopicID], of permissionGroup: PermissionGroupID, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [Bool] {
        do {
            let results = try await base.deleteTopicPermissions(in: topics, of: permissionGroup, of: group, in: scope)
            check(results.count == topics.count, "deleteTopicPermissions answers with a result for each")
            return results
        } catch {
            throw checked(error, declared: commonRefusals)
        }
    }

    package func topicPermissions(
        in topics: [TopicID]?, of permissionGroup: PermissionGroupID, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [TopicPermission?] {
        do {
            let found = try await base.topicPermissions(in: topics, of: permissionGroup, of: group, in: scope)
            check(
                topics.map { $0.count == found.count } ?? !found.contains(nil),
                "topicPermissions answers with what was asked for")
            return found
        } catch {
            throw checked(error, declared: commonRefusals)
        }
    }

    package func addPermissionGroupMembers(
        _ accounts: [Account?], to permissionGroup: PermissionGroupID, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [MemberAdmission.Result] {
        do {
            let results = try await base.addPermissionGroupMembers(accounts, to: permissionGroup, of: group, in: scope)
            check(results.count == accounts.count, "addPermissionGroupMembers answers with a result for each")
            check(Self.addsOnce(accounts, results), "addPermissionGroupMembers adds an account once")
            return results
        } catch {
            throw checked(error, declared: commonRefusals)
        }
    }

    package func deletePermissionGroupMembers(
        _ accounts: [Account], from permissionGroup: PermissionGroupID, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) {
        do {
            try await base.deletePermissionGroupMembers(accounts, from: permissionGroup, of: group, in: scope)
        } catch {
            throw checked(error, declared: commonRefusals)
        }
    }

    package func permissionGroupMembers(
        of permissionGroup: PermissionGroupID, after cursor: Int64, atMost limit: Int64, of group: GroupID,
        in scope: StoreScope
    ) async throws(StoreError) -> CursorPage<Member> {
        do {
            let page = try await base.permissionGroupMembers(
                of: permissionGroup, after: cursor, atMost: limit, of: group, in: scope)
            check(page, after: cursor, atMost: limit)
            return page
        } catch {
            throw checked(error, declared: commonRefusals)
        }
    }

    private func check<Element>(_ page: CursorPage<Element>, after cursor: Int64, atMost limit: Int64) {
        check(page.elements.count <= limit, "a page holds no more than was asked for")
        check(page.next.map { $0 > cursor } ?? true, "a cursor leads on")
        check(page.next == nil || !page.elements.isEmpty, "a page that is not the last one holds something")
    }
}
