import Dispatch
import Storage
import Synchronization
import Testing
import Wire

@testable import PostgresStore
@testable import StoreTransactions

@Suite struct LaneTests {
    private struct Unexpected: Error {}

    private let test: TestStore

    init() throws {
        let database = try PostgresServer.shared().makeDatabase()
        test = try TestStore(database, uri: database.uri + "&options=-c%20lock_timeout%3D200")
    }

    @Test func `writes that wait at the same time share a transaction`() async throws {
        let gate = await test.hold()
        for number in 1...20 {
            test.enqueue(number) { try $0.addAccount(number) }
        }
        gate.signal()
        try await test.store.close()
        #expect(test.commits.withLock(\.self) == [1, 20])
        #expect(test.done.withLock(\.self) == Array(0...20))
        #expect(try test.importTimes() == Array(1...20))
    }

    @Test func `a batch costs as many round trips as a write`() async throws {
        let gate = await test.hold()
        for number in 1...20 {
            test.enqueue(number) { try $0.addAccount(number) }
        }
        gate.signal()
        try await test.store.close()
        // the first asks nothing; what the others ask, then what they change with the commit
        #expect(test.trips.withLock(\.self) == [0, 2])
    }

    @Test func `a write about the group of a batch whose rows are fetched joins it`() async throws {
        let (busy, other) = (try #require(GroupID("busy")), try #require(GroupID("other")))
        let runs = Mutex(0)
        let test = test
        test.enqueue(1, about: .group(busy)) { work in
            let isFirst = runs.withLock { runs in
                runs += 1
                return runs == 1
            }
            if isFirst {
                test.enqueue(2, about: .group(other)) { try $0.addAccount(2) }
                test.enqueue(3, about: .group(busy)) { try $0.addAccount(3) }
            }
            try work.addAccount(1)
        }
        try await waitUntil { test.done.withLock(\.count) == 3 }
        #expect(test.commits.withLock(\.self) == [2, 1])
        #expect(test.done.withLock(\.self) == [1, 3, 2])
        #expect(try test.importTimes() == [1, 2, 3])
        try await test.store.close()
    }

    @Test func `a batch is bounded`() async throws {
        let gate = await test.hold()
        for number in 1...Lane.maximumBatch + 1 {
            test.enqueue(number) { _ in }
        }
        gate.signal()
        try await test.store.close()
        #expect(test.commits.withLock(\.self) == [1, Lane.maximumBatch, 1])
    }

    @Test func `a refused write takes back only its own changes`() async throws {
        let gate = await test.hold()
        test.enqueue(1) { try $0.addAccount(1) }
        test.enqueue(2) { work in
            try work.addAccount(2)
            throw APIError(.groupFull, "full")
        }
        test.enqueue(3) { try $0.addAccount(3) }
        gate.signal()
        try await test.store.close()
        #expect(test.done.withLock(\.self) == [0, 1, 3])
        #expect(test.failed.withLock(\.self) == [2])
        #expect(try test.importTimes() == [1, 3])
    }

    @Test func `a write that the database refuses fails alone`() async throws {
        try test.database.run("ALTER TABLE accounts ADD CHECK (import_time <> 2)")
        let gate = await test.hold()
        for number in 1...3 {
            test.enqueue(number) { try $0.addAccount(number) }
        }
        gate.signal()
        try await test.store.close()
        #expect(test.done.withLock(\.self) == [0, 1, 3])
        #expect(test.failed.withLock(\.self) == [2])
        #expect(try test.importTimes() == [1, 3])
    }

    @Test func `a write whose row another node has changed runs again`() async throws {
        let runs = Mutex(0)
        let database = test.database
        let account = try #require(Account("user1"))
        try await test.write { try $0.addAccount(1) }
        try await test.write { work in
            guard var row = try work.accounts.find(account) else {
                throw Unexpected()
            }
            let run = runs.withLock { runs in
                runs += 1
                return runs
            }
            if run == 1 {
                try database.run("UPDATE accounts SET kick_time = 50")
            }
            row.importTime = UnixTime(seconds: row.kickTime.seconds + 1)
            work.accounts.set(row, for: account)
        }
        #expect(runs.withLock(\.self) > 1)
        #expect(try test.importTimes() == [51])
    }

    @Test func `a write whose connection is lost before its commit runs again on another`() async throws {
        let runs = Mutex(0)
        let database = test.database
        try await test.write { work in
            try work.countGroup()
            let run = runs.withLock { runs in
                runs += 1
                return runs
            }
            if run == 1 {
                try database.run(
                    """
                    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()
                    """)
            }
        }
        #expect(runs.withLock(\.self) > 1)
        #expect(try test.countedGroups() == 1)
    }

    @Test func `a closed lane takes nothing`() async throws {
        try await test.store.close()
        test.enqueue(1) { try $0.addAccount(1) }
        #expect(test.failed.withLock(\.self) == [1])
        await #expect(throws: StoreError.self) { try await test.store.close() }
    }

    @Test func `notes of commits are removed when their answers have come`() async throws {
        for number in 1...CommitNotes.deletedAtOnce + 1 {
            try await test.write { try $0.addAccount(number) }
        }
        #expect(try test.database.integers("SELECT count(*) FROM commits") == [1])
        try await test.store.close()
        #expect(try test.database.integers("SELECT count(*) FROM commits") == [0])
    }

    @Test func `writes that wait too long for a lock fail, and those about something else do not`() async throws {
        try await test.write { try $0.addAccount(1) }
        let database = test.database
        let account = try #require(Account("user1"))
        let locking = Session(try database.connectPatiently(), .writing)
        locking.begin()
        try locking.run(script: "SELECT FROM accounts FOR UPDATE")
        let gate = await test.hold()
        for number in 1...10 {
            test.enqueue(number, about: .account(account)) { work in
                guard var row = try work.accounts.find(account) else {
                    throw Unexpected()
                }
                row.importTime = UnixTime(seconds: 77)
                work.accounts.set(row, for: account)
            }
        }
        test.enqueue(11) { try $0.addAccount(2) }
        gate.signal()
        try await test.store.close()
        locking.rollBack()
        #expect(test.failed.withLock(\.self) == Array(1...10))
        #expect(test.done.withLock(\.self) == [0, 11])
        #expect(try test.importTimes() == [1, 2])
    }
}
