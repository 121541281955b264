import Groups
import Storage
import Testing
import Wire

@Suite struct CheckedStoreMessageTests {
    private let breaches = Breaches()
    private let club: GroupID
    private let alice: Account
    private let bob: Account

    init() throws {
        club = try #require(GroupID("club"))
        alice = try #require(Account("alice"))
        bob = try #require(Account("bob"))
    }

    @Test func `kept promises are passed on in silence`() async throws {
        let store = checked(
            BrokenStore(
                sent: SentMessage(seq: 1, time: .never), imports: [.imported(seq: 1), .tooLong, .imported(seq: 2)],
                entries: [.expired(seq: 3), .expired(seq: 2)], step: TrimStep(removedMessages: 0, next: 5),
                receipts: ReceiptPage(accounts: [alice, bob], isFinished: true)))
        try await send(in: store)
        _ = try await broadcast(in: store)
        try await importMessages(3, in: store)
        try await history(2, in: store)
        _ = try await store.trimHistory(in: .sample(), after: 4)
        try await receipts(after: nil, limit: 2, in: store)
        _ = try await store.extensions(of: 1, in: club, scope: .sample(), from: 0, limit: 1)
        #expect(breaches.found == [])
    }

    @Test func `a kept message without a number is noticed`() async throws {
        try await send(in: checked(BrokenStore()))
        try await broadcast(in: checked(BrokenStore()))
        try await send(in: checked(BrokenStore(sent: SentMessage(seq: 1, time: .never, outcome: .dropped))))
        #expect(
            breaches.found == [
                "sendMessage numbers what it keeps", "broadcastMessage numbers what it takes",
                "sendMessage numbers no message that it drops",
            ])
    }

    @Test func `missing results and numbers that jump are noticed`() async throws {
        let store = checked(BrokenStore(imports: [.imported(seq: 1), .imported(seq: 3)]))
        try await importMessages(3, in: store)
        _ = try await store.recallMessages([1], in: Conversation(club), scope: .sample(), reason: "")
        _ = try await store.receiptCounts(of: [1], in: club, scope: .sample())
        #expect(
            breaches.found == [
                "importMessages answers with a result for each message",
                "importMessages gives one number after the other",
                "recallMessages answers with a result for each message",
                "receiptCounts answers with a result for each message",
            ])
    }

    @Test func `history with a gap or too much of it is noticed`() async throws {
        try await history(1, in: checked(BrokenStore(entries: [.expired(seq: 3), .expired(seq: 1)])))
        #expect(
            breaches.found == [
                "history answers with no more than wanted", "history answers with every number, the highest first",
            ])
    }

    @Test func `trimming that stands still is noticed`() async throws {
        let store = checked(BrokenStore(step: TrimStep(removedMessages: 0, next: 5)))
        _ = try await store.trimHistory(in: .sample(), after: 5)
        #expect(breaches.found == ["trimHistory goes on, or removes something"])
    }

    @Test func `accounts out of order are noticed`() async throws {
        let store = checked(BrokenStore(receipts: ReceiptPage(accounts: [bob], isFinished: true)))
        try await receipts(after: bob, limit: 0, in: store)
        #expect(
            breaches.found == [
                "receiptAccounts answers with no more than wanted",
                "receiptAccounts are sorted, and follow the one that was named",
            ])
    }

    @Test func `pairs with wrong numbers are noticed`() async throws {
        let pairs = [
            MessageExtension(key: "a", value: "", seq: 2), MessageExtension(key: "a", value: "", seq: 1),
        ]
        let store = checked(BrokenStore(extensions: pairs))
        _ = try await store.changeExtensions(of: 1, in: club, scope: .sample(), by: .clear)
        _ = try await store.extensions(of: 1, in: club, scope: .sample(), from: 0, limit: 1)
        #expect(
            breaches.found == [
                "the pairs of one change have the same number", "pairs are answered by their numbers",
                "a message's pairs have different keys", "no pair is newer than its message's counter",
            ])
    }

    @Test func `refusals that are not declared are noticed`() async throws {
        let store = checked(BrokenStore(error: .refused(APIError(.answerTooLarge, "no"))))
        let conversation = Conversation(club)
        let calls: [() async throws -> Void] = [
            { try await send(in: store) },
            { try await broadcast(in: store) },
            { try await importMessages(1, in: store) },
            { try await history(1, in: store) },
            { _ = try await store.recallMessages([], in: conversation, scope: .sample(), reason: "") },
            { try await store.recallMessages(sentBy: nil, amongNewest: 1, in: conversation, scope: .sample()) },
            { try await store.clearMessages(of: club, upTo: nil, in: .sample()) },
            {
                try await store.changeMessage(1, in: conversation, scope: .sample(), by: MessageChange())
            },
            { _ = try await store.trimHistory(in: .sample(), after: 0) },
            { try await store.acknowledgeMessages([], in: club, scope: .sample(), by: nil) },
            { _ = try await store.receiptCounts(of: [], in: club, scope: .sample()) },
            { try await receipts(after: nil, limit: 1, in: store) },
            {
                _ = try await store.changeExtensions(of: 1, in: club, scope: .sample(), by: .clear)
            },
            {
                _ = try await store.extensions(of: 1, in: club, scope: .sample(), from: 0, limit: 1)
            },
        ]
        for call in calls {
            await #expect(throws: StoreError.self) { try await call() }
        }
        let breach = "answerTooLarge is not among the declared refusals"
        #expect(breaches.found == Array(repeating: breach, count: calls.count))
    }

    private var draft: MessageDraft {
        MessageDraft(sender: alice, random: 1, content: MessageContent(body: []), digest: [])
    }

    private func send(in store: CheckedStore<BrokenStore>) async throws {
        _ = try await store.sendMessage(draft, to: Conversation(club), in: .sample()) { false }
    }

    private func broadcast(in store: CheckedStore<BrokenStore>) async throws {
        _ = try await store.broadcastMessage(draft, in: .sample()) { false }
    }

    private func importMessages(_ count: Int, in store: CheckedStore<BrokenStore>) async throws {
        let message = ImportedMessage(
            sender: alice, time: .never, random: nil, content: MessageContent(body: []), digest: [])
        _ = try await store.importMessages(
            Array(repeating: message, count: count), to: Conversation(club), in: .sample())
    }

    private func history(_ count: Int64, in store: CheckedStore<BrokenStore>) async throws {
        _ = try await store.history(of: Conversation(club), upTo: nil, count: count, in: .sample())
    }

    private func receipts(
        after account: Account?, limit: Int64, in store: CheckedStore<BrokenStore>
    ) async throws {
        _ = try await store.receiptAccounts(
            of: 1, in: club, scope: .sample(), haveRead: true, after: account, limit: limit)
    }

    private func checked(_ store: BrokenStore) -> CheckedStore<BrokenStore> {
        CheckedStore(store, breach: breaches.note)
    }
}
