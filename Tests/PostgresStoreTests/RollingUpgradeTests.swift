import Groups
import Storage
import Synchronization
import Testing
import Wire

@testable import PostgresStore
@testable import StorageConformance

/// Nodes of two releases on one database, while it is brought from the form of the one to that of the other.
@Suite(.serialized) struct RollingUpgradeTests {
    private let database: TemporaryDatabase

    init() throws {
        database = try PostgresServer.shared().makeEmptyDatabase()
    }

    /// Opens a node that knows the first forms of the database only.
    private func openNode(version: Int) throws -> PostgresStore {
        try openNode(by: Array(Schema.migrations.prefix(version)))
    }

    private func openNode(by migrations: [Migration]) throws -> PostgresStore {
        var options = PostgresStore.Options.small
        options.migrations = migrations
        return try database.openStore(options: options)
    }

    private var version: Int64? {
        get throws { try database.integers("SELECT version FROM schema_version").first }
    }

    @Test(arguments: 1..<Schema.currentVersion)
    func `nodes of an earlier release go on while the database is brought up, and after`(former: Int) async throws {
        let old = try openNode(version: former)
        #expect(try version == Int64(former))
        try await old.create(.sample(.club, owner: .alice, members: [.bob]))

        let isUp = Mutex(false)
        let sending = Task {
            var count: UInt32 = 0
            // some before, some meanwhile, some after
            while count < 20 || !isUp.withLock(\.self) {
                count += 1
                _ = try await old.send(.sample("old \(count)", from: .bob, random: count))
            }
            return count
        }
        let new = try openNode(version: Schema.currentVersion)
        isUp.withLock { $0 = true }
        let count = try await sending.value
        #expect(try version == Int64(Schema.currentVersion))

        // both write to one group, and each sees what the other has written
        #expect(try await new.send(.sample("new", from: .bob, random: 1_000_000)).seq == Int64(count) + 1)
        #expect(try await old.send(.sample("old", from: .bob, random: 1_000_001)).seq == Int64(count) + 2)
        try await old.add(.dave, to: .club)
        #expect(try await new.members(of: .club).count == 3)
        try await new.remove(.dave, from: .club)
        #expect(try await old.members(of: .club).count == 2)
        _ = try await new.meetNodes(telling: [])
        #expect(try await old.meetNodes(telling: []) == (former >= Schema.firstWithNodes ? [[]] : []))

        // another one of the earlier release may start
        let other = try openNode(version: former)
        #expect(try await other.members(of: .club).count == 2)
        for node in [old, new, other] {
            try await node.close()
        }
    }

    /// The forms of a later release.
    private func later(servedFrom: Int) -> [Migration] {
        Schema.migrations + [
            Migration(script: "ALTER TABLE nodes ADD COLUMN zone text NOT NULL DEFAULT ''", servedFrom: servedFrom)
        ]
    }

    @Test func `a database of a later release is served where that one says so`() async throws {
        try await openNode(by: later(servedFrom: Schema.currentVersion)).close()
        #expect(try version == Int64(Schema.currentVersion) + 1)
        let node = try openNode(by: Schema.migrations)
        try await node.create(.sample(.club, owner: .alice))
        _ = try await node.meetNodes(telling: [])
        try await node.close()
        #expect(try version == Int64(Schema.currentVersion) + 1)
    }

    @Test func `a database of a later release is refused where that one says so`() async throws {
        try await openNode(by: later(servedFrom: Schema.currentVersion + 1)).close()
        let error = #expect(throws: StoreOpenError.self) { try openNode(by: Schema.migrations) }
        #expect(
            error?.description.contains("has schema version \(Schema.currentVersion + 1), which a later release")
                == true)
    }

    @Test func `a form that older nodes cannot serve is not made while they are there`() async throws {
        let old = try openNode(by: Schema.migrations)
        _ = try await old.meetNodes(telling: [])
        let error = #expect(throws: StoreOpenError.self) {
            try openNode(by: later(servedFrom: Schema.currentVersion + 1))
        }
        #expect(error?.description.contains("served by nodes of an earlier release, 1 of them") == true)
        #expect(try version == Int64(Schema.currentVersion))
        try await old.leaveNodes()
        try await openNode(by: later(servedFrom: Schema.currentVersion + 1)).close()
        try await old.close()
    }
}
