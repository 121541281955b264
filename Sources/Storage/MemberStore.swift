package import Groups
package import Wire

/// The transactions on members and mutes; the promises of ``GroupStore`` hold.
package protocol MemberStore: Sendable {
    /// Adds accounts to a group: all that are not members yet and can come in, or none. A running mute of an account
    /// applies again.
    ///
    /// Accounts that do not exist, are banned, or have as many groups as the plan allows fail by themselves, and take no
    /// place.
    ///
    /// - Parameters:
    ///   - accounts: at least one, in request order; may hold an account twice. `nil` for a name that no account can
    ///     have, which is as an account that does not exist.
    ///   - isSilent: whether nobody is to be told.
    /// - Returns: a result for each account, in the same order.
    /// - Throws: refused with ``ErrorCode/groupNotFound``, ``ErrorCode/notPermitted`` (the type stores no members),
    ///   ``ErrorCode/accountNotFound`` (none of them exists), ``ErrorCode/groupFull``,
    ///   ``ErrorCode/tooManyGroupsOfAccount`` (all that are not members yet), asked in this order.
    func addMembers(
        _ accounts: [Account?], to group: GroupID, in scope: StoreScope, isSilent: Bool
    ) async throws(StoreError) -> [MemberAdmission.Result]

    /// Adds members from elsewhere, each for itself; those that are banned fail.
    ///
    /// - Parameter members: in request order, may hold an account twice.
    /// - Returns: a result for each, in the same order.
    /// - Throws: refused with ``ErrorCode/groupNotFound``, then ``ErrorCode/notPermitted`` (the type stores no members).
    func importMembers(
        _ members: [MemberAdmission.Import], to group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [MemberAdmission.Result]

    /// Changes a member's profile in a group. The group's own profile does not change.
    ///
    /// - Throws: refused with ``ErrorCode/groupNotFound``, ``ErrorCode/notPermitted`` (the type stores no members),
    ///   ``ErrorCode/invalidParameter`` (`account` is `nil` or not a member), then as the change itself refuses.
    func changeMember(
        _ account: Account?, of group: GroupID, in scope: StoreScope, by change: MemberChange
    ) async throws(StoreError)

    /// Takes members out of a group; accounts that are not members are passed over. Their mutes stay.
    ///
    /// Those who leave together are one change of the group. The group stays when the last one leaves.
    ///
    /// - Parameters:
    ///   - isSilent: whether only those who leave are to be told.
    ///   - reason: for those who leave to read; may be empty.
    /// - Throws: refused with ``ErrorCode/groupNotFound``, ``ErrorCode/invalidParameter`` (the type stores no members),
    ///   ``ErrorCode/notPermitted`` (the owner is among the accounts and the type cannot lose its owner), in this order.
    func removeMembers(
        _ accounts: [Account], from group: GroupID, in scope: StoreScope, isSilent: Bool, reason: String
    ) async throws(StoreError)

    /// Makes a member the owner of a group; the former owner becomes a plain member.
    ///
    /// Nothing changes when the account is the owner already.
    ///
    /// - Throws: refused with ``ErrorCode/groupNotFound``, ``ErrorCode/notPermitted`` (the type stores no members), then
    ///   ``ErrorCode/invalidParameter`` (`account` is `nil` or not a member).
    func changeOwner(of group: GroupID, to account: Account?, in scope: StoreScope) async throws(StoreError)

    /// Moves a member's read position, so that so many messages are unread, at most all of the group.
    ///
    /// Types that do not count unread messages take the call for any account and do nothing.
    ///
    /// - Throws: refused with ``ErrorCode/groupNotFound``, then ``ErrorCode/invalidParameter`` (`account` is `nil` or not
    ///   a member).
    func setUnreadMsgNum(
        _ count: Int64, of account: Account?, in group: GroupID, scope: StoreScope
    ) async throws(StoreError)

    /// Mutes accounts in a group until a moment, or unmutes them. They need not be members, nor exist.
    ///
    /// - Parameters:
    ///   - topic: mutes in this topic of the group only; `nil` means the group.
    ///   - until: ``UnixTime/never`` unmutes.
    /// - Throws: refused with ``ErrorCode/groupNotFound``, then ``ErrorCode/notPermitted`` (the type has no muting),
    ///   then ``ErrorCode/invalidParameter`` (a topic of a group without topics), then ``ErrorCode/groupNotFound``
    ///   (no such topic).
    func muteMembers(
        _ accounts: [Account], of group: GroupID, topic: TopicID?, in scope: StoreScope, until: UnixTime
    ) async throws(StoreError)
}
