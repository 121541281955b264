package import Groups
package import Wire

/// The transactions on AVChatRooms, and what presence asks of the store; the promises of ``GroupStore`` hold.
package protocol RoomStore: Sendable {
    /// Appoints or dismisses administrators of an AVChatRoom. They end with the group or the account.
    ///
    /// - Throws: refused with ``ErrorCode/groupNotFound``, ``ErrorCode/notPermitted`` (not an AVChatRoom),
    ///   ``ErrorCode/accountNotFound`` (of an appointment), ``ErrorCode/tooManyAccounts``, asked in this order.
    func changeRoomAdmins(
        of group: GroupID, in scope: StoreScope, by change: RoomAdmins.Change
    ) async throws(StoreError)

    /// The administrators of an AVChatRoom with their names, in the order of their appointment, without the owner.
    ///
    /// - Throws: refused with ``ErrorCode/groupNotFound``, then ``ErrorCode/notPermitted`` (not an AVChatRoom).
    func roomAdmins(of group: GroupID, in scope: StoreScope) async throws(StoreError) -> [NamedAccount]

    /// The accounts with their names, in the same order; one that does not exist has none.
    func names(of accounts: [Account], in scope: StoreScope) async throws(StoreError) -> [NamedAccount]

    /// How many of the accounts are stored members of each group; a group that does not exist is left out.
    ///
    /// It reads the accounts or the group's members, whichever are fewer.
    func memberCounts(
        of groups: [GroupID], among accounts: Set<Account>, in scope: StoreScope
    ) async throws(StoreError) -> [GroupID: Int]
}
