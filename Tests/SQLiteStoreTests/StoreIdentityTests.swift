import Foundation
import GRDB
import Logging
import Storage
import StoreTransactions
import TestSupport
import Testing
import Wire

@testable import SQLiteStore

/// What a data folder knows of its store, and what it says when something else lies there.
@Suite struct StoreIdentityTests {
    private let folder = TemporaryFolder()
    private let alice: Account
    private let newStore = OpeningOptions(
        allowsNewStore: true, signsOfStore: ["app.json", "demo.json"], filesAboutStore: ["demo.json"])

    init() throws {
        alice = try #require(Account("alice"))
    }

    @Test func `the folder notes the identity, the openings and the state`() async throws {
        let first = try folder.openStore()
        let open = try folder.note()
        try await first.close()
        let closed = try folder.note()
        let second = try folder.openStore()
        let reopened = try folder.note()
        #expect(open.identity.count == 32)
        #expect([open, closed, reopened].map(\.identity) == Array(repeating: open.identity, count: 3))
        #expect([open, closed, reopened].map(\.openings) == [1, 1, 2])
        #expect([open, closed, reopened].map(\.isOpen) == [true, false, true])
        #expect([open, closed, reopened].map { $0.log == nil } == [false, true, false])
        withExtendedLifetime(second) {}
    }

    @Test func `two stores have two identities`() throws {
        let other = TemporaryFolder()
        let stores = [try folder.openStore(), try other.openStore()]
        #expect(try folder.note().identity != other.note().identity)
        withExtendedLifetime(stores) {}
    }

    // MARK: A store that is missing

    @Test(arguments: [true, false])
    func `an emptied or removed database is refused, whatever the stop was`(isRemoved: Bool) async throws {
        let closed = TemporaryFolder()
        try await closed.openStore().close()
        let store = try folder.openStore()
        let killed = try folder.copyAsKilled()
        for folder in [closed, killed] {
            try isRemoved
                ? FileManager.default.removeItem(at: folder.file("qun.sqlite")) : folder.write("", to: "qun.sqlite")
            let names = try folder.names()
            let error = try #require(throws: StoreOpenError.self) { try folder.openStore() }
            #expect("\(error)".contains("qun.sqlite is missing or holds nothing"))
            #expect("\(error)".contains("store.json shows"))
            #expect("\(error)".contains("--new-store"))
            #expect(try folder.names() == names)
        }
        withExtendedLifetime(store) {}
    }

