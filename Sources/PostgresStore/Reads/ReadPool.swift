import Storage
import StoreTransactions
import Synchronization

/// Runs reads on connections of their own, as many at once as there are connections.
final class ReadPool: Sendable {
    /// A reader, locked for as long as it works.
    private final class Slot: Sendable {
        let reader: Mutex<Reader>

        init(_ reader: sending Reader) {
            self.reader = Mutex(reader)
        }
    }

    private let slots: [Slot]
    private let workers: ReadWorkers<Slot, Reader>

    /// - Parameters:
    ///   - count: of connections, at least 1.
    ///   - makeReader: makes what reads on one connection.
    init(count: Int, makeReader: () -> sending Reader) {
        slots = (0..<count).map { _ in Slot(makeReader()) }
        workers = ReadWorkers(slots) { slot, work in slot.reader.withLock { work($0) } }
    }

    /// Jobs for which no connection is free.
    var waitingCount: Int { workers.waitingCount }

    /// Reads from one state of the store.
    ///
    /// - Parameter body: may run twice. An `APIError` that it throws is a refusal, any other error a failure of the
    ///   database.
    func perform<Value: Sendable>(
        _ body: @escaping @Sendable (Session) throws -> Value
    ) async throws(StoreError) -> Value {
        let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
            let isTaken = workers.enqueue { reader in
                reader.read(body) { continuation.resume(returning: $0.mapError { StoreError($0) }) }
            }
            if !isTaken {
                continuation.resume(returning: .failure(.unavailable(StoreClosed())))
            }
        }
        return try result.get()
    }

    /// Takes no more jobs, and returns when those that wait are done and the connections are closed.
    func close() async {
        await workers.close { [slots] in
            for slot in slots {
                slot.reader.withLock { $0.close() }
            }
        }
    }
}
