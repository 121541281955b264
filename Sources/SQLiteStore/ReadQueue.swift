import Dispatch
import GRDB
import Storage
import Synchronization

/// Runs read jobs on the reader connections, as many at once as there are connections.
///
/// Jobs run on dispatch threads: a read that waits for the disk never holds a thread of Swift's pool. A worker keeps
/// its connection and its thread as long as jobs wait, which saves most of them two changes of thread. Connections take
/// turns, so that each fills its cache of pages early and none is found cold after hours: the memory of the first
/// minutes is that of the following days.
final class ReadQueue: Sendable {
    private struct Job: Sendable {
        /// Reads, and tells the caller.
        let run: @Sendable (Database) -> Void
        /// Called instead, when the job is refused.
        let fail: @Sendable (StoreError) -> Void
    }

    private enum SQL: String {
        case begin = "BEGIN DEFERRED"
        case end = "COMMIT"
    }

    private struct State {
        var waiting: [Job] = []
        /// The readers without a worker, the one that has rested longest first.
        var resting: [DatabaseQueue]
        var isClosed = false
        var whenIdle: (@Sendable () -> Void)?
    }

    private let readerCount: Int
    private let threads = DispatchQueue(label: "qun.store.read", qos: .userInitiated, attributes: .concurrent)
    private let state: Mutex<State>

    /// - Parameter readers: connections that nobody else uses, at least one.
    init(_ readers: [DatabaseQueue]) {
        readerCount = readers.count
        state = Mutex(State(resting: readers))
    }

    /// Reads from one state of the store.
    ///
    /// - Parameter body: an `APIError` that it throws is a refusal, any other error a failure of the database.
    func perform<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
            let job = Job(
                run: { database in
                    let result = Result { try Self.inTransaction(database, body) }
                    continuation.resume(returning: result.mapError { StoreError($0) })
                },
                fail: { continuation.resume(returning: .failure($0)) })
            enqueue(job)
        }
        return try result.get()
    }

    /// Takes no more jobs, and returns when those that wait are done.
    ///
    /// It is called once.
    func close() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                state.isClosed = true
                guard state.resting.count < readerCount else {
                    return true
                }
                state.whenIdle = { continuation.resume() }
                return false
            }
            if isIdle {
                continuation.resume()
            }
        }
    }

    private func enqueue(_ job: Job) {
        let (isClosed, reader) = state.withLock { state -> (Bool, DatabaseQueue?) in
            guard !state.isClosed else {
                return (true, nil)
            }
            state.waiting.append(job)
            return (false, state.resting.isEmpty ? nil : state.resting.removeFirst())
        }
        if isClosed {
            job.fail(.unavailable(StoreClosed()))
        }
        if let reader {
            threads.async { self.work(on: reader) }
        }
    }

    private func work(on reader: DatabaseQueue) {
        reader.unsafeRead { database in
            while let job = nextJob(on: reader) {
                job.run(database)
            }
        }
    }

    /// The next job; `nil` ends the worker that asks, and lets its reader rest.
    private func nextJob(on reader: DatabaseQueue) -> Job? {
        let (job, whenIdle) = state.withLock { state -> (Job?, (@Sendable () -> Void)?) in
            guard state.waiting.isEmpty else {
                return (state.waiting.removeFirst(), nil)
            }
            state.resting.append(reader)
            return (nil, state.resting.count == readerCount ? state.whenIdle : nil)
        }
        whenIdle?()
        return job
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
