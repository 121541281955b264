import Storage
import StoreTransactions
import Synchronization
import Testing
import Wire

@testable import PostgresStore

/// Commits that wait for a synchronous standby.
@Suite struct StandbyTests {
    private let server: PostgresServer
    private let admin: PostgresConnection

    init() throws {
        server = try PostgresServer()
        admin = try PostgresConnection(ConnectionSettings(uri: server.uri("postgres")))
    }

    private func setStandby(_ name: String) throws {
        try admin.run(script: "ALTER SYSTEM SET synchronous_standby_names = '\(name)'")
        try admin.run(script: "SELECT pg_reload_conf()")
        while try admin.exchange([Statement("SHOW synchronous_standby_names")])[0].rows({ $0.text(0) }) != [name] {}
        // the process that tells all others takes the setting before it does this
        try admin.run(script: "CHECKPOINT")
    }

    /// Waits until a commit waits for a standby.
    ///
    /// - Parameter former: a process whose commit does not count.
    /// - Returns: its process.
    private func waitForCommit(after former: Int64 = 0) async throws -> Int64 {
        let statement = Statement("SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
        var process: Int64?
        try await waitUntil {
            process = try admin.exchange([statement])[0].rows { $0.integer(0) }.first { $0 != former }
            return process != nil
        }
        return try #require(process)
    }

    @Test func `a commit that has stopped waiting for its standby is answered when that has it`() async throws {
        let database = try server.makeDatabase()
        let test = try TestStore(database, uri: database.patientURI, options: .patient)
        try await test.store.checkWritable()
        try setStandby("nobody")
        let runs = Mutex(0)
        test.enqueue(1) { work in
            try work.countGroup()
            runs.withLock { $0 += 1 }
        }
        let first = try await waitForCommit()
        _ = try admin.exchange([Statement("SELECT pg_cancel_backend($1::integer)", [.integer(first)])])
        // the server has answered OK, with a warning; now the look at the batch's note waits
        try await waitUntil { test.commits.withLock(\.count) == 2 }
        _ = try await waitForCommit()
        #expect(test.done.withLock(\.self) == [])
        try setStandby("")
        try await test.store.close()
        #expect(test.done.withLock(\.self) == [1])
        #expect(runs.withLock(\.self) == 1)
        #expect(try test.countedGroups() == 1)
    }

    @Test func `a commit that is ended while it waits for its standby is found`() async throws {
        let database = try server.makeDatabase()
        let test = try TestStore(database, uri: database.patientURI, options: .patient)
        try await test.store.checkWritable()
        try setStandby("nobody")
        test.enqueue(1) { try $0.countGroup() }
        let first = try await waitForCommit()
        _ = try admin.exchange([Statement("SELECT pg_terminate_backend($1::integer)", [.integer(first)])])
        _ = try await waitForCommit(after: first)
        #expect(test.done.withLock(\.self) == [])
        try setStandby("")
        try await test.store.close()
        #expect(test.done.withLock(\.self) == [1])
        #expect(try test.countedGroups() == 1)
    }
}