    @Test(arguments: ["app.json", "demo.json"])
    func `a folder of an earlier version tells by its files that a store was there`(sign: String) throws {
        try folder.write("{}", to: sign)
        try folder.write("", to: "qun.lock")
        try folder.write("", to: "qun.sqlite")
        var options = newStore
        options.allowsNewStore = false
        let error = try #require(throws: StoreOpenError.self) {
            try folder.openStore(options: options, log: LogCapture())
        }
        #expect("\(error)".contains("\(sign) shows"))
    }

    @Test func `a folder of an earlier version tells by its lock that a store was there`() throws {
        try folder.leaveOpen()
        let error = try #require(throws: StoreOpenError.self) { try folder.openStore() }
        #expect("\(error)".contains("qun.lock shows"))
    }

    @Test func `a log without its database is kept, and refused`() throws {
        let store = try folder.openStore()
        let killed = try folder.copyAsKilled()
        try killed.write("", to: "qun.sqlite")
        try FileManager.default.removeItem(at: killed.file("store.json"))
        try killed.write("", to: "qun.lock")
        let log = try Data(contentsOf: killed.file("qun.sqlite-wal"))
        let error = try #require(throws: StoreOpenError.self) { try killed.openStore() }
        #expect("\(error)".contains("qun.sqlite-wal shows"))
        #expect(try Data(contentsOf: killed.file("qun.sqlite-wal")) == log)
        withExtendedLifetime(store) {}
    }

    // MARK: Another store

    @Test func `the database of another folder is refused with both identities`() async throws {
        let other = TemporaryFolder()
        try await folder.openStore().close()
        try await other.openStore().close()
        try Data(contentsOf: other.file("qun.sqlite")).write(to: folder.file("qun.sqlite"))
        let error = try #require(throws: StoreOpenError.self) { try folder.openStore() }
        #expect("\(error)".contains(try other.note().identity))
        #expect("\(error)".contains(try folder.note().identity))
        try FileManager.default.removeItem(at: folder.file("store.json"))
        let adopted = try folder.openStore()
        #expect(try folder.note().identity == other.note().identity)
        withExtendedLifetime(adopted) {}
    }

    @Test func `an older copy of the database is taken, and said to be older`() async throws {
        try await folder.openStore().close()
        let backup = try Data(contentsOf: folder.file("qun.sqlite"))
        try await folder.openStore().close()
        try backup.write(to: folder.file("qun.sqlite"))
        let log = LogCapture()
        let store = try folder.openStore(log: log)
        #expect(log.lines.map(\.level) == [.error])
        #expect(log.lines.first?.fields["reason"]?.contains("older") == true)
        withExtendedLifetime(store) {}
    }

    @Test func `a copy of an earlier version is taken, and said to be older`() async throws {
        try await folder.openStore().close()
        let earlier = TemporaryFolder()
        try earlier.makeDatabase(version: 8)
        try Data(contentsOf: earlier.file("qun.sqlite")).write(to: folder.file("qun.sqlite"))
        let log = LogCapture()
        let store = try folder.openStore(log: log)
        #expect(log.lines.first?.fields["reason"]?.contains("older") == true)
        withExtendedLifetime(store) {}
    }

    @Test func `a note that cannot be read is refused in words`() async throws {
        try await folder.openStore().close()
        try folder.write("{\"identity\": 1}", to: "store.json")
        let error = try #require(throws: StoreOpenError.self) { try folder.openStore() }
        #expect("\(error)".contains("store.json is damaged"))
    }

    // MARK: A new store

    @Test func `a new store begins on demand where the old one is missing, and the old files stay`() async throws {
        let store = try folder.openStore()
        let killed = try folder.copyAsKilled()
        try killed.write("", to: "qun.sqlite")
        try killed.write("{}", to: "app.json")
        try killed.write("{}", to: "demo.json")
        let old = try killed.note().identity
        let log = LogCapture()
        let begun = try killed.openStore(options: newStore, log: log)
        #expect(log.lines.map(\.message) == ["the store was set aside, as --new-store asks", "a new store begins"])
        #expect(
            log.lines.first?.fields["files"] == "qun.sqlite.old-1-wal, demo.json.old-1, store.json.old-1")
        #expect(try killed.note().identity != old)
        #expect(try killed.names().contains("app.json"))
        try await begun.close()
        try await killed.openStore(options: newStore, log: LogCapture()).close()
        withExtendedLifetime(store) {}
    }

    @Test func `a new store begins on demand in the place of another program's database`() async throws {
        try folder.withDatabase { try $0.execute(sql: "CREATE TABLE notes (text TEXT)") }
        let before = try Data(contentsOf: folder.file("qun.sqlite"))
        try await folder.openStore(options: newStore, log: LogCapture()).close()
        #expect(try Data(contentsOf: folder.file("qun.sqlite.old-1")) == before)
    }

    @Test func `what was set aside earlier stays`() async throws {
        for text in ["first", "second"] {
            try folder.write(text, to: "qun.sqlite")
            try await folder.openStore(options: newStore, log: LogCapture()).close()
        }
        #expect(try String(contentsOf: folder.file("qun.sqlite.old-1"), encoding: .utf8) == "first")
        #expect(try String(contentsOf: folder.file("qun.sqlite.old-2"), encoding: .utf8) == "second")
    }

    @Test func `a store that is in order is served as it is, new store or not`() async throws {
        let first = try folder.openStore()
        try await first.importAccounts([AccountImport(account: alice)], in: .sample())
        try await first.close()
        let log = LogCapture()
        let second = try folder.openStore(options: newStore, log: log)
        #expect(try await second.existingAccounts(among: [alice], in: .sample()) == [alice])
        #expect(log.lines.isEmpty)
    }

    @Test func `a damaged store is refused, new store or not`() async throws {
        try await folder.openStore().close()
        try folder.change("qun.sqlite") { $0.removeLast($0.count - 8192) }
        #expect(throws: StoreOpenError.self) { try folder.openStore(options: newStore, log: LogCapture()) }
        #expect(try !folder.names().contains { $0.contains("old") })
    }

    // MARK: First starts that end early

    @Test(arguments: 0...Schema.currentVersion)
    func `a first start that ended before its note was written is gone on with`(version: Int) throws {
        try folder.makeDatabase(version: version)
        try folder.write("", to: "qun.lock")
        try folder.write("{", to: "store.json.new")
        let log = LogCapture()
        let store = try folder.openStore(log: log)
        #expect(log.lines.map(\.message) == (version == 0 ? ["a new store begins"] : []))
        #expect(try folder.note().openings == 1)
        withExtendedLifetime(store) {}
    }

    @Test(arguments: [[], ["qun.lock"], ["qun.lock", "qun.sqlite"], ["qun.lock", "qun.sqlite", "qun.sqlite-wal"]])
    func `a first start that ended before the database was made is gone on with`(files: [String]) throws {
        try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
        for file in files {
            try folder.write("", to: file)
        }
        let log = LogCapture()
        let store = try folder.openStore(log: log)
        #expect(log.lines.map(\.message) == ["a new store begins"])
        withExtendedLifetime(store) {}
    }

    @Test func `a first start that ended anywhere inside is gone on with`() throws {
        try folder.write("", to: "qun.lock")
        let copies = try folder.copiesOfEachMoment { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL")
            try Schema.migrate(database, from: 0)
        }
        #expect(copies.count > 40)
        for copy in copies {
            let log = LogCapture()
            let store = try copy.openStore(options: signs, log: log)
            #expect(log.lines.allSatisfy { $0.level < .error })
            withExtendedLifetime(store) {}
        }
    }

    private var signs: OpeningOptions {
        OpeningOptions(signsOfStore: newStore.signsOfStore, filesAboutStore: newStore.filesAboutStore)
    }
}
