import Dispatch
import Foundation
import GRDB
import Logging
import Storage
import StoreTransactions
import TestSupport
import Testing
import Wire

@testable import SQLiteStore

/// The check of a whole database beside its use, and by itself.
@Suite struct IntegrityCheckTests {
    private let folder = TemporaryFolder()

    private func messages(_ log: LogCapture) -> [String] {
        log.lines.map(\.message)
    }

    /// Damages the inside of an index, which no look at the beginning of tables finds.
    private func damage() throws {
        try folder.makeDatabase(version: Schema.currentVersion)
        try folder.withDatabase { database in
            try database.execute(sql: TemporaryFolder.groupSQL)
            try database.execute(
                sql: """
                    PRAGMA writable_schema = ON;
                    UPDATE sqlite_schema SET sql = replace(sql, 'app, group_id', 'group_id, app')
                    WHERE name = 'groups_by_id';
                    """)
        }
    }

    @Test func `a large store is served at once, and checked beside`() async throws {
        try await folder.openStore().close()
        try folder.leaveOpen()
        let log = LogCapture()
        let store = try folder.openStoreThatChecksBeside(log: log)
        try await store.checkWritable()
        await store.check?.wait()
        #expect(
            messages(log) == [
                "the store was not closed; checking it while it is served", "the check of the store found no damage",
            ])
        #expect(try !folder.note().isUnchecked)
        try await store.close()
    }

    @Test func `a small store is checked before it is served`() async throws {
        try await folder.openStore().close()
        try folder.leaveOpen()
        let store = try folder.openStore()
        #expect(store.check == nil)
        try await store.close()
    }

    @Test func `damage that the check finds is an error in the log, and is checked for again`() async throws {
        try damage()
        try folder.leaveOpen()
        for _ in 0..<2 {
            let log = LogCapture()
            let store = try folder.openStoreThatChecksBeside(log: log)
            await store.check?.wait()
            let error = try #require(log.lines.first { $0.level == .error })
            #expect(error.message.contains("the store is damaged"))
            #expect(error.fields["findings"]?.contains("groups_by_id") == true)
            #expect(try folder.note().isUnchecked)
            try await store.close()
        }
    }

    @Test func `a damaged beginning is refused before anything is served`() throws {
        try folder.makeDatabase(version: Schema.currentVersion)
        try folder.withDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA writable_schema = ON;
                    UPDATE sqlite_schema SET rootpage = (
                        SELECT rootpage FROM sqlite_schema WHERE name = 'bans')
                    WHERE name = 'mutes';
                    """)
        }
        try folder.leaveOpen()
        let error = try #require(throws: StoreOpenError.self) {
            try folder.openStoreThatChecksBeside(log: LogCapture())
        }
        #expect("\(error)".contains("begin at the same page"))
    }

    @Test func `a stop interrupts the check, and the next start makes it`() async throws {
        try await folder.openStore().close()
        try folder.leaveOpen()
        let data = try DataFolder(folder.url)
        try data.changeNote { $0.isUnchecked = true }
        let connection = try DatabaseQueue(path: folder.databasePath)
        let isReading = DispatchSemaphore(value: 0)
        let mayGoOn = DispatchSemaphore(value: 0)
        try await connection.unsafeRead { database in
            database.trace { _ in
                isReading.signal()
                mayGoOn.wait()
            }
        }
        let log = LogCapture()
        let check = IntegrityCheck(connection, folder: data, logger: log.logger)
        check.start()
        let stopping = Task.detached {
            isReading.wait()
            check.breakOff()
            mayGoOn.signal()
            try check.stop()
        }
        try await stopping.value
        #expect(messages(log) == ["the check of the store was broken off; the next start makes it again"])
        #expect(data.note?.isUnchecked == true)
    }

    @Test func `a check that was not made is made at the next start, clean or not`() async throws {
        try await folder.openStore().close()
        let data = try DataFolder(folder.url)
        try data.changeNote { $0.isUnchecked = true }
        data.unlock()
        let log = LogCapture()
        let store = try folder.openStoreThatChecksBeside(log: log)
        await store.check?.wait()
        #expect(
            messages(log) == [
                "the store has not been checked since it was not closed; checking it while it is served",
                "the check of the store found no damage",
            ])
        try await store.close()
        let last = LogCapture()
        try await folder.openStoreThatChecksBeside(log: last).close()
        #expect(messages(last).isEmpty)
    }

    @Test func `a check during which the log grows too large is broken off`() async throws {
        try await folder.openStore().close()
        let data = try DataFolder(folder.url)
        let connection = try DatabaseQueue(path: folder.databasePath)
        let log = LogCapture()
        let check = IntegrityCheck(connection, folder: data, logger: log.logger, maximumLogBytes: -1)
        check.breakOffIfLogIsLarge()
        check.start()
        await check.wait()
        try check.stop()
        #expect(messages(log).count == 1)
        #expect(messages(log).first?.contains("writes made the log large") == true)
    }

    // MARK: By itself

    private func report() throws -> StoreCheckReport {
        try StoreCheckReport(folder: folder.url) { _, _ in }
    }

    @Test func `a check by itself finds nothing in a whole store, and spares the next start its own`() async throws {
        let store = try folder.openStore()
        let killed = try folder.copyAsKilled()
        let report = try StoreCheckReport(folder: killed.url) { file, bytes in
            #expect(file == killed.databasePath)
            #expect(bytes > 0)
        }
        #expect(report.isWhole)
        let log = LogCapture()
        try await killed.openStore(log: log).close()
        #expect(messages(log).isEmpty)
        withExtendedLifetime(store) {}
    }

    @Test func `a check by itself finds damage, and leaves the store unchecked`() throws {
        try damage()
        try folder.leaveOpen()
        let store = try folder.openStoreThatChecksBeside(log: LogCapture())
        try store.check?.stop()
        let killed = try folder.copyAsKilled()
        let report = try StoreCheckReport(folder: killed.url) { _, _ in }
        #expect(report.findings.contains { $0.contains("groups_by_id") })
        #expect(!report.isWhole)
        #expect(try killed.note().isUnchecked)
    }

    @Test func `a check by itself tells what the log has lost`() throws {
        let store = try folder.openStore()
        let killed = try folder.copyAsKilled()
        try killed.write("", to: "qun.sqlite-wal")
        let report = try StoreCheckReport(folder: killed.url) { _, _ in }
        #expect(report.losses.first?.contains("the log is empty") == true)
        withExtendedLifetime(store) {}
    }

    @Test func `a check by itself is refused beside a server`() throws {
        let store = try folder.openStore()
        let error = try #require(throws: StoreOpenError.self) { try report() }
        #expect("\(error)".contains("in use by process \(getpid())"))
        withExtendedLifetime(store) {}
    }

    @Test func `a check by itself makes no store and no folder`() throws {
        #expect(throws: StoreOpenError.self) { try report() }
        #expect(!FileManager.default.fileExists(atPath: folder.url.path))
        try folder.write("", to: "qun.sqlite")
        let error = try #require(throws: StoreOpenError.self) { try report() }
        #expect("\(error)".contains("there is no store"))
        #expect(try folder.names() == ["qun.lock", "qun.sqlite"])
    }

    @Test(arguments: 1..<Schema.currentVersion)
    func `a check by itself leaves an earlier version as it is`(version: Int) throws {
        try folder.makeDatabase(version: version)
        #expect(try report().isWhole)
        let found = try folder.withDatabase { try Int.fetchOne($0, sql: "PRAGMA user_version") }
        #expect(found == version)
        #expect(!folder.exists("store.json"))
    }
}
