import Foundation
import GRDB
import Logging
import Storage
import Synchronization
import TestSupport
import Testing

@testable import SQLiteStore

@Suite struct StoreBackupTests {
    private let source = TemporaryFolder()
    private let destination = TemporaryFolder()

    private func copy(tell: @escaping (Int64, Int64) -> Void = { _, _ in }) throws {
        try StoreBackup.copy(from: source.url, to: destination.url, tell: tell)
    }

    @Test func `a store that is open is copied, and the copy is one that was closed`() async throws {
        let store = try source.openStore()
        try await store.checkWritable()
        try copy()
        let (original, copied) = (try source.note(), try destination.note())
        #expect(copied.identity == original.identity)
        #expect(copied.openings == original.openings)
        #expect(!copied.isOpen && copied.log == nil)
        try await store.close()
        let report = try StoreCheckReport(folder: destination.url) { _, _ in }
        #expect(report.isWhole)
        let log = LogCapture()
        try await destination.openStore(log: log).close()
        #expect(log.lines.allSatisfy { $0.level < .warning })
    }

    /// One before stores had an identity, and one after.
    @Test(arguments: [8, 10])
    func `a store of an earlier release is copied as it is`(_ version: Int) async throws {
        try source.makeDatabase(version: version)
        try copy()
        #expect(try copiedVersion() == version)
        try await destination.openStore().close()
        #expect(try copiedVersion() == Schema.currentVersion)
    }

    private func copiedVersion() throws -> Int? {
        try destination.withDatabase { try Int.fetchOne($0, sql: "PRAGMA user_version") }
    }

    @Test func `a store of a later release is not copied`() throws {
        try source.makeDatabase(version: Schema.currentVersion)
        try source.withDatabase { try $0.execute(sql: "PRAGMA user_version = \(Schema.currentVersion + 1)") }
        #expect(throws: StoreOpenError.self) { try copy() }
        #expect(!destination.exists("qun.sqlite"))
    }

    @Test func `a folder that has a store is not filled`() async throws {
        try await source.openStore().close()
        try await destination.openStore().close()
        let note = try destination.note()
        #expect(throws: StoreOpenError.self) { try copy() }
        #expect(try destination.note() == note)
    }

    @Test func `it is told how far the copy is`() async throws {
        try await source.openStore().close()
        try source.withDatabase { database in
            try database.execute(
                sql: "CREATE TABLE ballast (bytes BLOB); INSERT INTO ballast VALUES (zeroblob(20000000))")
        }
        let told = Mutex<[(done: Int64, all: Int64)]>([])
        try copy { done, all in told.withLock { $0.append((done, all)) } }
        let steps = told.withLock(\.self)
        #expect(steps.count > 2)
        #expect(steps.allSatisfy { $0.all == steps[0].all && $0.done <= $0.all })
        #expect(steps.map(\.done) == steps.map(\.done).sorted())
        #expect(steps.last.map(\.done) == steps[0].all)
    }
}
