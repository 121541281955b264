import Dispatch
import GRDB
import Groups
import Storage
import Synchronization
import Testing
import Wire

@testable import SQLiteStore
@testable import StoreTransactions

@Suite struct CommitQueueTests {
    /// Counts commits, and answers of jobs by their number.
    private final class Record: Sendable {
        let commits = Mutex<[Int]>([])
        let done = Mutex<[Int]>([])
        let failed = Mutex<[Int]>([])
    }

    private let record = Record()
    private let store: SQLiteStore

    init() throws {
        let record = record
        store = try SQLiteStore.temporary { jobs in record.commits.withLock { $0.append(jobs) } }
    }

    @Test func `writes that wait at the same time share a commit`() async throws {
        let gate = await holdBatch()
        for number in 1...20 {
            enqueue(number)
        }
        gate.signal()
        try await store.close()
        #expect(record.commits.withLock(\.self) == [1, 20])
        #expect(record.done.withLock(\.self) == Array(0...20))
    }

    @Test func `a batch is bounded`() async throws {
        let gate = await holdBatch()
        for number in 1...CommitQueue.maximumBatch + 1 {
            enqueue(number)
        }
        gate.signal()
        try await store.close()
        #expect(record.commits.withLock(\.self) == [1, CommitQueue.maximumBatch, 1])
    }

    @Test func `a refusal takes back only its own job`() async throws {
        let gate = await holdBatch()
        enqueue(1) { try insert(1, into: $0) }
        enqueue(2) { database in
            try insert(2, into: database)
            throw APIError(.groupFull, "full")
        }
        enqueue(3) { try insert(3, into: $0) }
        gate.signal()
        try await store.checkWritable()
        #expect(record.done.withLock(\.self) == [0, 1, 3])
        #expect(record.failed.withLock(\.self) == [2])
        #expect(try await stored() == [1, 3])
    }

    @Test func `a job whose commit fails fails alone, and nothing of it is kept`() async throws {
        let gate = await holdBatch()
        enqueue(1) { try insert(1, into: $0) }
        // a deferred constraint is asked for at the commit, and refuses it there
        enqueue(2) { database in
            try database.execute(sql: "PRAGMA defer_foreign_keys = ON")
            try database.execute(
                sql: "INSERT INTO mutes (app, group_number, topic, account, mute_until) VALUES (1, 99, '', 'a', 1)")
        }
        enqueue(3) { try insert(3, into: $0) }
        gate.signal()
        await waitForBatch()
        #expect(record.failed.withLock(\.self) == [2])
        #expect(record.done.withLock(\.self) == [0, 1, 3])
        #expect(try await stored() == [1, 3])
    }

    @Test func `a job that loses the transaction fails alone`() async throws {
        let gate = await holdBatch()
        enqueue(1) { try insert(1, into: $0) }
        enqueue(2) { database in
            try database.execute(sql: "ROLLBACK")
            throw CancellationError()
        }
        gate.signal()
        await waitForBatch()
        enqueue(3) { try insert(3, into: $0) }
        try await store.checkWritable()
        #expect(record.failed.withLock(\.self) == [2])
        #expect(try await stored() == [1, 3])
    }

    @Test func `transactions that wait at the same time share a commit`() async throws {
        let gate = await holdBatch()
        for number in 1...20 {
            enqueueTransaction(number) { try insert(number, by: $0) }
        }
        gate.signal()
        try await store.checkWritable()
        #expect(record.commits.withLock(\.self).prefix(2) == [1, 20] || record.commits.withLock(\.self) == [1, 21])
        #expect(record.done.withLock(\.self) == Array(0...20))
        #expect(try await stored() == Array(1...20))
    }

    @Test func `a refused transaction takes back only its own changes`() async throws {
        let gate = await holdBatch()
        enqueueTransaction(1) { try insert(1, by: $0) }
        enqueueTransaction(2) { work in
            try insert(2, by: work)
            throw APIError(.groupFull, "full")
        }
        enqueueTransaction(3) { try insert(3, by: $0) }
        gate.signal()
        try await store.checkWritable()
        #expect(record.done.withLock(\.self) == [0, 1, 3])
        #expect(record.failed.withLock(\.self) == [2])
        #expect(try await stored() == [1, 3])
    }

    @Test func `a transaction whose changes the database refuses fails alone`() async throws {
        let gate = await holdBatch()
        enqueueTransaction(1) { try insert(1, by: $0) }
        let nobody = try #require(Account("nobody"))
        enqueueTransaction(2) { work in
            work.portraitItems.insert(.number(1), for: PortraitKey(account: nobody, tag: "Tag_Profile_IM_Level"))
        }
        enqueueTransaction(3) { try insert(3, by: $0) }
        gate.signal()
        await waitForBatch()
        #expect(record.failed.withLock(\.self) == [2])
        #expect(record.done.withLock(\.self) == [0, 1, 3])
        #expect(try await stored() == [1, 3])
    }

