import Foundation
import Groups
import SQLiteStore
import Storage
import StoreCopy
import Synchronization
import Testing
import Wire

@testable import PostgresStore
@testable import StorageConformance

/// Stores of both kinds, copied to each other.
@Suite(.serialized) struct StoreCopyingTests {
    /// A data folder that goes with its owner.
    private final class Folder: Sendable {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("qun-copy-" + UUID().uuidString)

        deinit {
            _ = try? FileManager.default.removeItem(at: url)
        }

        func openStore() throws -> any GroupStore {
            try SQLiteStore.open(folder: url, logger: .silent)
        }

        /// Fills the folder with the world, and closes its store.
        func fill() async throws {
            let store = try openStore()
            try await CopyWorld.fill(store)
            try await store.close()
        }
    }

    /// What ends a copy in the middle.
    private struct Interrupted: Error {}

    private let server: PostgresServer

    init() throws {
        server = try .shared()
    }

    private func copy(
        _ source: any StoreDump, to folder: Folder, tell: @escaping (StoreCopying.Step) throws -> Void = { _ in }
    ) throws -> [(table: CopiedTable, sum: TableSum)] {
        let load = try SQLiteLoad(folder: folder.url, signs: [], logger: .silent)
        let result = Result { try StoreCopying(from: source, to: load, tell: tell).run() }
        try load.close()
        return try result.get()
    }

    private func copy(
        _ source: any StoreDump, to database: TemporaryDatabase,
        tell: @escaping (StoreCopying.Step) throws -> Void = { _ in }
    ) throws -> [(table: CopiedTable, sum: TableSum)] {
        try StoreCopying(from: source, to: PostgresLoad(uri: database.uri), tell: tell).run()
    }

    /// Ends a copy after its first page.
    private static func interruption() -> (StoreCopying.Step) throws -> Void {
        let steps = Mutex(0)
        return { _ in
            try steps.withLock { steps in
                steps += 1
                if steps == 2 {
                    throw Interrupted()
                }
            }
        }
    }

    /// Goes on as clients do: numbers, repetitions and new things are as if nothing had happened.
    private func goOn(_ store: any GroupStore) async throws {
        for app in [app, otherApp] {
            let repeated = try await store.send(
                .sample("12 \(difficultPlainText)", random: 12), in: app, at: later(30))
            #expect(repeated.outcome == .duplicate)
            #expect(repeated.seq == 12)
            #expect(try await store.send(.sample("next", random: 99), in: app, at: later(30)).seq == 13)
            #expect(try await store.send(.sample("topic"), to: .news, in: app, at: later(30)).seq == 2)
            let broadcast = try await store.broadcastMessage(
                .sample("more", from: .alice), in: .sample(app, at: later(30)), isThrottled: { false })
            #expect(broadcast.seq == 2)
            let before = try await store.listGroups(of: nil, after: 0, limit: 100, in: .sample(app))
            try await store.create(try .sample(.team, owner: .bob, members: [.carol]), in: app)
            let after = try await store.listGroups(of: nil, after: 0, limit: 100, in: .sample(app))
            #expect(after.groups == before.groups + [.team])
            #expect(after.totalCount == before.totalCount + 1)
            try await store.create(PermissionGroupID.nobody, in: app)
            let groups = try await store.permissionGroups(after: 0, atMost: 9, of: .forum, in: .sample(app))
            #expect(groups.elements.last?.id == .nobody)
            #expect(try await store.deleteAccounts([.carol], in: .sample(app)) == [.carol])
        }
    }

    @Test func `a store is the same on PostgreSQL and back on SQLite`() async throws {
        let (first, second, database) = (Folder(), Folder(), try server.makeEmptyDatabase())
        try await first.fill()
        let original = try first.openStore()
        let picture = try await CopyWorld.picture(of: original)
        try await original.close()

        let sums = try copy(SQLiteDump(folder: first.url), to: database)
        #expect(sums.filter { $0.sum.rows == 0 }.map(\.table) == [], "the world has rows of every kind")
        let onPostgres = try database.openStore()
        #expect(try await CopyWorld.picture(of: onPostgres) == picture)
        try await onPostgres.close()

        let back = try copy(PostgresDump(uri: database.uri), to: second)
        #expect(back.map(\.sum) == sums.map(\.sum))
        let again = try second.openStore()
        #expect(try await CopyWorld.picture(of: again) == picture)
        try await again.close()
    }

    @Test func `stores of one kind are copied too`() async throws {
        let (first, second) = (Folder(), Folder())
        let (third, fourth) = (try server.makeEmptyDatabase(), try server.makeEmptyDatabase())
        try await first.fill()
        let sums = try copy(SQLiteDump(folder: first.url), to: second)
        _ = try copy(SQLiteDump(folder: second.url), to: third)
        let last = try copy(PostgresDump(uri: third.uri), to: fourth)
        #expect(last.map(\.sum) == sums.map(\.sum))
    }

