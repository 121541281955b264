import Dispatch

/// Runs what waits for a disk or another machine, perhaps for long, on a thread outside the pool that all tasks share.
package func apart<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async {
            continuation.resume(with: Result { try body() })
        }
    }
}
