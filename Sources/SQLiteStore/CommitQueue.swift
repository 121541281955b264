import GRDB
import Storage
import StoreTransactions
import Synchronization
import Wire

/// Runs write jobs one after the other, and lets all that wait share one commit.
///
/// A commit costs a write that waits for the disk; the jobs that arrive meanwhile wait together and are committed
/// together. A refusal takes back nothing but itself: transactions on a ``UnitOfWork`` are undone in memory, changes of
/// the database itself have a savepoint each. When the database loses what they share, each job runs again in a
/// transaction of its own, so that only those fail that fail alone. Jobs run on the writer connection's dispatch queue
/// and never hold a thread of Swift's pool.
final class CommitQueue: Sendable {
    /// A change of the database itself, and what to tell its caller.
    ///
    /// It may run twice, the first time for nothing.
    struct Job: Sendable {
        /// Whether it may change rows that transactions have read.
        var changesRows = true
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

    /// What waits for a commit.
    private enum Waiting: Sendable {
        case change(Job)
        case write(WriteJob)

        func fail(_ error: StoreError) {
            switch self {
            case .change(let job): job.fail(error)
            case .write(let job): job.fail(error)
            }
        }
    }

    /// Bounds the time for which the first job of a batch waits for the last.
    static let maximumBatch = 256

    private let writer: DatabaseQueue
    private let changes: CommitFeed<GroupNumber>?
    private let events: CommitFeed<CommittedEvent>?
    private let didCommit: @Sendable (_ jobs: Int) -> Void
    private let waiting = WaitingJobs<Waiting>(maximumBatch: maximumBatch)
    private let composer = Mutex<(any OutboxComposer)?>(nil)
    let outbox = WritableOutbox()
    /// Runs the transactions on units of work; only what runs on the writer's dispatch queue uses it.
    private nonisolated(unsafe) var writeBatch: WriteBatch?

    /// - Parameters:
    ///   - changes: takes the groups that transactions on units of work change; they are told after each commit.
    ///   - events: takes what these do, which is told after each commit.
    ///   - didCommit: called after each commit with the number of jobs that shared it, before their callers learn of it.
    init(
        _ writer: DatabaseQueue, changes: CommitFeed<GroupNumber>? = nil,
        events: CommitFeed<CommittedEvent>? = nil,
        didCommit: @escaping @Sendable (_ jobs: Int) -> Void = { _ in }
    ) {
        self.writer = writer
        self.changes = changes
        self.events = events
        self.didCommit = didCommit
    }

    /// Jobs that no commit has taken yet.
    var waitingCount: Int { waiting.count }

    /// Makes a change in a transaction, and returns when it is on disk.
    ///
    /// Cancelling the task changes nothing: a change that has been asked for is made or refused as a whole.
    ///
    /// - Parameters:
    ///   - changesRows: whether it may change rows that transactions have read.
    ///   - change: an `APIError` that it throws is a refusal, any other error a failure of the database.
    func perform<Value: Sendable>(
        changesRows: Bool = true, _ change: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
            let job = Job(
                changesRows: changesRows,
                run: { database in
                    let value = try change(database)
                    return { continuation.resume(returning: .success(value)) }
                },
                fail: { continuation.resume(returning: .failure($0)) })
            enqueue(job)
        }
        return try result.get()
    }

    /// As ``perform(changesRows:_:)``, of a change of the outbox alone.
    func performOnOutbox(
        _ change: @escaping @Sendable (WritableOutbox, Database) throws -> Void
    ) async throws(StoreError) {
        try await perform(changesRows: false) { [outbox] in try change(outbox, $0) }
    }

    /// Runs a transaction on the tables of an app, and returns when its changes are on disk.
    ///
    /// Cancelling the task changes nothing, as for ``perform(_:)``.
    ///
    /// - Parameter transaction: may run several times.
    func perform<Value: Sendable>(
        in scope: StoreScope, _ transaction: @escaping @Sendable (UnitOfWork) throws -> Value
    ) async throws(StoreError) -> Value {
        // unchecked, for it is made for every write, and a job is answered or failed once
        let result: Result<Value, StoreError> = await withUnsafeContinuation { continuation in
            enqueue(WriteJob(in: scope, transaction) { continuation.resume(returning: $0) })
        }
        return try result.get()
    }

