package import Groups
package import Wire

/// The reading of one group's members; the promises of ``GroupStore`` hold.
package protocol MemberReadStore: Sendable {
    /// Shows a group and a page of its list of members to a visitor, all from one state of the store.
    ///
    /// Members come from the database as the visitor takes them. A page that begins at a place of the list never skips
    /// or repeats a member because others joined or left meanwhile.
    ///
    /// - Parameters:
    ///   - page: decided on by the group's type.
    ///   - visitor: handed through and returned; it is shown the group, the members in list order, and their end.
    /// - Returns: the visitor, and the place of the page's last member where more follow; of a reading that the visitor
    ///   has ended no place.
    /// - Throws: refused with ``ErrorCode/groupNotFound``, ``ErrorCode/notPermitted`` (the type stores no members), then
    ///   as the page itself refuses.
    func readMembers<Visitor: GroupVisitor>(
        of group: GroupID, page: MemberPage, in scope: StoreScope, visitor: Visitor
    ) async throws(StoreError) -> (visitor: Visitor, next: MemberPosition?)

    /// The members among some accounts.
    ///
    /// - Throws: refused with ``ErrorCode/groupNotFound``, then ``ErrorCode/notPermitted`` (the type stores no members).
    func findMembers(
        _ accounts: [Account], of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [Account: Member]
}
