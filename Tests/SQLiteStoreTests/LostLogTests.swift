import Foundation
import GRDB
import Logging
import Storage
import StoreTransactions
import TestSupport
import Testing
import Wire

@testable import SQLiteStore

/// What is said when the write-ahead log of a store that was not closed is not what it was.
@Suite struct LostLogTests {
    private let folder = TemporaryFolder()

    /// A folder whose process was killed after so many imports of accounts, each a commit of its own.
    private func kill(after imports: Int) async throws -> TemporaryFolder {
        let store = try folder.openStore()
        try await importAccounts(imports, into: store)
        return try folder.copyAsKilled()
    }

    private func importAccounts(_ count: Int, into store: SQLiteStore) async throws {
        for number in 0..<count {
            let account = try #require(Account("user\(number)"))
            try await store.importAccounts([AccountImport(account: account)], in: .sample())
        }
    }

    private func accounts(in store: SQLiteStore, of count: Int) async throws -> Int {
        let all = try (0..<count).map { try #require(Account("user\($0)")) }
        return try await store.existingAccounts(among: all, in: .sample()).count
    }

    /// What the next opening says is lost.
    private func losses(of folder: TemporaryFolder) async throws -> [String] {
        let log = LogCapture()
        let store = try folder.openStore(log: log)
        try await store.checkWritable()
        return log.lines.filter { $0.level == .error }.map { $0.fields["reason"] ?? "" }
    }

    @Test func `a log that is whole is taken without a word`() async throws {
        let killed = try await kill(after: 10)
        let log = LogCapture()
        let store = try killed.openStore(log: log)
        #expect(log.lines.allSatisfy { $0.level < .error })
        #expect(try await accounts(in: store, of: 10) == 10)
    }

    @Test func `a log that is missing is told`() async throws {
        let killed = try await kill(after: 10)
        try FileManager.default.removeItem(at: killed.file("qun.sqlite-wal"))
        let losses = try await losses(of: killed)
        #expect(losses.first?.contains("the log is missing") == true)
        #expect(losses.last?.contains("older") == true)
    }

    @Test func `a log that is empty is told`() async throws {
        let killed = try await kill(after: 10)
        try killed.write("", to: "qun.sqlite-wal")
        #expect(try await losses(of: killed).first?.contains("the log is empty") == true)
    }

    @Test(arguments: [0, 5, 9, 20, 31])
    func `a log whose head is damaged is told`(byte: Int) async throws {
        let killed = try await kill(after: 10)
        try killed.change("qun.sqlite-wal") { $0[byte] ^= 0x5A }
        #expect(try await losses(of: killed).first?.contains("damaged at its head") == true)
    }

    @Test(arguments: [1, 31, 4096, 5000])
    func `a log that was cut at its head is told`(bytes: Int) async throws {
        let killed = try await kill(after: 10)
        try killed.change("qun.sqlite-wal") { $0 = $0.dropFirst(bytes) }
        #expect(try await losses(of: killed).first?.contains("damaged at its head") == true)
    }

    @Test func `a log of which only the head is left is told`() async throws {
        let killed = try await kill(after: 10)
        try killed.change("qun.sqlite-wal") { $0 = $0.prefix(32) }
        #expect(try await losses(of: killed).first?.contains("the first commit in the log") == true)
    }

    @Test func `an older log of the same store is told`() async throws {
        let killed = try await kill(after: 10)
        let old = try Data(contentsOf: killed.file("qun.sqlite-wal"))
        let store = try killed.openStore()
        let again = try killed.copyAsKilled()
        try old.write(to: again.file("qun.sqlite-wal"))
        #expect(try await losses(of: again).first?.contains("not the one that was written last") == true)
        withExtendedLifetime(store) {}
    }

    @Test func `a log of another store is refused, and both stay as they are`() async throws {
        let other = TemporaryFolder()
        let store = try other.openStore()
        let killed = try await kill(after: 10)
        try Data(contentsOf: other.file("qun.sqlite-wal")).write(to: killed.file("qun.sqlite-wal"))
        let before = try ["qun.sqlite", "qun.sqlite-wal"].map { try Data(contentsOf: killed.file($0)) }
        let error = try #require(throws: StoreOpenError.self) { try killed.openStore() }
        #expect("\(error)".contains("the database of another store"))
        #expect(try ["qun.sqlite", "qun.sqlite-wal"].map { try Data(contentsOf: killed.file($0)) } == before)
        withExtendedLifetime(store) {}
    }

    @Test func `a log that is damaged in the middle is told, with what is left served`() async throws {
        let killed = try await kill(after: 10)
        let frame = 24 + 4096
        try killed.change("qun.sqlite-wal") { $0[32 + 3 * frame + 100] ^= 0x5A }
        let log = LogCapture()
        let store = try killed.openStore(log: log)
        let losses = log.lines.filter { $0.level == .error }.map { $0.fields["reason"] ?? "" }
        #expect(losses.count == 1)
        #expect(losses.first?.hasPrefix("frame ") == true)
        #expect(try await accounts(in: store, of: 10) < 10)
    }

    @Test func `a loss is told once, and the store goes on`() async throws {
        let killed = try await kill(after: 10)
        try killed.write("", to: "qun.sqlite-wal")
        let store = try killed.openStore()
        let again = try killed.copyAsKilled()
        #expect(try await losses(of: again).isEmpty)
        withExtendedLifetime(store) {}
    }

    @Test func `a commit that was being written is not missed`() async throws {
        let killed = try await kill(after: 10)
        // a loss of power leaves any part of what was not yet waited for
        try killed.change("qun.sqlite-wal") { $0[$0.count - 100] ^= 0x5A }
        #expect(try await losses(of: killed).isEmpty)
        let cut = try folder.copyAsKilled()
        try cut.change("qun.sqlite-wal") { $0.removeLast(1000) }
        #expect(try await losses(of: cut).isEmpty)
    }

    @Test func `a log that began anew is taken without a word`() async throws {
        let store = try folder.openStore()
        for _ in 0..<3 {
            try await importAccounts(20, into: store)
            _ = try await store.writer.writeWithoutTransaction { try $0.checkpoint(.passive) }
            let written = try folder.copyAsKilled()
            #expect(try await losses(of: written).isEmpty)
            try await store.checkWritable()
            let begun = try folder.copyAsKilled()
            let whole = try folder.copyAsKilled()
            #expect(try await losses(of: whole).isEmpty)
            // the head is written before the first frame
            try begun.change("qun.sqlite-wal") { $0[32 + 8] ^= 0x5A }
            #expect(try await losses(of: begun) == [])
        }
    }

    @Test func `a log that a later start has begun anew is taken without a word`() async throws {
        let first = try await kill(after: 10)
        let note = try first.note()
        var last = first
        var stores: [SQLiteStore] = []
        for _ in 0..<3 {
            stores.append(try last.openStore())
            last = try last.copyAsKilled()
            let early = try last.copyAsKilled()
            // as if the starts had ended before they noted how the log begins
            try early.write(String(decoding: note.encoded(), as: UTF8.self), to: "store.json")
            #expect(try await losses(of: early).isEmpty)
        }
        withExtendedLifetime(stores) {}
    }

    @Test func `a store that was closed misses no log`() async throws {
        try await folder.openStore().close()
        #expect(try await losses(of: folder).isEmpty)
        try folder.write("left by another program", to: "qun.sqlite-wal")
        #expect(try await losses(of: TemporaryFolder()).isEmpty)
    }

    @Test func `a log that another program still reads is noted when the store is closed`() async throws {
        let store = try folder.openStore()
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let reader = try DatabaseQueue(path: folder.databasePath, configuration: configuration)
        try await reader.unsafeRead { database in
            try database.execute(sql: "BEGIN; SELECT count(*) FROM accounts")
        }
        try await importAccounts(3, into: store)
        try await store.close()
        let note = try folder.note()
        #expect(!note.isOpen)
        #expect(note.log != nil)
        let copy = try folder.copyAsKilled()
        try FileManager.default.removeItem(at: copy.file("qun.sqlite-wal"))
        #expect(try await losses(of: copy).first?.contains("the log is missing") == true)
        try await reader.unsafeRead { try $0.execute(sql: "COMMIT") }
        try reader.close()
    }

    /// The first as SQLite wrote it, the second with the checksum of a machine of the other order of bytes.
    @Test(arguments: [
        "377f0682002de2180000100000000000386fa38632f9bbc25b8a724bd62e4322",
        "377f0683002de2180000100000000000386fa38632f9bbc24e748a5d28472dd8",
    ])
    func `the head of a log is read in both orders of bytes, and any change of it is seen`(digits: String) throws {
        let head = try JSONDecoder().decode(WriteAheadLogHead.self, from: Data("\"\(digits)\"".utf8))
        #expect(head.pageSize == 4096)
        for place in digits.indices {
            let digit = digits[place] == "0" ? "1" : "0"
            let changed = digits.replacingCharacters(in: place...place, with: digit)
            #expect(throws: DecodingError.self) {
                try JSONDecoder().decode(WriteAheadLogHead.self, from: Data("\"\(changed)\"".utf8))
            }
        }
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(WriteAheadLogHead.self, from: Data("\"\(digits.dropLast(2))\"".utf8))
        }
    }
}
