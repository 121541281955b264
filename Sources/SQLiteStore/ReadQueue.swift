import Dispatch
import GRDB
import Storage
import Synchronization

/// Runs read jobs on the reader connections, as many at once as there are connections.
///
/// Jobs run on dispatch threads: a read that waits for the disk never holds a thread of Swift's pool. A worker keeps
/// its connection and its thread as long as jobs wait, which saves most of them the change of thread that GRDB's own
/// asynchronous reads make twice.
final class ReadQueue: Sendable {
    private typealias Job = @Sendable (Result<Database, any Error>) -> Void

    private enum SQL: String {
        case begin = "BEGIN DEFERRED"
        case end = "COMMIT"
    }

    private struct State {
        var waiting: [Job] = []
        var workers = 0
        var isClosed = false
    }

    private let pool: DatabasePool
    private let maximumWorkers: Int
    private let threads = DispatchQueue(label: "qun.store.read", qos: .userInitiated, attributes: .concurrent)
    private let state = Mutex(State())

    /// - Parameter pool: one whose readers nobody else uses.
    init(_ pool: DatabasePool) {
        self.pool = pool
        maximumWorkers = pool.configuration.maximumReaderCount
    }

    /// Reads from one state of the store.
    ///
    /// - Parameter body: an `APIError` that it throws is a refusal, any other error a failure of the database.
    func perform<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
            enqueue { database in
                let result = Result { try Self.inTransaction(database.get(), body) }
                continuation.resume(returning: result.mapError { StoreError($0) })
            }
        }
        return try result.get()
    }

    /// Takes no more jobs.
    ///
    /// Those that wait are done; closing the pool waits for them.
    func close() {
        state.withLock { $0.isClosed = true }
    }

    private func enqueue(_ job: @escaping Job) {
        let (isClosed, startsWorker) = state.withLock { state in
            guard !state.isClosed else {
                return (true, false)
            }
            state.waiting.append(job)
            guard state.workers < maximumWorkers else {
                return (false, false)
            }
            state.workers += 1
            return (false, true)
        }
        if isClosed {
            job(.failure(StoreClosed()))
        }
        if startsWorker {
            threads.async { self.work() }
        }
    }

    private func work() {
        do {
            try pool.unsafeRead { database in
                while let job = nextJob() {
                    job(.success(database))
                }
            }
        } catch {
            // no connection: whoever waits learns why
            while let job = nextJob() {
                job(.failure(error))
            }
        }
    }

    /// The next job; `nil` ends the worker that asks.
    private func nextJob() -> Job? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.workers -= 1
                return nil
            }
            return state.waiting.removeFirst()
        }
    }

    private static func inTransaction<Value>(
        _ database: Database, _ body: (Database) throws -> Value
    ) throws -> Value {
        try database.run(SQL.begin)
        let result = Result { try body(database) }
        try database.run(SQL.end)
        return try result.get()
    }
}
