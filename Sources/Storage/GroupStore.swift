package import Groups
package import Wire

/// The durable home of accounts and groups.
///
/// Each method is one whole transaction.
///
/// - A write that returns is on disk; a write that throws has changed nothing.
/// - Nothing of one app is visible to another: every method names the app it works in.
/// - Rules are asked inside the transaction, so two callers cannot both win the last free place.
/// - Errors: ``StoreError/refused(_:)`` as each method says, ``StoreError/unavailable(_:)`` from all.
/// - Concurrency: any number of callers; reads see one state of the whole store and never wait for writers.
package protocol GroupStore: Sendable {
    // MARK: Accounts

    /// Creates accounts, or updates those that exist: a text that is present overwrites, an absent one stays.
    ///
    /// - Parameter accounts: in any order; of an account that stands twice the later texts count.
    func importAccounts(_ accounts: [AccountImport], in app: SDKAppID, at now: UnixTime) async throws(StoreError)

    /// Which of the accounts exist.
    func existingAccounts(among accounts: [Account], in app: SDKAppID) async throws(StoreError) -> Set<Account>

    /// Deletes accounts with all that hangs on them: memberships, ownerships and mutes.
    ///
    /// Groups stay; one whose owner is deleted has none afterwards. A group that loses a member records a change.
    ///
    /// - Returns: the accounts that existed.
    func deleteAccounts(
        _ accounts: [Account], in app: SDKAppID, at now: UnixTime
    ) async throws(StoreError) -> Set<Account>

    // MARK: Groups

    /// Creates a group with its first members.
    ///
    /// - Throws: refused with ``ErrorCode/groupIDInUseBySameOwner`` when a living group of the same owner has the
    ///   identifier, ``ErrorCode/groupIDInUse`` when one of another owner (or of none) has it,
    ///   ``ErrorCode/accountNotFound`` when a named account does not exist.
    func createGroup(
        _ group: NewGroup, in app: SDKAppID, accounts: AccountPolicy, at now: UnixTime
    ) async throws(StoreError)

    /// Puts a group in exactly as given, with times and sequence numbers, for moves from elsewhere.
    ///
    /// Its accounts are created where they are missing.
    ///
    /// - Throws: refused as ``createGroup(_:in:accounts:at:)`` when the identifier is in use.
    func restoreGroup(_ group: NewGroup, in app: SDKAppID, at now: UnixTime) async throws(StoreError)

    /// Changes a group's profile.
    ///
    /// - Parameter operator: the account that the change is said to be made by; it must exist when given.
    /// - Throws: refused with ``ErrorCode/groupNotFound``, then with ``ErrorCode/accountNotFound`` for the operator,
    ///   then as the change itself refuses.
    func changeProfile(
        of group: GroupID, in app: SDKAppID, by change: ProfileChange, operator: Account?, accounts: AccountPolicy,
        limits: GroupLimits, at now: UnixTime
    ) async throws(StoreError)

    /// Destroys a group with its members and mutes. The identifier is free afterwards.
    ///
    /// - Throws: refused with ``ErrorCode/groupNotFound``.
    func destroyGroup(_ group: GroupID, in app: SDKAppID) async throws(StoreError)

    // MARK: Members

    /// Adds accounts to a group, all that are not members yet or none. A running mute of an account applies again.
    ///
    /// - Parameter accounts: in request order, may hold an account twice.
    /// - Returns: a result for each account, in the same order.
    /// - Throws: refused with ``ErrorCode/groupNotFound``, ``ErrorCode/notPermitted`` (the type stores no members),
    ///   ``ErrorCode/accountNotFound``, ``ErrorCode/groupFull``, asked in this order.
    func addMembers(
        _ accounts: [Account], to group: GroupID, in app: SDKAppID, accounts policy: AccountPolicy, at now: UnixTime
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

    // MARK: Reading

    /// Shows groups, and their members where wanted, to a visitor, all from one state of the store.
    ///
    /// Members come from the database as the visitor takes them: what it does not take is not read.
    ///
    /// - Parameters:
    ///   - groups: in the order in which the visitor sees them; may hold a group twice.
    ///   - members: whether the visitor wants members, in list order: the owner first, then by join time, then in
    ///     order of entry.
    ///   - visitor: handed through and returned.
    func readGroups<Visitor: GroupVisitor>(
        _ groups: [GroupID], members: Bool, in app: SDKAppID, visitor: Visitor
    ) async throws(StoreError) -> Visitor

    // MARK: Operation

    /// Makes a write that changes nothing a client can see, and waits until it is on disk.
    func checkWritable() async throws(StoreError)

    /// Finishes the writes that have begun and closes the database. Later calls throw ``StoreError/unavailable(_:)``.
    func close() async throws(StoreError)
}

/// Takes what ``GroupStore/readGroups(_:members:in:visitor:)`` finds.
package protocol GroupVisitor: Sendable {
    /// Takes the next group of the request.
    ///
    /// - Returns: whether to go on; `false` ends the whole reading.
    mutating func visit(_ profile: GroupProfile) -> Bool

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

/// An account to be created or updated; a `nil` text stays as it is.
package struct AccountImport: Sendable, Equatable {
    package let account: Account
    package let nick: String?
    package let faceURL: String?

    package init(account: Account, nick: String? = nil, faceURL: String? = nil) {
        self.account = account
        self.nick = nick
        self.faceURL = faceURL
    }
}

/// What a write does with an account that it names and that does not exist.
package enum AccountPolicy: Sendable {
    /// Refuse: the original's rule.
    case mustExist
    /// Create it in the same transaction.
    case importOnSight
}
