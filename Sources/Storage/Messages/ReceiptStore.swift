package import Wire

/// The transactions on read receipts; the promises of ``GroupStore`` hold.
///
/// The accounts that a message asks for receipts are the group's members at the time of sending, without the sender.
/// All ask first for the group, refused with ``ErrorCode/groupNotFound``, then for a type that has receipts, refused with
/// ``ErrorCode/notPermitted``. A message that is not kept any more has no receipts.
package protocol ReceiptStore: Sendable {
    /// Notes that a member has read messages; those without receipts are passed over.
    ///
    /// - Throws: refused with ``ErrorCode/notPermitted`` (the account is `nil` or not a member), then
    ///   ``ErrorCode/receiptNotFound`` (none of the messages asks the member for a receipt).
    func acknowledgeMessages(
        _ seqs: [Int64], in group: GroupID, scope: StoreScope, by account: Account?
    ) async throws(StoreError)

    /// How many have read messages.
    ///
    /// - Returns: for each number, in the same order; `nil` for a message without receipts.
    func receiptCounts(
        of seqs: [Int64], in group: GroupID, scope: StoreScope
    ) async throws(StoreError) -> [ReceiptCount?]

    /// The accounts that have read a message, or have not, sorted.
    ///
    /// - Parameters:
    ///   - account: that the accounts follow; `nil` begins.
    ///   - limit: most accounts, at least 1.
    /// - Throws: refused with ``ErrorCode/receiptNotFound``.
    func receiptAccounts(
        of seq: Int64, in group: GroupID, scope: StoreScope, haveRead: Bool, after account: Account?, limit: Int64
    ) async throws(StoreError) -> ReceiptPage
}

/// How many of those whom a message asked have read it.
package struct ReceiptCount: Sendable, Equatable {
    package let read: Int64
    package let unread: Int64

    package init(read: Int64, unread: Int64) {
        self.read = read
        self.unread = unread
    }
}

/// A page of accounts.
package struct ReceiptPage: Sendable, Equatable {
    package let accounts: [Account]
    /// Whether no account follows.
    package let isFinished: Bool

    package init(accounts: [Account], isFinished: Bool) {
        self.accounts = accounts
        self.isFinished = isFinished
    }
}