    @Test func `transactions and changes of the database see each other in their order`() async throws {
        let gate = await holdBatch()
        enqueueTransaction(1) { try insert(1, by: $0) }
        enqueue(2) { database in
            try database.execute(sql: "UPDATE accounts SET import_time = 2 WHERE account = 'user1'")
        }
        enqueueTransaction(3) { work in
            let account = try account(1)
            let row = try work.accounts.find(account)
            #expect(row?.importTime.seconds == 2)
            work.accounts.set(AccountRow(importTime: UnixTime(seconds: 3)), for: account)
        }
        gate.signal()
        try await store.checkWritable()
        #expect(record.done.withLock(\.self) == [0, 1, 2, 3])
        #expect(try await stored() == [3])
    }

    @Test func `a transaction sees what was committed before it`() async throws {
        let scope = StoreScope(SDKAppID(1), at: UnixTime(seconds: 0))
        try await store.write(in: scope, about: .app) { try insert(1, by: $0) }
        let found = try await store.write(in: scope, about: .app) { try $0.accounts.find(account(1)) }
        #expect(found?.importTime.seconds == 1)
        let read = try await store.read(in: scope) { try $0.accounts.find([account(1), account(2)]) }
        #expect(read.mapValues(\.importTime.seconds) == [try account(1): 1])
    }

    @Test func `cancelling the caller does not halve a write`() async throws {
        let gate = await holdBatch()
        let writing = Task {
            try await store.commits.perform { database in
                try insert(1, into: database)
                try insert(2, into: database)
            }
        }
        writing.cancel()
        gate.signal()
        try await writing.value
        #expect(try await stored() == [1, 2])
    }

    @Test func `closing waits for the jobs that were there, and later ones fail`() async throws {
        let gate = await holdBatch()
        enqueue(1)
        gate.signal()
        try await store.close()
        #expect(record.done.withLock(\.self) == [0, 1])
        enqueue(2)
        #expect(record.failed.withLock(\.self) == [2])
    }

    @Test func `a job is answered after its commit`() async throws {
        try await store.checkWritable()
        #expect(record.commits.withLock(\.self) == [1])
    }

    private func enqueue(_ number: Int, _ change: @escaping @Sendable (Database) throws -> Void = { _ in }) {
        let record = record
        store.commits.enqueue(
            CommitQueue.Job(
                run: { database in
                    try change(database)
                    return { record.done.withLock { $0.append(number) } }
                },
                fail: { _ in record.failed.withLock { $0.append(number) } }))
    }

    private func enqueueTransaction(_ number: Int, _ body: @escaping @Sendable (UnitOfWork) throws -> Void) {
        let record = record
        store.commits.enqueue(
            WriteJob(
                app: SDKAppID(1),
                run: { work in
                    try body(work)
                    return { record.done.withLock { $0.append(number) } }
                },
                fail: { _ in record.failed.withLock { $0.append(number) } }))
    }

    /// Puts in job 0, and returns when a batch of its own has begun that lasts until the gate is signalled.
    private func holdBatch() async -> DispatchSemaphore {
        let gate = DispatchSemaphore(value: 0)
        await withCheckedContinuation { continuation in
            enqueue(0) { _ in
                continuation.resume()
                gate.wait()
            }
        }
        return gate
    }

    /// Returns when the jobs that wait now are done; what it adds itself may share their failure.
    private func waitForBatch() async {
        _ = try? await store.checkWritable()
    }

    /// The numbers that ``insert(_:into:)`` wrote and that were kept.
    private func stored() async throws -> [Int] {
        try await store.writer.read {
            try Int.fetchAll($0, sql: "SELECT import_time FROM accounts ORDER BY import_time")
        }
    }
}

private func insert(_ number: Int, into database: Database) throws {
    try database.execute(
        sql: "INSERT INTO accounts (app, account, import_time) VALUES (1, ?, ?)", arguments: ["user\(number)", number])
}

private func account(_ number: Int) throws -> Account {
    try #require(Account("user\(number)"))
}

private func insert(_ number: Int, by work: UnitOfWork) throws {
    let account = try account(number)
    #expect(try work.accounts.find(account) == nil)
    work.accounts.set(AccountRow(importTime: UnixTime(seconds: Int64(number))), for: account)
}
