import Groups
import Storage
import StoreTransactions
import Testing
import Wire

/// A transaction whose calls of the store are counted.
struct CountedCall: Sendable, CustomTestStringConvertible {
    /// The transaction, and what its lists hold.
    let name: String
    /// Why the transaction asks more than three times; `nil` for one that does not.
    let reason: String?
    private let preparation: @Sendable (MemoryStore, SampleWorld) async throws -> Void
    private let body: @Sendable (MemoryStore, SampleWorld) async throws -> Void

    var testDescription: String { name }

    init(
        _ name: String, reason: String? = nil,
        after preparation: @escaping @Sendable (MemoryStore, SampleWorld) async throws -> Void = { _, _ in },
        _ body: @escaping @Sendable (MemoryStore, SampleWorld) async throws -> Void
    ) {
        self.name = name
        self.reason = reason
        self.preparation = preparation
        self.body = body
    }

    /// What the transaction calls, on a store that answers at once or between runs.
    func calls(in world: SampleWorld, _ state: MemoryState, answersAtOnce: Bool) async throws -> StoreCalls {
        let store = MemoryStore(state, answersAtOnce: answersAtOnce)
        try await preparation(store, world)
        _ = store.takeCalls()
        try await body(store, world)
        let calls = store.takeCalls()
        #expect(calls.count == 1, "\(name) is one transaction")
        return try #require(calls.last)
    }

    static let all = writes + reads
    static let writes = accounts + groups + members + topics + messages
}
