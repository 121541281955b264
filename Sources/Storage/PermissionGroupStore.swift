package import Groups
package import Wire

/// The transactions on permission groups; the promises of ``GroupStore`` hold.
///
/// All ask first for the group, refused with ``ErrorCode/groupNotFound``, then for its type, refused with
/// ``ErrorCode/notPermitted``, then whether it has topics and permission groups are on, refused with
/// ``ErrorCode/topicsUnavailable``. Those that take one permission group then ask for it, refused with
/// ``ErrorCode/groupNotFound``. The group's own profile does not change.
///
/// Who ceases to be a member of the group leaves its permission groups. Switching permission groups off keeps them.
package protocol PermissionGroupStore: Sendable {
    /// Creates a permission group without members.
    ///
    /// - Throws: refused with ``ErrorCode/groupIDInUse`` when one of the group has the identifier.
    func createPermissionGroup(
        _ permissionGroup: PermissionGroup, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError)

    /// Changes a permission group's fields.
    func changePermissionGroup(
        _ permissionGroup: PermissionGroupID, of group: GroupID, in scope: StoreScope, by change: PermissionGroupChange
    ) async throws(StoreError)

    /// Destroys permission groups with their topic rights and memberships. Their identifiers are free afterwards.
    ///
    /// - Parameter permissionGroups: may hold one twice, which is then destroyed once.
    /// - Returns: for each, in the same order, whether it existed until then.
    func destroyPermissionGroups(
        _ permissionGroups: [PermissionGroupID], of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [Bool]

    /// Reads permission groups, all from one state of the store.
    ///
    /// - Returns: each in the same order, `nil` for those that do not exist.
    func permissionGroups(
        _ permissionGroups: [PermissionGroupID], of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [PermissionGroup?]

    /// Reads a page of a group's permission groups, in order of creation.
    ///
    /// One that exists while all pages are read stands on exactly one of them.
    ///
    /// - Parameters:
    ///   - cursor: ``CursorPage/next`` of the page before; 0 for the first page.
    ///   - limit: at least 1.
    func permissionGroups(
        after cursor: Int64, atMost limit: Int64, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> CursorPage<PermissionGroup>

    /// Gives a permission group rights in topics, in place of those that it has there.
    ///
    /// - Parameter permissions: of a topic that stands twice the later entry counts.
    /// - Returns: for each, in the same order, whether the topic exists.
    func setTopicPermissions(
        _ permissions: [TopicPermission], of permissionGroup: PermissionGroupID, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [Bool]

    /// Takes a permission group's rights in topics away.
    ///
    /// - Returns: for each topic, in the same order, whether it exists, with rights or without.
    func deleteTopicPermissions(
        in topics: [TopicID], of permissionGroup: PermissionGroupID, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [Bool]

    /// Reads a permission group's rights in topics.
    ///
    /// - Parameter topics: `nil` means all in which it has been given rights.
    /// - Returns: the listed topics in the same order, `nil` for those that do not exist, permission 0 where there are no
    ///   rights; or all entries, ordered by topic.
    func topicPermissions(
        in topics: [TopicID]?, of permissionGroup: PermissionGroupID, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [TopicPermission?]

    /// Puts members of the group into a permission group.
    ///
    /// - Parameter accounts: may hold an account twice; `nil` stands for a text that no account can have.
    /// - Returns: for each, in the same order, whether it came in, was in already, or is no member of the group.
    func addPermissionGroupMembers(
        _ accounts: [Account?], to permissionGroup: PermissionGroupID, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [MemberAdmission.Result]

    /// Takes accounts out of a permission group; those that are not in it are passed over.
    func deletePermissionGroupMembers(
        _ accounts: [Account], from permissionGroup: PermissionGroupID, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError)

    /// Reads a page of a permission group's members, in the order in which they came.
    ///
    /// A member who is in while all pages are read stands on exactly one of them.
    ///
    /// - Parameters:
    ///   - cursor: ``CursorPage/next`` of the page before; 0 for the first page.
    ///   - limit: at least 1.
    func permissionGroupMembers(
        of permissionGroup: PermissionGroupID, after cursor: Int64, atMost limit: Int64, of group: GroupID,
        in scope: StoreScope
    ) async throws(StoreError) -> CursorPage<Member>
}

/// A page of a list that is read by a cursor.
package struct CursorPage<Element: Sendable & Equatable>: Sendable, Equatable {
    package let elements: [Element]
    /// Greater than 0, greater on each later page and valid for ever; `nil` when nothing follows.
    package let next: Int64?

    package init(elements: [Element], next: Int64?) {
        self.elements = elements
        self.next = next
    }

    /// Cuts a page out of a list that was read one element further than the page.
    ///
    /// - Parameters:
    ///   - places: the places, rising from 1 at least, with what stands there.
    ///   - limit: the size of the page.
    package init(_ places: [(Int64, Element)], limit: Int64) {
        let page = places.prefix(Int(limit))
        self.init(elements: page.map(\.1), next: page.count < places.count ? page.last?.0 : nil)
    }
}
