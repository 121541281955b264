import Foundation
import Groups
import Storage
import StoreTransactions
import Testing
import Wire

@testable import SQLiteStore

/// Prints what large groups and many groups cost; it asserts nothing, and runs only where `QUN_BENCH` is set.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["QUN_BENCH"] != nil))
struct LargeStoreBenchmark {
    /// Counts members until it has enough.
    private struct Counter: GroupVisitor {
        var members = 0
        let limit: Int

        mutating func visit(_ profile: GroupProfile) -> Bool { true }
        mutating func visitMissing(_ group: GroupID) -> Bool { true }
        mutating func visit(_ member: Member) -> Bool {
            members += 1
            return members < limit
        }
        mutating func endMembers() -> Bool { true }
    }

    private let folder = TemporaryFolder()

    @Test func `opening an empty folder`() async throws {
        let store = try print("first opening") { try folder.openStore() }
        try await store.close()
        let again = try print("second opening") { try folder.openStore() }
        try await again.close()
    }

    @Test func `a Community of 100,000 members`() async throws {
        let store = try folder.openStore()
        let id = try await create(GroupDraft(type: .community, name: "Club"), id: "@TGS#_club", in: store)
        let accounts = try (0..<100_000).map { try #require(Account("user\($0)")) }
        try await print("importing 100,000 members, 300 a call") {
            for start in stride(from: 0, to: accounts.count, by: 300) {
                let chunk = Array(accounts[start..<min(start + 300, accounts.count)])
                _ = try await store.addMembers(chunk, to: id, in: .sample(accounts: .importOnSight), isSilent: false)
            }
        }
        for limit in [1, 200, 6_000, 100_001] {
            try await print("reading up to \(limit) members") {
                _ = try await store.readGroups([id], members: true, in: .sample(), visitor: Counter(limit: limit))
            }
        }
        try await print("reading the profile 1,000 times") {
            for _ in 0..<1000 {
                _ = try await store.readGroups([id], members: false, in: .sample(), visitor: Counter(limit: 1))
            }
        }
        try await print("destroying the group") { try await store.destroyGroup(id, in: .sample()) }
        try await store.close()
    }

    @Test func `an account in 3,000 groups among many`() async throws {
        let store = try folder.openStore()
        let busy = try #require(Account("busy"))
        try await print("creating 100,000 groups of 4, 64 at once") {
            try await withThrowingTaskGroup { group in
                for worker in 0..<64 {
                    group.addTask {
                        for index in stride(from: worker, to: 100_000, by: 64) {
                            var draft = GroupDraft(type: .public, name: "Club")
                            draft.owner = Account("owner\(index)")
                            let others = [Account("a\(index)"), Account("b\(index)")].compactMap(\.self)
                            let members = others + (index < 3000 ? [busy] : [])
                            draft.members = members.map { .init(account: $0, role: .member, customFields: .none) }
                            _ = try await create(draft, id: "club\(index)", in: store)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        let ids = try (0..<1000).map { try #require(GroupID("club\($0 * 97)")) }
        try await print("reading 1,000 of them with members, one a call") {
            for id in ids {
                _ = try await store.readGroups([id], members: true, in: .sample(), visitor: Counter(limit: 10))
            }
        }
        try await print("reading 1,000 of them with members, 50 a call") {
            for start in stride(from: 0, to: 1000, by: 50) {
                let some = Array(ids[start..<start + 50])
                _ = try await store.readGroups(some, members: true, in: .sample(), visitor: Counter(limit: 1000))
            }
        }
        try await print("deleting the account of 3,000 groups") {
            _ = try await store.deleteAccounts([busy], in: .sample())
        }
        try await store.close()
        try folder.leaveOpen()
        let checked = try print("opening after an unclean stop") { try folder.openStore() }
        let size = try FileManager.default.attributesOfItem(atPath: folder.databasePath)[.size]
        Swift.print("size of the database: \(size ?? "unknown")")
        try await checked.close()
    }

    private func create(_ draft: GroupDraft, id: String, in store: SQLiteStore) async throws -> GroupID {
        let id = try #require(GroupID(id))
        let group = try draft.group(id: id, createTime: .never, limits: GroupLimits())
        try await store.createGroup(group, in: .sample(accounts: .importOnSight))
        return id
    }

    private func print<Result>(_ what: String, _ work: () async throws -> Result) async throws -> Result {
        let start = ContinuousClock.now
        let result = try await work()
        Swift.print("\(what): \(ContinuousClock.now - start)")
        return result
    }

    private func print<Result>(_ what: String, _ work: () throws -> Result) throws -> Result {
        let start = ContinuousClock.now
        let result = try work()
        Swift.print("\(what): \(ContinuousClock.now - start)")
        return result
    }
}
