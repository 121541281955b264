package import Groups
package import Wire

/// The transactions on the messages of conversations; the promises of ``GroupStore`` hold.
///
/// - All that name a conversation ask first for it: refused with ``ErrorCode/groupNotFound``, then with
///   ``ErrorCode/invalidParameter`` for a topic of a group without topics or for no topic of a group with topics, then
///   with ``ErrorCode/groupNotFound`` for a topic that does not exist.
/// - Sequence numbers of a conversation begin with 1 and have no gaps; none is given twice while the conversation lives.
/// - What is no longer kept is treated as gone at once, whenever ``trimHistory(in:after:)`` removes it.
package protocol MessageStore: Sendable {
    /// The type of the group that a conversation is in.
    func groupType(of conversation: Conversation, in scope: StoreScope) async throws(StoreError) -> GroupType

    /// Takes a message: gives it a sequence number, keeps it, and moves the group's and the sender's fields.
    ///
    /// Its time is the present, or that of the message before where it is later: times never go back while numbers go
    /// up.
    ///
    /// A message for online members only takes no number, and nothing of it is kept but what tells a duplicate.
    ///
    /// - Parameters:
    ///   - isThrottled: asked last, when the message would be taken; `true` drops it.
    /// - Throws: refused with ``ErrorCode/accountNotFound`` (sender), then as ``MessageDraft/check(in:limits:)`` does,
    ///   then ``ErrorCode/invalidParameter`` (no receiver is a member), then ``ErrorCode/muted``.
    func sendMessage(
        _ message: MessageDraft, to conversation: Conversation, in scope: StoreScope,
        isThrottled: @escaping @Sendable () -> Bool
    ) async throws(StoreError) -> SentMessage

    /// Takes a message for all AVChatRooms of the app, numbered by a count of the app's own.
    ///
    /// - Parameter isThrottled: as for ``sendMessage(_:to:in:isThrottled:)``.
    /// - Throws: refused with ``ErrorCode/accountNotFound`` (sender), then ``ErrorCode/messageTooLong``.
    func broadcastMessage(
        _ message: MessageDraft, in scope: StoreScope, isThrottled: @escaping @Sendable () -> Bool
    ) async throws(StoreError) -> SentMessage

    /// Takes old messages, in order; all members have read everything afterwards.
    ///
    /// - Returns: what became of each, in the same order.
    /// - Throws: refused with ``ErrorCode/notPermitted`` (the type cannot be imported), then
    ///   ``ErrorCode/accountNotFound`` (a sender).
    func importMessages(
        _ messages: [ImportedMessage], to conversation: Conversation, in scope: StoreScope
    ) async throws(StoreError) -> [ImportedMessage.Result]

    /// Reads a page of history: an entry for each number, the highest first.
    ///
    /// - Parameters:
    ///   - seq: the highest number wanted; `nil`, 0 and numbers that nobody has yet mean the newest.
    ///   - count: numbers of the page, at least 1.
    /// - Throws: refused with ``ErrorCode/noHistory`` (the type keeps none).
    func history(
        of conversation: Conversation, upTo seq: Int64?, count: Int64, in scope: StoreScope
    ) async throws(StoreError) -> [HistoryEntry]

    /// Marks messages as recalled; one that is recalled already counts as recalled now.
    ///
    /// - Parameter reason: for clients to show; may be empty.
    /// - Returns: for each number, in the same order, `nil` or ``ErrorCode/messageNotFound`` or
    ///   ``ErrorCode/recallTooLate`` or ``ErrorCode/cannotBeRecalled`` (a tip).
    func recallMessages(
        _ seqs: [Int64], in conversation: Conversation, scope: StoreScope, reason: String
    ) async throws(StoreError) -> [ErrorCode?]

    /// Marks as recalled what an account sent among the newest messages of the conversation.
    ///
    /// - Parameter newest: how many messages are looked at, whoever sent them.
    func recallMessages(
        sentBy sender: Account?, amongNewest newest: Int64, in conversation: Conversation, scope: StoreScope
    ) async throws(StoreError)

    /// Hides messages from clients; they stay in the history that administrators read.
    ///
    /// - Parameter seq: of the newest message to be hidden; `nil` hides all.
    /// - Throws: refused with ``ErrorCode/notPermitted`` (Community).
    func clearMessages(of group: GroupID, upTo seq: Int64?, in scope: StoreScope) async throws(StoreError)

    /// Changes what a message says; number, time and sender stay.
    ///
    /// - Throws: refused with ``ErrorCode/notPermitted`` (the type keeps no messages), then
    ///   ``ErrorCode/messageToChangeNotFound`` (unknown, a tip, recalled, or not kept any more), then
    ///   ``ErrorCode/messageTooLong``.
    func changeMessage(
        _ seq: Int64, in conversation: Conversation, scope: StoreScope, by change: MessageChange
    ) async throws(StoreError)

    /// Removes a few messages that are kept no longer, those of groups and topics that are gone included.
    ///
    /// It is called again and again, and takes milliseconds each time.
    ///
    /// - Parameter place: where the step before ended; 0 at the beginning.
    func trimHistory(in scope: StoreScope, after place: Int64) async throws(StoreError) -> TrimStep
}

/// What became of a message.
package struct SentMessage: Sendable, Equatable {
    /// 0 for a message that took no number.
    package let seq: Int64
    package let time: UnixTime
    package let outcome: Outcome

    package enum Outcome: Sendable, Equatable {
        case taken
        /// It is the same message as an earlier one, whose number and time these are.
        case duplicate
        /// As ``duplicate``, and the earlier one has been recalled since.
        case duplicateOfRecalled
        /// There were too many; the message is gone.
        case dropped
    }

    package init(seq: Int64, time: UnixTime, outcome: Outcome = .taken) {
        self.seq = seq
        self.time = time
        self.outcome = outcome
    }
}

/// What a step of the trimming did.
package struct TrimStep: Sendable, Equatable {
    package let removedMessages: Int
    /// Where the next step goes on; `nil` when everything has been looked at.
    package let next: Int64?

    package init(removedMessages: Int, next: Int64?) {
        self.removedMessages = removedMessages
        self.next = next
    }
}
