import GRDB
import Storage
import Synchronization

/// Runs write jobs one after the other, and lets all that wait share one commit.
///
/// A commit costs a write that waits for the disk; the jobs that arrive meanwhile wait together and are committed
/// together. Each job has a savepoint of its own, so that a refusal takes back nothing but itself. Jobs run on the
/// writer connection's dispatch queue and never hold a thread of Swift's pool.
final class CommitQueue: Sendable {
    /// A write, and what to tell its caller.
    struct Job: Sendable {
        /// Makes the change; what it returns is called once the change is on disk.
        let run: @Sendable (Database) throws -> @Sendable () -> Void
        /// Called instead, when nothing of the change is kept.
        let fail: @Sendable (StoreError) -> Void
    }

    private enum SQL: String {
        case begin = "BEGIN IMMEDIATE"
        case savepoint = "SAVEPOINT job"
        case release = "RELEASE job"
        case rollBackToSavepoint = "ROLLBACK TO job"
        case commit = "COMMIT"
        case rollBack = "ROLLBACK"
    }

    private struct State {
        var waiting: [Job] = []
        var isDraining = false
        var isClosed = false
        var whenIdle: (@Sendable () -> Void)?
    }

    /// Bounds the time for which the first job of a batch waits for the last.
    static let maximumBatch = 256

    private let writer: DatabaseQueue
    private let changes: GroupChangeFeed?
    private let didCommit: @Sendable (_ jobs: Int) -> Void
    private let state = Mutex(State())

    /// - Parameters:
    ///   - changes: notes the groups that the writer changes; they are told after each commit.
    ///   - didCommit: called after each commit with the number of jobs that shared it, before their callers learn of it.
    init(
        _ writer: DatabaseQueue, changes: GroupChangeFeed? = nil,
        didCommit: @escaping @Sendable (_ jobs: Int) -> Void = { _ in }
    ) {
        self.writer = writer
        self.changes = changes
        self.didCommit = didCommit
    }

    /// Makes a change in a transaction, and returns when it is on disk.
    ///
    /// Cancelling the task changes nothing: a change that has been asked for is made or refused as a whole.
    ///
    /// - Parameter change: an `APIError` that it throws is a refusal, any other error a failure of the database.
    func perform<Value: Sendable>(
        _ change: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
            let job = Job(
                run: { database in
                    let value = try change(database)
                    return { continuation.resume(returning: .success(value)) }
                },
                fail: { continuation.resume(returning: .failure($0)) })
            enqueue(job)
        }
        return try result.get()
    }

    /// Puts a job at the end of the queue; a closed queue fails it at once.
    func enqueue(_ job: Job) {
        let (isClosed, startsDraining) = state.withLock { state in
            guard !state.isClosed else {
                return (true, false)
            }
            state.waiting.append(job)
            defer { state.isDraining = true }
            return (false, !state.isDraining)
        }
        if isClosed {
            job.fail(.unavailable(StoreClosed()))
        }
        if startsDraining {
            writer.asyncWriteWithoutTransaction { database in
                while let batch = self.nextBatch() {
                    self.commit(batch, in: database)
                }
            }
        }
    }

    /// Takes no more jobs and returns when those that wait are done.
    ///
    /// - Throws: ``StoreError/unavailable(_:)`` when the queue is closed already.
    func close() async throws(StoreError) {
        let result: Result<Void, StoreError> = await withCheckedContinuation { continuation in
            let outcome: Result<Void, StoreError>? = state.withLock { state in
                guard !state.isClosed else {
                    return .failure(.unavailable(StoreClosed()))
                }
                state.isClosed = true
                guard state.isDraining else {
                    return .success(())
                }
                state.whenIdle = { continuation.resume(returning: .success(())) }
                return nil
            }
            if let outcome {
                continuation.resume(returning: outcome)
            }
        }
        try result.get()
    }

    private func nextBatch() -> [Job]? {
        let (batch, whenIdle) = state.withLock { state -> ([Job]?, (@Sendable () -> Void)?) in
            guard !state.waiting.isEmpty else {
                state.isDraining = false
                return (nil, state.whenIdle)
            }
            let batch = Array(state.waiting.prefix(Self.maximumBatch))
            state.waiting.removeFirst(batch.count)
            return (batch, nil)
        }
        whenIdle?()
        return batch
    }

    private func commit(_ batch: [Job], in database: Database) {
        do {
            try database.run(SQL.begin)
            let answers = try batch.map { try answer(to: $0, in: database) }
            try database.run(SQL.commit)
            changes?.tell()
            didCommit(batch.count)
            for answer in answers {
                answer()
            }
        } catch {
            // SQLite leaves the transaction even when rolling back meets an error of its own
            if database.isInsideTransaction {
                _ = try? database.run(SQL.rollBack)
            }
            // a commit that failed may still be on disk
            changes?.tell()
            for job in batch {
                job.fail(.unavailable(error))
            }
        }
    }

    /// Runs one job of the transaction.
    ///
    /// - Returns: what its caller is told after the commit.
    /// - Throws: when the whole transaction is lost.
    private func answer(to job: Job, in database: Database) throws -> @Sendable () -> Void {
        try database.run(SQL.savepoint)
        do {
            let success = try job.run(database)
            try database.run(SQL.release)
            return success
        } catch {
            // some failures, a full disk among them, end the transaction by themselves
            guard database.isInsideTransaction else {
                throw error
            }
            try database.run(SQL.rollBackToSavepoint)
            try database.run(SQL.release)
            let failure = StoreError(error)
            return { job.fail(failure) }
        }
    }
}
