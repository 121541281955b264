package import Groups
package import Wire

/// The lists of groups of an app and of an account; the promises of ``GroupStore`` hold.
package protocol GroupListStore: Sendable {
    /// The groups of an app, page by page, in the order in which they were created.
    ///
    /// Going on from one page to the next never skips or repeats a group that lives all the while.
    ///
    /// - Parameters:
    ///   - type: of the groups; `nil` lists all.
    ///   - place: where the page before ended; 0 at the beginning.
    ///   - limit: most groups of the page, at least 1.
    func listGroups(
        of type: GroupType?, after place: Int64, limit: Int, in scope: StoreScope
    ) async throws(StoreError) -> GroupListPage

    /// Shows the groups that an account is a member of to a visitor, all from one state of the store.
    ///
    /// - Parameters:
    ///   - offset: how many groups that the filter lets through to pass over.
    ///   - limit: most groups to show; `nil` shows all.
    ///   - details: what the visitor wants of each group; `nil` for its identifier alone.
    ///   - visitor: handed through and returned; it is shown groups by join time, then by identifier.
    func readJoinedGroups<Visitor: JoinedGroupVisitor>(
        of account: Account, filter: JoinedGroupFilter, offset: Int64, limit: Int64?, details: JoinedGroup.Details?,
        in scope: StoreScope, visitor: Visitor
    ) async throws(StoreError) -> Visitor
}

/// A page of an app's groups.
package struct GroupListPage: Sendable, Equatable {
    package let groups: [GroupID]
    /// All groups of the app and type.
    package let totalCount: Int64
    /// Where the next page begins; 0 when no group follows.
    package let next: Int64

    package init(groups: [GroupID], totalCount: Int64, next: Int64) {
        self.groups = groups
        self.totalCount = totalCount
        self.next = next
    }
}

/// Takes what ``GroupListStore/readJoinedGroups(of:filter:offset:limit:details:in:visitor:)`` finds.
package protocol JoinedGroupVisitor: Sendable {
    /// Learns how many groups the filter lets through; comes first.
    mutating func begin(totalCount: Int)

    /// Takes the next group.
    ///
    /// - Parameter details: `nil` where identifiers alone are wanted.
    /// - Returns: whether to go on; `false` ends the reading.
    mutating func visit(_ group: GroupID, details: JoinedGroup?) -> Bool
}
