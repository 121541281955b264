import Dispatch
import GRDB
import Storage
import Synchronization

/// Runs read jobs on the reader connections, as many at once as there are connections.
///
/// Jobs run on dispatch threads: a read that waits for the disk never holds a thread of Swift's pool. A worker keeps
/// its connection and its thread as long as jobs wait, which saves most jobs two changes of thread. Connections take
/// turns, so that each fills its cache of pages early, and none does so only after hours.
final class ReadQueue: Sendable {
    private typealias Job = @Sendable (Database) -> Void

    private enum SQL: String {
        case begin = "BEGIN DEFERRED"
        case end = "COMMIT"
    }

    private struct State {
        var waiting: [Job] = []
        /// The readers without a worker, the one that has rested longest first.
        var resting: [DatabaseQueue]
        var isClosed = false
    }

    private let threads = DispatchQueue(label: "qun.store.read", qos: .userInitiated, attributes: .concurrent)
    private let state: Mutex<State>

    /// - Parameter readers: connections that nobody else uses, at least one.
    init(_ readers: [DatabaseQueue]) {
        state = Mutex(State(resting: readers))
    }

    /// Reads from one state of the store.
    ///
    /// - Parameter body: an `APIError` that it throws is a refusal, any other error a failure of the database.
    func perform<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
            let isTaken = enqueue { database in
                let result = Result { try Self.inTransaction(database, body) }
                continuation.resume(returning: result.mapError { StoreError($0) })
            }
            if !isTaken {
                continuation.resume(returning: .failure(.unavailable(StoreClosed())))
            }
        }
        return try result.get()
    }

    /// Takes no more jobs, and returns when those that wait are done.
    func close() async {
        await withCheckedContinuation { continuation in
            state.withLock { state in
                state.isClosed = true
                // after every worker that has been started; no job waits without one
                threads.async(flags: .barrier) { continuation.resume() }
            }
        }
    }

    /// - Returns: whether the job will run; a closed queue takes none.
    private func enqueue(_ job: @escaping Job) -> Bool {
        state.withLock { state in
            guard !state.isClosed else {
                return false
            }
            state.waiting.append(job)
            if !state.resting.isEmpty {
                let reader = state.resting.removeFirst()
                // within the lock, so that no barrier comes between
                threads.async { self.work(on: reader) }
            }
            return true
        }
    }

    private func work(on reader: DatabaseQueue) {
        reader.unsafeRead { database in
            while let job = nextJob(on: reader) {
                job(database)
            }
        }
    }

    /// The next job; `nil` ends the worker that asks, and lets its reader rest.
    private func nextJob(on reader: DatabaseQueue) -> Job? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.resting.append(reader)
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
        // SQLite leaves the transaction by itself when reading fails badly
        if database.isInsideTransaction {
            try database.run(SQL.end)
        }
        return try result.get()
    }
}
