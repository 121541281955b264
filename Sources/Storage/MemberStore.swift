package import Groups
package import Wire

/// The transactions on members and mutes; the promises of ``GroupStore`` hold.
package protocol MemberStore: Sendable {
    /// Adds accounts to a group, all that are not members yet or none. A running mute of an account applies again.
    ///
    /// Accounts that have as many groups as the plan allows fail by themselves, and take no place.
    ///
    /// - Parameter accounts: in request order, may hold an account twice.
    /// - Returns: a result for each account, in the same order.
    /// - Throws: refused with ``ErrorCode/groupNotFound``, ``ErrorCode/notPermitted`` (the type stores no members),
    ///   ``ErrorCode/accountNotFound``, ``ErrorCode/groupFull``, ``ErrorCode/tooManyGroupsOfAccount`` (all that are not
    ///   members yet), asked in this order.
    func addMembers(
        _ accounts: [Account], to group: GroupID, in app: SDKAppID, accounts policy: AccountPolicy, plan: PlanLimits,
        at now: UnixTime
    ) async throws(StoreError) -> [MemberAdmission.Result]

    /// Adds members from elsewhere, each for itself.
    ///
    /// - Parameter members: in request order, may hold an account twice.
    /// - Returns: a result for each, in the same order.
    /// - Throws: refused with ``ErrorCode/groupNotFound``, then ``ErrorCode/notPermitted`` (the type stores no members).
    func importMembers(
        _ members: [MemberAdmission.Import], to group: GroupID, in app: SDKAppID, accounts policy: AccountPolicy,
        at now: UnixTime
    ) async throws(StoreError) -> [MemberAdmission.Result]

    /// Changes a member's profile in a group. The group's own profile does not change.
    ///
    /// - Throws: refused with ``ErrorCode/groupNotFound``, ``ErrorCode/notPermitted`` (the type stores no members),
    ///   ``ErrorCode/invalidParameter`` (`account` is `nil` or not a member), then as the change itself refuses.
    func changeMember(
        _ account: Account?, of group: GroupID, in app: SDKAppID, by change: MemberChange, at now: UnixTime
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
        _ accounts: [Account], of group: GroupID, topic: String?, in app: SDKAppID, until: UnixTime
    ) async throws(StoreError)
}
