import Foundation
import GRDB
import Testing

@testable import SQLiteStore

@Suite struct SQLiteSettingsTests {
    @Test func `a commit waits for the disk`() throws {
        let store = try TemporaryFolder().openStore()
        let synchronous = try store.writer.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
        #expect(synchronous == 2)
    }

    @Test func `a temporary store does not wait for the disk`() throws {
        let store = try SQLiteStore.temporary()
        let synchronous = try store.writer.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
        #expect(synchronous == 0)
    }

    @Test func `readers keep fewer pages than the writer`() throws {
        let store = try TemporaryFolder().openStore()
        let writer = try store.writer.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA cache_size") }
        let readers = try store.readers.map { try $0.read { try Int.fetchOne($0, sql: "PRAGMA cache_size") } }
        #expect(writer == -16_000)
        #expect(readers == [-4_000, -4_000, -4_000, -4_000])
    }

    @Test func `changes go to a write-ahead log`() throws {
        let store = try TemporaryFolder().openStore()
        let mode = try store.writer.writeWithoutTransaction { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
        #expect(mode == "wal")
    }

    @Test func `foreign keys are enforced`() throws {
        let store = try TemporaryFolder().openStore()
        let enforced = try store.writer.writeWithoutTransaction { try Bool.fetchOne($0, sql: "PRAGMA foreign_keys") }
        #expect(enforced == true)
    }

    @Test func `a writer waits for a lock that somebody else holds`() throws {
        let store = try TemporaryFolder().openStore()
        let timeout = try store.writer.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA busy_timeout") }
        #expect(timeout == 5000)
    }

    @Test func `nobody else reads the folder or its files`() async throws {
        let folder = TemporaryFolder()
        let store = try folder.openStore()
        try await store.checkWritable()
        #expect(try folder.mode(of: "") == 0o700)
        for name in ["qun.sqlite", "qun.sqlite-wal", "qun.sqlite-shm", "qun.lock"] {
            #expect(try folder.mode(of: name) == 0o600)
        }
    }

    @Test func `a temporary folder goes with its store`() async throws {
        let store = try SQLiteStore.temporary()
        let path = store.writer.path
        #expect(FileManager.default.fileExists(atPath: path))
        try await store.close()
        #expect(!FileManager.default.fileExists(atPath: path))
    }
}
