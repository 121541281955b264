import Dispatch
import Storage
import StoreTransactions
import Synchronization

/// A connection with a queue of its own, so that no other work delays what is asked there, nor is delayed by it.
///
/// - Concurrency: safe for use by any number of callers, one after the other.
final class OwnConnection: Sendable {
    private let queue: DispatchQueue
    /// Only the queue uses it.
    private let reader: Mutex<Reader>

    /// - Parameter makeReader: whose statements have no transaction around them.
    init(label: String, makeReader: () -> sending Reader) {
        queue = DispatchQueue(label: "qun.store.\(label)", qos: .userInitiated)
        reader = Mutex(makeReader())
    }

    func perform<Value: Sendable>(
        _ body: @escaping @Sendable (Session) throws -> Value
    ) async throws(StoreError) -> Value {
        let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
            enqueue(body) { continuation.resume(returning: $0.mapError { StoreError($0) }) }
        }
        return try result.get()
    }

    /// As ``perform(_:)``, without waiting.
    func enqueue<Value: Sendable>(
        _ body: @escaping @Sendable (Session) throws -> Value,
        answer: @escaping @Sendable (Result<Value, any Error>) -> Void
    ) {
        queue.async {
            self.reader.withLock { $0.read(body, answer: answer) }
        }
    }

    /// Closes the connection.
    func close() async {
        await withCheckedContinuation { continuation in
            queue.async {
                self.reader.withLock { $0.close() }
                continuation.resume()
            }
        }
    }
}
