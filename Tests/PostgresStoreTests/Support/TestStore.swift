import Dispatch
import Groups
import Storage
import Synchronization
import Wire

@testable import PostgresStore
@testable import StoreTransactions

/// A store on a database of its own with one lane, and what has become of the jobs that tests put there.
final class TestStore: Sendable {
    let database: TemporaryDatabase
    let store: PostgresStore
    /// How many jobs shared each transaction.
    let commits = Mutex<[Int]>([])
    /// The round trips of each transaction.
    let trips = Mutex<[Int]>([])
    let stampReads = Mutex(0)
    let stampTrips = Mutex(0)
    /// The jobs that were answered, and those that failed, by number.
    let done = Mutex<[Int]>([])
    let failed = Mutex<[Int]>([])

    static let app = SDKAppID(1)

    /// - Parameters:
    ///   - proxy: stands between the store and the database.
    ///   - options: of the store, with one lane.
    convenience init(
        through makeProxy: (PostgresServer) throws -> CuttingProxy? = { _ in nil },
        options: PostgresStore.Options = .small
    ) throws {
        let server = try PostgresServer.shared()
        let database = try server.makeDatabase()
        try self.init(database, uri: makeProxy(server)?.uri(database) ?? database.uri, options: options)
    }

    init(_ database: TemporaryDatabase, uri: String, options: PostgresStore.Options = .small) throws {
        self.database = database
        var options = options
        options.laneCount = 1
        let record = Record()
        store = try PostgresStore(
            uri: uri, options: options, surroundings: .real, logger: .silent,
            observation: PostgresStore.Observation(
                didCommit: { jobs, trips in record.tell { $0.note(jobs: jobs, trips: trips) } },
                didRead: { trips in record.tell { $0.trips.withLock { $0.append(trips) } } },
                didReadStamps: { trips in record.tell { $0.noteStamps(trips: trips) } }))
        record.owner.withLock { $0 = Weak(self) }
    }

    /// Takes what the store tells, once there is somebody to tell.
    private final class Record: Sendable {
        let owner = Mutex<Weak?>(nil)

        func tell(_ body: (TestStore) -> Void) {
            if let owner = owner.withLock({ $0?.value }) {
                body(owner)
            }
        }
    }

    private struct Weak: Sendable {
        weak var value: TestStore?

        init(_ value: TestStore) {
            self.value = value
        }
    }

    private func note(jobs: Int, trips: Int) {
        commits.withLock { $0.append(jobs) }
        self.trips.withLock { $0.append(trips) }
    }

    private func noteStamps(trips: Int) {
        stampReads.withLock { $0 += 1 }
        stampTrips.withLock { $0 += trips }
    }

    // MARK: Jobs

    /// Puts a transaction at the end of the lane.
    func enqueue(
        _ number: Int, about subject: WriteSubject = .app,
        _ transaction: @escaping @Sendable (UnitOfWork) throws -> Void
    ) {
        store.lanes[0].enqueue(
            Lane.Job(
                write: WriteJob(
                    app: Self.app,
                    run: { work in
                        try transaction(work)
                        return { [self] in done.withLock { $0.append(number) } }
                    },
                    fail: { [self] _ in failed.withLock { $0.append(number) } }), subject: subject))
    }

    /// Lets the lane run a transaction, number 0, until the semaphore that it returns is signalled.
    func hold() async -> DispatchSemaphore {
        let gate = DispatchSemaphore(value: 0)
        await withCheckedContinuation { continuation in
            let begins = Mutex<CheckedContinuation<Void, Never>?>(continuation)
            enqueue(0) { _ in
                begins.withLock { begins in
                    begins?.resume()
                    begins = nil
                }
                gate.wait()
            }
        }
        return gate
    }

    /// Runs a transaction, and returns when it is committed.
    func write<Value: Sendable>(
        _ transaction: @escaping @Sendable (UnitOfWork) throws -> Value
    ) async throws -> Value {
        try await store.write(in: StoreScope(Self.app, at: .never), about: .app, transaction)
    }

    /// The import times of the accounts that are stored, by account.
    func importTimes() throws -> [Int64] {
        try database.integers("SELECT import_time FROM accounts ORDER BY import_time")
    }

    /// How many groups the store has counted.
    func countedGroups() throws -> Int64 {
        try database.integers("SELECT coalesce(sum(count), 0)::bigint FROM group_counts")[0]
    }
}

extension UnitOfWork {
    /// Adds an account that is told by a number, which is its import time too.
    func addAccount(_ number: Int) throws {
        guard let account = Account("user\(number)") else {
            preconditionFailure("every number makes an account")
        }
        guard try accounts.find(account) == nil else {
            throw APIError(.groupFull, "it is there")
        }
        accounts.set(AccountRow(importTime: UnixTime(seconds: Int64(number))), for: account)
    }

    /// Counts one group more.
    func countGroup() throws {
        groupCounts.set((try groupCounts.find(.public) ?? 0) + 1, for: .public)
    }
}
