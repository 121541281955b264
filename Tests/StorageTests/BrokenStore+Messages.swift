import Groups
import Storage
import Wire

extension BrokenStore {
    func sendMessage(
        _ message: MessageDraft, to conversation: Conversation, in app: SDKAppID, accounts: AccountPolicy,
        limits: MessageLimits, at now: UnixTime, isThrottled: @escaping @Sendable () -> Bool
    ) async throws(StoreError) -> SentMessage {
        try fail()
        return sent
    }

    func broadcastMessage(
        _ message: MessageDraft, in app: SDKAppID, accounts: AccountPolicy, limits: MessageLimits, at now: UnixTime,
        isThrottled: @escaping @Sendable () -> Bool
    ) async throws(StoreError) -> SentMessage {
        try fail()
        return sent
    }

    func importMessages(
        _ messages: [ImportedMessage], to conversation: Conversation, in app: SDKAppID, accounts: AccountPolicy,
        limits: MessageLimits, at now: UnixTime
    ) async throws(StoreError) -> [ImportedMessage.Result] {
        try fail()
        return imports
    }

    func groupType(of conversation: Conversation, in app: SDKAppID) async throws(StoreError) -> GroupType {
        try fail()
        return .public
    }

    func history(
        of conversation: Conversation, upTo seq: Int64?, count: Int64, in app: SDKAppID, limits: MessageLimits,
        at now: UnixTime
    ) async throws(StoreError) -> [HistoryEntry] {
        try fail()
        return entries
    }

    func recallMessages(
        _ seqs: [Int64], in conversation: Conversation, of app: SDKAppID, limits: MessageLimits, at now: UnixTime
    ) async throws(StoreError) -> [ErrorCode?] {
        try fail()
        return []
    }

    func recallMessages(
        sentBy sender: Account?, amongNewest newest: Int64, in conversation: Conversation, of app: SDKAppID
    ) async throws(StoreError) {
        try fail()
    }

    func clearMessages(of group: GroupID, upTo seq: Int64?, in app: SDKAppID) async throws(StoreError) {
        try fail()
    }

    func changeMessage(
        _ seq: Int64, in conversation: Conversation, of app: SDKAppID, by change: MessageChange, limits: MessageLimits,
        at now: UnixTime
    ) async throws(StoreError) {
        try fail()
    }

    func trimHistory(
        of app: SDKAppID, limits: MessageLimits, after place: Int64, at now: UnixTime
    ) async throws(StoreError) -> TrimStep {
        try fail()
        return step
    }

    func acknowledgeMessages(
        _ seqs: [Int64], in group: GroupID, of app: SDKAppID, by account: Account?, limits: MessageLimits,
        at now: UnixTime
    ) async throws(StoreError) {
        try fail()
    }

    func receiptCounts(
        of seqs: [Int64], in group: GroupID, of app: SDKAppID, limits: MessageLimits, at now: UnixTime
    ) async throws(StoreError) -> [ReceiptCount?] {
        try fail()
        return []
    }

    func receiptAccounts(
        of seq: Int64, in group: GroupID, of app: SDKAppID, haveRead: Bool, after account: Account?, limit: Int64,
        limits: MessageLimits, at now: UnixTime
    ) async throws(StoreError) -> ReceiptPage {
        try fail()
        return receipts
    }

    func changeExtensions(
        of seq: Int64, in group: GroupID, of app: SDKAppID, by change: MessageExtensionChange, limits: MessageLimits,
        at now: UnixTime
    ) async throws(StoreError) -> [MessageExtension] {
        try fail()
        return extensions
    }

    func extensions(
        of seq: Int64, in group: GroupID, of app: SDKAppID, from startSeq: Int64, limit: Int64, limits: MessageLimits,
        at now: UnixTime
    ) async throws(StoreError) -> MessageExtensionPage {
        try fail()
        return MessageExtensionPage(extensions: extensions, isComplete: true, latestSeq: 0, clearSeq: 0)
    }
}
