package import Groups
package import Wire

/// The transactions on groups and their profiles; the promises of ``GroupStore`` hold.
package protocol GroupProfileStore: Sendable {
    /// Creates a group with its first members.
    ///
    /// - Throws: refused with ``ErrorCode/groupIDInUseBySameOwner`` when a living group of the same owner has the
    ///   identifier, ``ErrorCode/groupIDInUse`` when one of another owner (or of none) has it,
    ///   ``ErrorCode/accountNotFound`` when a named account does not exist, then as
    ///   ``PlanLimits/checkCreation(of:counts:)`` and ``PlanLimits/checkQuota(of:)`` refuse.
    func createGroup(_ group: NewGroup, in scope: StoreScope) async throws(StoreError)

    /// Puts a group in exactly as given, with times and sequence numbers, for moves from elsewhere.
    ///
    /// Its accounts are created where they are missing.
    ///
    /// - Throws: refused as ``createGroup(_:in:)`` when the identifier is in use.
    func restoreGroup(_ group: NewGroup, in scope: StoreScope) async throws(StoreError)

    /// Changes a group's profile.
    ///
    /// - Parameter operator: the account that the change is said to be made by; it must exist when given.
    /// - Throws: refused with ``ErrorCode/groupNotFound``, then with ``ErrorCode/accountNotFound`` for the operator,
    ///   then as the change itself refuses.
    func changeProfile(
        of group: GroupID, in scope: StoreScope, by change: ProfileChange, operator: Account?
    ) async throws(StoreError)

    /// Destroys a group with all that hangs on it: members, mutes, bans, attributes, counters, topics, permission groups
    /// and a room's administrators.
    ///
    /// The identifier is free afterwards.
    ///
    /// - Throws: refused with ``ErrorCode/groupNotFound``.
    func destroyGroup(_ group: GroupID, in scope: StoreScope) async throws(StoreError)
}