    /// Lets a composer say what transactions on units of work put into the outbox.
    func composeOutbox(by composer: any OutboxComposer) {
        self.composer.withLock { $0 = composer }
    }

    /// Puts a change at the end of the queue; a closed queue fails it at once.
    func enqueue(_ job: Job) {
        enqueue(.change(job))
    }

    /// Puts a transaction at the end of the queue; a closed queue fails it at once.
    func enqueue(_ job: WriteJob) {
        enqueue(.write(job))
    }

    private func enqueue(_ job: Waiting) {
        switch waiting.add(job) {
        case .waits:
            break
        case .closed:
            job.fail(.unavailable(StoreClosed()))
        case .startsWorker:
            writer.asyncWriteWithoutTransaction { database in
                WorkerThread.takeTurns()
                while let batch = self.waiting.takeBatch() {
                    self.commit(batch, in: database)
                }
            }
        }
    }

    /// Takes no more jobs and returns when those that wait are done.
    ///
    /// - Throws: ``StoreError/unavailable(_:)`` when the queue is closed already.
    func close() async throws(StoreError) {
        try await waiting.close()
    }

    private func commit(_ batch: [Waiting], in database: Database) {
        do {
            let composer = composer.withLock(\.self)
            try database.run(SQL.begin)
            var entries: [OutboxEntry] = []
            let answers = try answers(to: batch, in: database, composer, &entries)
            try database.run(SQL.commit)
            outbox.noteCommit()
            changes?.tell()
            events?.tell()
            if !entries.isEmpty {
                composer?.outboxFilled(entries)
            }
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
            events?.forget()
            writeBatch?.forgetRows()
            outbox.forget()
            guard batch.count > 1 else {
                return batch.forEach { $0.fail(.unavailable(error)) }
            }
            for job in batch {
                commit([job], in: database)
            }
        }
    }

    /// Runs the jobs of the transaction in their order; neighbours that are transactions on units of work share one.
    ///
    /// - Parameter entries: takes what they put into the outbox.
    /// - Returns: what their callers are told after the commit.
    /// - Throws: when the whole transaction is lost.
    private func answers(
        to batch: [Waiting], in database: Database, _ composer: (any OutboxComposer)?, _ entries: inout [OutboxEntry]
    ) throws -> [@Sendable () -> Void] {
        var answers: [@Sendable () -> Void] = []
        answers.reserveCapacity(batch.count)
        var writes: [WriteJob] = []
        for job in batch {
            switch job {
            case .write(let job):
                writes.append(job)
            case .change(let job):
                answers += try self.answers(to: writes, in: database, composer, &entries)
                writes.removeAll()
                answers.append(try answer(to: job, in: database))
            }
        }
        return answers + (try self.answers(to: writes, in: database, composer, &entries))
    }

    /// As ``answers(to:in:_:_:)-([Waiting],_,_,_)``, of transactions on units of work.
    private func answers(
        to jobs: [WriteJob], in database: Database, _ composer: (any OutboxComposer)?, _ entries: inout [OutboxEntry]
    ) throws -> [@Sendable () -> Void] {
        guard !jobs.isEmpty else {
            return []
        }
        let batch = writeBatch ?? WriteBatch(SQLiteTransaction(database: database), keepsRows: true)
        writeBatch = batch
        do {
            let answers = try batch.run(jobs, takesEvents: composer != nil || events?.hasObservers == true)
            for app in batch.emptiedOutboxes {
                try outbox.empty(of: app, in: database)
            }
            if let composer, !batch.events.isEmpty {
                let composed = composer.outboxEntries(of: batch.events)
                try outbox.add(composed, in: database)
                entries += composed
            }
            events?.note(batch.events)
            changes?.note(batch.end())
            return answers
        } catch {
            batch.forgetRows()
            changes?.note(batch.end())
            throw error
        }
    }

    /// Runs one change of the transaction.
    ///
    /// - Returns: what its caller is told after the commit.
    /// - Throws: when the whole transaction is lost.
    private func answer(to job: Job, in database: Database) throws -> @Sendable () -> Void {
        if job.changesRows {
            writeBatch?.forgetRows()
        }
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
            outbox.forget()
            let failure = StoreError(error)
            return { job.fail(failure) }
        }
    }
}
