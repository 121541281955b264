import GRDB
import Storage
import StoreTransactions

/// Runs read jobs on the reader connections, as many at once as there are connections.
///
/// They take turns, so that each fills its cache of pages early, and none does so only after hours.
final class ReadQueue: Sendable {
    private enum SQL: String {
        case begin = "BEGIN DEFERRED"
        case end = "COMMIT"
    }

    private let workers: ReadWorkers<DatabaseQueue, Database>

    /// - Parameter readers: connections that nobody else uses, at least one.
    init(_ readers: [DatabaseQueue]) {
        workers = ReadWorkers(readers) { reader, work in reader.unsafeRead { work($0) } }
    }

    /// Jobs for which no connection is free.
    var waitingCount: Int { workers.waitingCount }

    /// Reads from one state of the store.
    ///
    /// - Parameter body: an `APIError` that it throws is a refusal, any other error a failure of the database.
    func perform<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
            let isTaken = workers.enqueue { database in
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
        await workers.close()
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
