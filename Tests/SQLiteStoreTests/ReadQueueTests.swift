import Dispatch
import GRDB
import Storage
import Testing

@testable import SQLiteStore

@Suite struct ReadQueueTests {
    private let folder = TemporaryFolder()
    private let store: SQLiteStore

    init() throws {
        store = try folder.openStore()
    }

    @Test func `readers take turns`() async throws {
        var used: [ObjectIdentifier] = []
        for _ in 0..<2 * store.readers.count {
            used.append(try await store.reads.perform { ObjectIdentifier($0) })
            await waitUntilReadersRest()
        }
        let turn = try store.readers.map { try $0.read { ObjectIdentifier($0) } }
        #expect(used == turn + turn)
    }

    @Test func `as many jobs run at once as there are readers`() async throws {
        let gate = DispatchSemaphore(value: 0)
        let jobs = await runOnEachReader(until: gate)
        for _ in jobs {
            gate.signal()
        }
        var used: Set<ObjectIdentifier> = []
        for job in jobs {
            used.insert(try await job.value)
        }
        #expect(used.count == store.readers.count)
    }

    @Test func `closing waits for the jobs that run`() async throws {
        let gate = DispatchSemaphore(value: 0)
        let jobs = await runOnEachReader(until: gate)
        let closing = Task { try await store.close() }
        for _ in jobs {
            gate.signal()
        }
        try await closing.value
        for job in jobs {
            _ = try await job.value
        }
        await #expect(throws: StoreError.self) {
            try await store.reads.perform { _ in }
        }
    }

    @Test func `a failure that ends the transaction is told, and the reader goes on`() async throws {
        let failure = await #expect(throws: StoreError.self) {
            try await store.reads.perform { database in
                // what SQLite does by itself when reading fails
                try database.execute(sql: "ROLLBACK")
                throw DatabaseError(resultCode: .SQLITE_IOERR)
            }
        }
        guard case .unavailable(let cause as DatabaseError) = failure else {
            Issue.record("told as \(String(describing: failure))")
            return
        }
        #expect(cause.resultCode == .SQLITE_IOERR)
        for _ in store.readers {
            await waitUntilReadersRest()
            #expect(try await store.reads.perform { $0.isInsideTransaction })
        }
    }

    /// Starts as many jobs as there are readers, each of which reads once it was let through the gate.
    ///
    /// Returns when all of them run.
    private func runOnEachReader(until gate: DispatchSemaphore) async -> [Task<ObjectIdentifier, any Error>] {
        let (running, announce) = AsyncStream.makeStream(of: Void.self)
        let jobs = store.readers.map { _ in
            Task {
                try await store.reads.perform { database in
                    announce.yield()
                    gate.wait()
                    _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM groups")
                    return ObjectIdentifier(database)
                }
            }
        }
        var started = running.makeAsyncIterator()
        for _ in jobs {
            await started.next()
        }
        return jobs
    }

    /// A worker holds its connection until it finds no more jobs.
    private func waitUntilReadersRest() async {
        for reader in store.readers {
            _ = try? await reader.unsafeRead { _ in }
        }
    }
}
