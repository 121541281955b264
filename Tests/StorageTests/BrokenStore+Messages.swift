import Groups
import Storage
import Wire

extension BrokenStore {
    func sendMessage(
        _ message: MessageDraft, to conversation: Conversation, in scope: StoreScope,
        isThrottled: @escaping @Sendable () -> Bool
    ) async throws(StoreError) -> SentMessage {
        try fail()
        return sent
    }

    func broadcastMessage(
        _ message: MessageDraft, in scope: StoreScope, isThrottled: @escaping @Sendable () -> Bool
    ) async throws(StoreError) -> SentMessage {
        try fail()
        return sent
    }

    func importMessages(
        _ messages: [ImportedMessage], to conversation: Conversation, in scope: StoreScope
    ) async throws(StoreError) -> [ImportedMessage.Result] {
        try fail()
        return imports
    }

    func groupType(of conversation: Conversation, in scope: StoreScope) async throws(StoreError) -> GroupType {
        try fail()
        return .public
    }

    func history(
        of conversation: Conversation, upTo seq: Int64?, count: Int64, in scope: StoreScope
    ) async throws(StoreError) -> [HistoryEntry] {
        try fail()
        return entries
    }

    func recallMessages(
        _ seqs: [Int64], in conversation: Conversation, scope: StoreScope, reason: String
    ) async throws(StoreError) -> [ErrorCode?] {
        try fail()
        return []
    }

    func recallMessages(
        sentBy sender: Account?, amongNewest newest: Int64, in conversation: Conversation, scope: StoreScope
    ) async throws(StoreError) {
        try fail()
    }

    func clearMessages(of group: GroupID, upTo seq: Int64?, in scope: StoreScope) async throws(StoreError) {
        try fail()
    }

    func changeMessage(
        _ seq: Int64, in conversation: Conversation, scope: StoreScope, by change: MessageChange
    ) async throws(StoreError) {
        try fail()
    }

    func trimHistory(in scope: StoreScope, after place: Int64) async throws(StoreError) -> TrimStep {
        try fail()
        return step
    }

    func acknowledgeMessages(
        _ seqs: [Int64], in group: GroupID, scope: StoreScope, by account: Account?
    ) async throws(StoreError) {
        try fail()
    }

    func receiptCounts(
        of seqs: [Int64], in group: GroupID, scope: StoreScope
    ) async throws(StoreError) -> [ReceiptCount?] {
        try fail()
        return []
    }

    func receiptAccounts(
        of seq: Int64, in group: GroupID, scope: StoreScope, haveRead: Bool, after account: Account?, limit: Int64
    ) async throws(StoreError) -> ReceiptPage {
        try fail()
        return receipts
    }

    func changeExtensions(
        of seq: Int64, in group: GroupID, scope: StoreScope, by change: MessageExtensionChange
    ) async throws(StoreError) -> [MessageExtension] {
        try fail()
        return extensions
    }

    func extensions(
        of seq: Int64, in group: GroupID, scope: StoreScope, from startSeq: Int64, limit: Int64
    ) async throws(StoreError) -> MessageExtensionPage {
        try fail()
        return MessageExtensionPage(extensions: extensions, isComplete: true, latestSeq: 0, clearSeq: 0)
    }
}
