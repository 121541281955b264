import Foundation
import GRDB
import Storage
import StoreTransactions
import TestSupport
import Testing
import Wire

@testable import SQLiteStore

@Suite struct OpeningTests {
    @Test func `what one store wrote the next one finds`() async throws {
        let folder = TemporaryFolder()
        let account = try #require(Account("alice"))
        let first = try folder.openStore()
        try await first.importAccounts([AccountImport(account: account)], in: .sample())
        try await first.close()
        let second = try folder.openStore()
        #expect(try await second.existingAccounts(among: [account], in: .sample()) == [account])
    }

    @Test func `a folder has one store at a time`() async throws {
        let folder = TemporaryFolder()
        let first = try folder.openStore()
        let error = try #require(throws: StoreOpenError.self) { try folder.openStore() }
        #expect("\(error)".contains(folder.url.path))
        #expect("\(error)".contains("process \(getpid())"))
        try await first.close()
        let second = try folder.openStore()
        try await second.checkWritable()
    }

    @Test func `a second store that is refused leaves the first one's mark`() throws {
        let folder = TemporaryFolder()
        let first = try folder.openStore()
        #expect(throws: StoreOpenError.self) { try folder.openStore() }
        let mark = try String(contentsOf: folder.url.appendingPathComponent("qun.lock"), encoding: .utf8)
        #expect(mark == "\(getpid())")
        withExtendedLifetime(first) {}
    }

    @Test func `a store that was closed is not checked`() async throws {
        let folder = TemporaryFolder()
        try await folder.openStore().close()
        let log = LogCapture()
        let store = try folder.openStore(log: log)
        #expect(log.lines.map(\.message).isEmpty)
        withExtendedLifetime(store) {}
    }