    @Test func `writes go on where they were`() async throws {
        let (first, second, database) = (Folder(), Folder(), try server.makeEmptyDatabase())
        try await first.fill()
        _ = try copy(SQLiteDump(folder: first.url), to: database)
        _ = try copy(PostgresDump(uri: database.uri), to: second)
        for store in [try first.openStore(), try database.openStore(), try second.openStore()] {
            try await goOn(store)
            try await store.close()
        }
        // what was written there is copied as well, from numbers of another form
        let third = Folder()
        let sums = try copy(PostgresDump(uri: database.uri), to: third)
        let compared = Folder()
        #expect(try copy(SQLiteDump(folder: second.url), to: compared).map(\.sum) == sums.map(\.sum))
    }

    @Test func `a copy goes on wherever it was interrupted`() async throws {
        let source = Folder()
        try await source.fill()
        let (folder, database) = (Folder(), try server.makeEmptyDatabase())
        let complete = try copy(SQLiteDump(folder: source.url), to: Folder())
        // a run for each table but the derived one, and one that ends while stores are compared
        for _ in CopiedTable.allCases {
            #expect(throws: Interrupted.self) {
                try copy(SQLiteDump(folder: source.url), to: folder, tell: Self.interruption())
            }
            #expect(throws: (any Error).self) { try folder.openStore() }
            #expect(throws: Interrupted.self) {
                try copy(SQLiteDump(folder: source.url), to: database, tell: Self.interruption())
            }
            #expect(throws: (any Error).self) { try database.openStore() }
        }
        #expect(try copy(SQLiteDump(folder: source.url), to: folder).map(\.sum) == complete.map(\.sum))
        #expect(try copy(SQLiteDump(folder: source.url), to: database).map(\.sum) == complete.map(\.sum))
        try await database.openStore().close()
        try await folder.openStore().close()
    }

    @Test(arguments: [
        ("UPDATE messages SET body = set_byte(body, 5, get_byte(body, 5) # 1) WHERE seq = 2", CopiedTable.messages),
        ("DELETE FROM bans", .bans),
        ("UPDATE memberships SET join_time = join_time + 1", .memberships),
        (
            """
            UPDATE permission_groups SET number = 100 - number;
            UPDATE permission_group_members SET permission_group_number = 100 - permission_group_number;
            UPDATE topic_permissions SET permission_group_number = 100 - permission_group_number
            """, .permissionGroups
        ),
        ("UPDATE groups SET owner = NULL WHERE group_id = 'g7'", .groups),
    ])
    func `a row that is not alike is found`(_ statement: String, _ table: CopiedTable) async throws {
        let (source, database) = (Folder(), try server.makeEmptyDatabase())
        try await source.fill()
        #expect(throws: Interrupted.self) {
            try copy(SQLiteDump(folder: source.url), to: database) { step in
                if case .compared = step {
                    throw Interrupted()
                }
            }
        }
        try database.run(statement)
        let error = #expect(throws: CopyError.self) { try copy(SQLiteDump(folder: source.url), to: database) }
        guard case .different(let differences) = error else {
            Issue.record("the difference is not told")
            return
        }
        #expect(differences.map(\.table) == [table])
        #expect("\(CopyError.different(differences))".contains(table.name))
    }

    // MARK: Refusals

    @Test func `a store that holds something is not filled`() async throws {
        let (source, database) = (Folder(), try server.makeEmptyDatabase())
        try await source.fill()
        let used = Folder()
        try await used.fill()
        #expect(throws: CopyError.self) { try copy(SQLiteDump(folder: source.url), to: used) }
        _ = try copy(SQLiteDump(folder: source.url), to: database)
        #expect(throws: CopyError.self) { try copy(SQLiteDump(folder: source.url), to: database) }
    }

    @Test func `an unfinished copy is not filled from another store`() async throws {
        let (source, other, database) = (Folder(), Folder(), try server.makeEmptyDatabase())
        try await source.fill()
        try await other.fill()
        #expect(throws: Interrupted.self) {
            try copy(SQLiteDump(folder: source.url), to: database) { _ in throw Interrupted() }
        }
        let error = #expect(throws: CopyError.self) { try copy(SQLiteDump(folder: other.url), to: database) }
        #expect(error == .otherSource(place: try PostgresLoad(uri: database.uri).place))
    }

    @Test func `stores that are served are not copied`() async throws {
        let (source, database) = (Folder(), try server.makeEmptyDatabase())
        let store = try source.openStore()
        #expect(throws: (any Error).self) { try SQLiteDump(folder: source.url) }
        try await store.close()
        let node = try database.openStore()
        // its connections are made as they are needed
        try await node.checkWritable()
        #expect(throws: (any Error).self) { try PostgresDump(uri: database.uri) }
        #expect(throws: (any Error).self) { try PostgresLoad(uri: database.uri) }
        try await node.close()
    }

    @Test func `a store that is not there is not copied`() throws {
        #expect(throws: (any Error).self) { try SQLiteDump(folder: Folder().url) }
        #expect(throws: (any Error).self) { try PostgresDump(uri: server.makeEmptyDatabase().uri) }
    }
}
