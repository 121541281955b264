import Groups
import Storage
import StoreTransactions
import Testing
import Wire

@testable import PostgresStore
@testable import StorageConformance

/// Two nodes on one database.
@Suite struct SharedDatabaseTests {
    private let database: TemporaryDatabase
    private let nodes: [PostgresStore]

    init() throws {
        let database = try PostgresServer.shared().makeDatabase()
        self.database = database
        nodes = try (0..<2).map { _ in try database.openStore() }
    }

    /// Calls the nodes in turns, all at once.
    private func many<Value: Sendable>(
        _ count: Int, _ body: @escaping @Sendable (_ node: PostgresStore, _ index: Int) async throws -> Value
    ) async throws -> [Value] {
        try await withThrowingTaskGroup(of: Value.self) { [nodes] tasks in
            for index in 0..<count {
                tasks.addTask { try await body(nodes[index % nodes.count], index) }
            }
            return try await tasks.reduce(into: []) { $0.append($1) }
        }
    }

    @Test func `messages to one group get every number once`() async throws {
        try await nodes[0].create(.sample(.club, owner: .alice, members: [.bob]))
        let seqs = try await many(200) { node, index in
            try await node.send(.sample("m\(index)", from: .bob, random: UInt32(index))).seq
        }
        #expect(seqs.sorted() == Array(1...200))
    }

    @Test func `a message that is sent at several nodes at once is one`() async throws {
        try await nodes[0].create(.sample(.club, owner: .alice, members: [.bob]))
        let seqs = try await many(40) { node, _ in try await node.send(.sample("m", from: .bob, random: 7)).seq }
        #expect(Set(seqs) == [1])
    }

    @Test func `the last places of a group are given once`() async throws {
        try await nodes[0].create(.sample(.club, owner: .alice, maxMemberNum: 11))
        let refused = try await many(40) { node, index in
            do {
                try await node.add(.sample("user\(index)"), to: .club)
                return 0
            } catch {
                return 1
            }
        }
        #expect(refused.reduce(0, +) == 30)
        #expect(try await nodes[1].members(of: .club).count == 11)
        #expect(try await nodes[0].profile(.club).memberNum == 11)
    }

    @Test func `a read after an answer sees it on every node`() async throws {
        try await nodes[0].create(.sample(.club, owner: .alice, members: [.bob]))
        let before = try #require(try await nodes[1].groupStamps(of: [.club], in: .sample())[0])
        for count in 1...20 {
            try await nodes[count % 2].add(.sample("user\(count)"), to: .club)
            let other = nodes[(count + 1) % 2]
            #expect(try await other.members(of: .club).count == count + 2)
            #expect(
                try await other.groupStamps(of: [.club], in: .sample())[0]?.version == before.version + Int64(count))
        }
    }

    @Test func `nodes may open an empty database at once`() async throws {
        let empty = try PostgresServer.shared().makeEmptyDatabase()
        let stores = try await withThrowingTaskGroup(of: PostgresStore.self) { tasks in
            for _ in 0..<3 {
                tasks.addTask { try empty.openStore() }
            }
            return try await tasks.reduce(into: []) { $0.append($1) }
        }
        for store in stores {
            try await store.checkWritable()
            try await store.close()
        }
    }

    @Test func `an address that leads nowhere is told`() throws {
        #expect(throws: StoreOpenError.self) {
            try PostgresStore(
                uri: "postgres:///db?host=/nonexistent", surroundings: .real, logger: .silent)
        }
        #expect(throws: StoreOpenError.self) {
            try PostgresStore(uri: "postgres://a:%zz@b/c", surroundings: .real, logger: .silent)
        }
    }
}
