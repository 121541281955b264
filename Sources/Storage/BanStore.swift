package import Groups
package import Wire

/// The transactions on bans and the list of mutes; the promises of ``GroupStore`` hold.
package protocol BanStore: Sendable {
    /// Bans accounts from a group until a moment, and takes those out that are members. They need not exist.
    ///
    /// A later ban takes the place of an earlier one. Those who are thrown out together are one change of the group.
    ///
    /// - Throws: refused with ``ErrorCode/groupNotFound``, then ``ErrorCode/notPermitted`` (the owner is among the
    ///   accounts; nobody is banned then).
    func banMembers(
        _ accounts: [Account], from group: GroupID, in scope: StoreScope, until: UnixTime
    ) async throws(StoreError)

    /// Lifts bans; accounts without one are passed over. Nobody is put back into the group.
    ///
    /// - Throws: refused with ``ErrorCode/groupNotFound``.
    func unbanMembers(_ accounts: [Account], from group: GroupID, in scope: StoreScope) async throws(StoreError)

    /// The bans of a group that still run, by their end, then by account.
    ///
    /// - Parameters:
    ///   - offset: how many of them to pass over.
    ///   - limit: most bans to answer.
    /// - Throws: refused with ``ErrorCode/groupNotFound``.
    func bans(
        of group: GroupID, offset: Int64, limit: Int, in scope: StoreScope
    ) async throws(StoreError) -> [TimedAccount]

    /// The mutes of a group that still run, by their end, the latest first, then by account. Those who are muted need
    /// not be members.
    ///
    /// - Parameter topic: mutes in this topic of the group; `nil` means the group.
    /// - Throws: refused with ``ErrorCode/groupNotFound``, then ``ErrorCode/invalidParameter`` (a topic of a group without
    ///   topics), then ``ErrorCode/groupNotFound`` (no such topic).
    func mutes(of group: GroupID, topic: String?, in scope: StoreScope) async throws(StoreError) -> [TimedAccount]
}