    @Test func `a store that was not closed is checked`() throws {
        let folder = TemporaryFolder()
        try folder.makeDatabase(version: Schema.currentVersion)
        try folder.leaveOpen()
        let log = LogCapture()
        let store = try folder.openStore(log: log)
        #expect(
            log.lines.map(\.message) == [
                "the store was not closed; checking it", "the check of the store found no damage",
            ])
        withExtendedLifetime(store) {}
    }

    @Test func `a store whose process was killed counts as not closed, and is whole`() async throws {
        let folder = TemporaryFolder()
        let account = try #require(Account("alice"))
        let first = try folder.openStore()
        try await first.importAccounts([AccountImport(account: account)], in: .sample())
        let killed = try folder.copyAsKilled()
        let log = LogCapture()
        let second = try killed.openStore(log: log)
        #expect(
            log.lines.map(\.message) == [
                "the store was not closed; checking it", "the check of the store found no damage",
            ])
        #expect(try await second.existingAccounts(among: [account], in: .sample()) == [account])
    }

    @Test func `a database with a damaged index is refused after an unclean stop`() throws {
        let folder = TemporaryFolder()
        try folder.makeDatabase(version: Schema.currentVersion)
        try folder.withDatabase { database in
            try database.execute(sql: "INSERT INTO accounts (app, account, import_time) VALUES (1, 'alice', 0)")
            try database.execute(sql: TemporaryFolder.groupSQL)
            try database.execute(
                sql: """
                    PRAGMA writable_schema = ON;
                    UPDATE sqlite_schema SET rootpage = (
                        SELECT rootpage FROM sqlite_schema WHERE name = 'groups_by_type')
                    WHERE name = 'groups_by_id';
                    """)
        }
        try folder.leaveOpen()
        let error = try #require(throws: StoreOpenError.self) { try folder.openStore() }
        #expect("\(error)".contains("is damaged"))
        #expect("\(error)".contains(folder.databasePath))
    }

    @Test func `a refused database is checked again at the next opening`() throws {
        let folder = TemporaryFolder()
        try folder.leaveOpen()
        try Data("this is no database, as anybody can see".utf8).write(to: URL(fileURLWithPath: folder.databasePath))
        #expect(throws: StoreOpenError.self) { try folder.openStore() }
        try FileManager.default.removeItem(atPath: folder.databasePath)
        try folder.makeDatabase(version: Schema.currentVersion)
        let log = LogCapture()
        let store = try folder.openStore(log: log)
        #expect(log.lines.map(\.message).count == 2)
        withExtendedLifetime(store) {}
    }

    @Test func `a file that is no database is refused`() throws {
        let folder = TemporaryFolder()
        try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
        try Data(repeating: 0x5A, count: 8192).write(to: URL(fileURLWithPath: folder.databasePath))
        let error = try #require(throws: StoreOpenError.self) { try folder.openStore() }
        #expect("\(error)".contains("is damaged"))
    }

    @Test func `another program's database is refused, and stays as it is`() throws {
        let folder = TemporaryFolder()
        try folder.withDatabase { try $0.execute(sql: "CREATE TABLE notes (text TEXT)") }
        let before = try Data(contentsOf: folder.file("qun.sqlite"))
        let error = try #require(throws: StoreOpenError.self) { try folder.openStore() }
        #expect("\(error)".contains("another program"))
        #expect(try Data(contentsOf: folder.file("qun.sqlite")) == before)
        #expect(try folder.names() == ["qun.lock", "qun.sqlite"])
    }

    @Test(arguments: [-1, 0, Int(Int32.min)])
    func `a version that no release has written is refused in words`(version: Int) throws {
        let folder = TemporaryFolder()
        try folder.makeDatabase(version: Schema.currentVersion)
        try folder.withDatabase { try $0.execute(sql: "PRAGMA user_version = \(version)") }
        let error = try #require(throws: StoreOpenError.self) { try folder.openStore() }
        #expect("\(error)".contains("schema version \(version), which no release has written"))
    }

    @Test(arguments: [1, -1, Int(Int32.max)])
    func `a mark of other makers is refused in words`(mark: Int) throws {
        let folder = TemporaryFolder()
        try folder.makeDatabase(version: Schema.currentVersion)
        try folder.withDatabase { try $0.execute(sql: "PRAGMA application_id = \(mark)") }
        let error = try #require(throws: StoreOpenError.self) { try folder.openStore() }
        #expect("\(error)".contains("another program"))
    }

    @Test(arguments: ["DROP TABLE members", "DROP INDEX groups_by_id", "DELETE FROM store"])
    func `a database that lacks something is refused in words`(damage: String) throws {
        let folder = TemporaryFolder()
        try folder.makeDatabase(version: Schema.currentVersion)
        try folder.withDatabase { try $0.execute(sql: "PRAGMA foreign_keys = OFF; \(damage)") }
        let error = try #require(throws: StoreOpenError.self) { try folder.openStore() }
        #expect("\(error)".contains("missing"))
    }

    @Test func `a database that was cut short is refused in words`() async throws {
        let folder = TemporaryFolder()
        try await folder.openStore().close()
        try folder.change("qun.sqlite") { $0.removeLast($0.count - 8192) }
        let error = try #require(throws: StoreOpenError.self) { try folder.openStore() }
        #expect("\(error)".contains("is damaged"))
    }

    @Test func `a form that cannot be brought up is refused in words, and stays`() throws {
        let folder = TemporaryFolder()
        try folder.makeDatabase(version: 1)
        try folder.withDatabase { try $0.execute(sql: "CREATE TABLE bans (text TEXT)") }
        let error = try #require(throws: StoreOpenError.self) { try folder.openStore() }
        #expect("\(error)".contains("from schema version 1"))
        #expect("\(error)".contains("bans"))
        try folder.withDatabase { try $0.execute(sql: "DROP TABLE bans") }
        let store = try folder.openStore()
        withExtendedLifetime(store) {}
    }

    @Test func `a folder that cannot be made is refused`() throws {
        let folder = TemporaryFolder()
        try Data().write(to: folder.url)
        let error = try #require(throws: StoreOpenError.self) { try folder.openStore() }
        #expect("\(error)".contains(folder.url.path))
    }
}
