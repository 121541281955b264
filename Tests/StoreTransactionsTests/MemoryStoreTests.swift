import Groups
import Storage
import StorageConformance
import StoreTransactions
import Synchronization
import Testing
import Wire

@testable import SampleCalls

/// A store that brings nothing but tables, a queue of commits and what reads for visitors keeps the contract.
@Suite struct MemoryStoreTests {
    @Test(arguments: ConformanceCase.all)
    func `keeps the contract when it answers between runs`(_ promise: ConformanceCase) async throws {
        try await promise.run { CheckedStore(MemoryStore()) }
    }

    @Test(arguments: ConformanceCase.all)
    func `keeps the contract when it answers at once`(_ promise: ConformanceCase) async throws {
        try await promise.run { CheckedStore(MemoryStore(answersAtOnce: true)) }
    }

    @Test func `many senders share commits and trips, and each gets a number of its own`() async throws {
        let world = SampleWorld(size: 2)
        let store = MemoryStore(try await world.state())
        let senders = 64
        let seqs = try await send(senders, to: world.club, in: world, store)
        #expect(seqs.sorted() == (3...Int64(senders + 2)).map(\.self))
        #expect(store.batches.reduce(0, +) == senders)
        let calls = store.takeCalls()
        #expect(calls.count == store.batches.count)
        #expect(calls.allSatisfy { $0.depth <= 3 })
    }

    @Test func `observers learn which groups have changed before the answer`() async throws {
        let world = SampleWorld(size: 2)
        let store = MemoryStore()
        let observer = ChangeRecorder()
        store.observeGroupChanges(observer)
        try await store.createGroup(world.newGroup(world.club), in: world.scope)
        #expect(observer.changed.map { $0 >> 10 } == [1])
        await #expect(throws: StoreError.self) {
            try await store.createGroup(world.newGroup(world.club), in: world.scope)
        }
        #expect(observer.changed.map { $0 >> 10 } == [1])
        _ = try await store.addMembers(world.others, to: world.club, in: world.scope, isSilent: false)
        #expect(observer.changed.map { $0 >> 10 } == [1, 1])
    }

    private func send(
        _ count: Int, to group: GroupID, in world: SampleWorld, _ store: MemoryStore
    ) async throws -> [Int64] {
        try await withThrowingTaskGroup(of: Int64.self) { tasks in
            for index in 0..<count {
                tasks.addTask {
                    let message = world.plainMessage("message of \(index)", from: world.members[index % 2])
                    return try await store.sendMessage(message, to: Conversation(group), in: world.scope) { false }.seq
                }
            }
            return try await tasks.reduce(into: []) { $0.append($1) }
        }
    }
}

private final class ChangeRecorder: GroupChangeObserver {
    private let numbers = Mutex<[Int64]>([])

    var changed: [Int64] { numbers.withLock(\.self) }

    func groupsChanged(_ numbers: Set<Int64>) {
        self.numbers.withLock { $0 += numbers.sorted() }
    }
}
