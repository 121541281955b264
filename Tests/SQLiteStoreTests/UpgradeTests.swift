import Foundation
import GRDB
import Groups
import Logging
import Storage
import StoreTransactions
import TestSupport
import Testing
import Wire

@testable import SQLiteStore

/// Stores that lived through every earlier version are opened, with something in all of their tables.
@Suite struct UpgradeTests {
    private let folder = TemporaryFolder()

    // MARK: Nothing is lost

    @Test(arguments: 1...Schema.currentVersion)
    func `every row of an earlier version is there afterwards, as it was`(version: Int) async throws {
        try OlderWorld.make(version: version, in: folder)
        let before = try folder.withDatabase { try rows(of: tables(in: $0), in: $0) }
        try await folder.openStore().close()
        let after = try folder.withDatabase { try rows(of: before.map(\.table), in: $0) }
        #expect(before.count >= 5)
        for (before, after) in zip(before, after) {
            #expect(before == after)
        }
    }

    @Test(arguments: 1...Schema.currentVersion)
    func `what calls read of an earlier version is what they read of a new store with the same content`(
        version: Int
    ) async throws {
        try OlderWorld.make(version: version, in: folder)
        let anew = TemporaryFolder()
        try OlderWorld.makeAnew(contentOf: version, in: anew)
        let picture = try await WorldPicture(of: folder.openStore()).lines
        let expected = try await WorldPicture(of: anew.openStore()).lines
        #expect(picture == expected)
        #expect(picture.count > 40)
    }

    @Test func `what calls read of the first version is what was written`() async throws {
        try OlderWorld.make(version: 1, in: folder)
        let lines = try await WorldPicture(of: folder.openStore()).lines
        for line in [
            "portrait of alice in app 1: Tag_Profile_IM_Image=text(\"http://a\") Tag_Profile_IM_Nick=text(\"Alice\")",
            "groups: 5: club @TGS#_town live team born1",
            "groups of type public: 2: club born1",
            "list of alice: 4; club unread 0 topics -; team unread 0 topics -; @TGS#_town unread 0 topics 0/0; "
                + "born1 unread 0 topics -",
            "list of bob: 3; @TGS#_town unread 0 topics 0/0; club unread 4 topics -; born1 unread 0 topics -",
        ] {
            #expect(lines.contains(line))
        }
    }

    @Test(arguments: 1...Schema.currentVersion)
    func `an earlier version takes writes afterwards`(version: Int) async throws {
        try OlderWorld.make(version: version, in: folder)
        let store = try folder.openStore()
        let club = try #require(GroupID("club"))
        let alice = try #require(Account("alice"))
        let dave = try #require(Account("dave"))
        let draft = MessageDraft(
            sender: alice, random: 99, content: MessageContent(body: Array("[]".utf8)), digest: [1])
        let sent = try await store.sendMessage(
            draft, to: Conversation(club), in: .sample(at: UnixTime(seconds: 500))
        ) { false }
        #expect(sent.seq == 5)
        let team = try #require(GroupID("team"))
        _ = try await store.addMembers([dave], to: team, in: .sample(), isSilent: false)
        try await store.destroyGroup(club, in: .sample())
        try await store.destroyGroup(#require(GroupID("@TGS#_town")), in: .sample())
        _ = try await store.deleteAccounts([alice, dave], in: .sample())
        let page = try await store.listGroups(of: nil, after: 0, limit: 100, in: .sample())
        #expect(page.totalCount == Int64(2 + version))
        try await store.close()
        let findings = try folder.withDatabase { database in
            let broken = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { "\($0)" }
            return try IntegrityCheck.findings(in: database) + broken
        }
        #expect(findings == [])
    }

    // MARK: A kill on the way

    @Test(arguments: 1..<Schema.currentVersion)
    func `a kill before any statement of a step loses nothing`(version: Int) async throws {
        try OlderWorld.make(version: version, in: folder)
        try folder.leaveOpen()
        let reference = TemporaryFolder()
        try OlderWorld.make(version: version, in: reference)
        let expected = try await WorldPicture(of: reference.openStore()).lines
        let copies = try folder.copiesOfEachMoment { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL")
            try Schema.migrate(database, from: version, to: version + 1)
        }
        #expect(copies.count > 3)
        for copy in copies {
            let log = LogCapture()
            let store = try copy.openStore(log: log)
            #expect(log.lines.allSatisfy { $0.level < .error })
            #expect(try await WorldPicture(of: store).lines == expected)
        }
    }

    @Test(arguments: 1..<Schema.currentVersion)
    func `a step that fails inside is taken back as a whole`(version: Int) async throws {
        try OlderWorld.make(version: version, in: folder)
        let before = try folder.withDatabase { try rows(of: tables(in: $0), in: $0) }
        let queue = try DatabaseQueue(path: folder.databasePath)
        // the last statement before the step's own numbers
        let statements = Schema.migrations[version].split(separator: ";")
        let last = try #require(statements.last { $0.contains(where: \.isLetter) })
        let word = String(last.split(whereSeparator: \.isWhitespace).prefix(3).joined(separator: " "))
        #expect(throws: DatabaseError.self) {
            try queue.writeWithoutTransaction { database in
                database.trace { event in
                    if "\(event)".contains(word) || "\(event)".contains("user_version =") {
                        queue.interrupt()
                    }
                }
                try Schema.migrate(database, from: version)
            }
        }
        try queue.close()
        let after = try folder.withDatabase { try rows(of: tables(in: $0), in: $0) }
        #expect(before == after)
        let store = try folder.openStore()
        #expect(try await WorldPicture(of: store).lines.count > 40)
    }

    // MARK: Rows

    private struct Table: Equatable {
        let name: String
        let columns: [String]
    }

    private struct Content: Equatable {
        let table: Table
        let rows: [String]
    }

    /// The tables that the schema makes, with the columns that they have, but for the one that counts the openings.
    private func tables(in database: Database) throws -> [Table] {
        let names = try String.fetchAll(
            database,
            sql: """
                SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'store'
                ORDER BY name
                """)
        return try names.map { name in
            let columns = try String.fetchAll(database, sql: "SELECT name FROM pragma_table_info('\(name)')")
            return Table(name: name, columns: columns)
        }
    }

    private func rows(of tables: [Table], in database: Database) throws -> [Content] {
        try tables.map { table in
            let values = table.columns.map { "quote(\($0))" }.joined(separator: " || ',' || ")
            return Content(
                table: table,
                rows: try String.fetchAll(database, sql: "SELECT \(values) AS row FROM \(table.name) ORDER BY row"))
        }
    }
}
