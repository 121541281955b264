package import Groups
package import Wire

/// The reading of groups with their members; the promises of ``GroupStore`` hold.
package protocol GroupReadStore: Sendable {
    /// Shows groups, and their members where wanted, to a visitor, all from one state of the store.
    ///
    /// Members come from the database as the visitor takes them, read no more than one ahead.
    ///
    /// - Parameters:
    ///   - groups: in the order in which the visitor sees them; may hold a group twice.
    ///   - members: whether the visitor wants members, in list order: the owner first, then by join time, then in
    ///     order of entry.
    ///   - visitor: handed through and returned.
    func readGroups<Visitor: GroupVisitor>(
        _ groups: [GroupID], members: Bool, in scope: StoreScope, visitor: Visitor
    ) async throws(StoreError) -> Visitor
}

/// Takes what ``GroupReadStore/readGroups(_:members:in:visitor:)`` finds.
package protocol GroupVisitor: Sendable {
    /// Takes the next group of the request.
    ///
    /// - Returns: whether to go on; `false` ends the whole reading.
    mutating func visit(_ profile: GroupProfile) -> Bool

    /// Takes the next group of the request, with the stamp of the state that is shown.
    ///
    /// Stores call this one; by default it passes the profile on to ``visit(_:)-(GroupProfile)``.
    mutating func visit(_ profile: GroupProfile, stamp: GroupStamp) -> Bool

    /// Takes the next group of the request, which does not exist.
    ///
    /// - Returns: as for ``visit(_:)-(GroupProfile)``.
    mutating func visitMissing(_ group: GroupID) -> Bool

    /// Takes the next member of the group that was visited last.
    ///
    /// - Returns: as for ``visit(_:)-(GroupProfile)``.
    mutating func visit(_ member: Member) -> Bool

    /// Learns that the group that was visited last has no more members; called for every group that exists, where
    /// members are wanted.
    ///
    /// - Returns: as for ``visit(_:)-(GroupProfile)``.
    mutating func endMembers() -> Bool
}

extension GroupVisitor {
    package mutating func visit(_ profile: GroupProfile, stamp: GroupStamp) -> Bool {
        visit(profile)
    }
}
