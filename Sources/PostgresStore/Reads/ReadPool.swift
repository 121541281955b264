import Dispatch
import Storage
import Synchronization

/// Runs reads on connections of their own, as many at once as there are connections.
///
/// Jobs run on dispatch threads and never hold a thread of Swift's pool. A worker keeps its connection and its thread as
/// long as jobs wait. Connections take turns.
final class ReadPool: Sendable {
    private typealias Job = @Sendable (Reader) -> Void

    private struct State {
        var waiting: [Job] = []
        /// The readers without a worker, the one that has rested longest first.
        var resting: [Slot]
        var isClosed = false
    }

    /// A reader, locked for as long as it works.
    private final class Slot: Sendable {
        let reader: Mutex<Reader>

        init(_ reader: sending Reader) {
            self.reader = Mutex(reader)
        }
    }

    private let threads = DispatchQueue(label: "qun.store.read", qos: .userInitiated, attributes: .concurrent)
    private let slots: [Slot]
    private let state: Mutex<State>

    /// - Parameters:
    ///   - count: of connections, at least 1.
    ///   - makeReader: makes what reads on one connection.
    init(count: Int, makeReader: () -> sending Reader) {
        slots = (0..<count).map { _ in Slot(makeReader()) }
        state = Mutex(State(resting: slots))
    }

    /// Reads from one state of the store.
    ///
    /// - Parameter body: may run twice. An `APIError` that it throws is a refusal, any other error a failure of the
    ///   database.
    func perform<Value: Sendable>(
        _ body: @escaping @Sendable (Session) throws -> Value
    ) async throws(StoreError) -> Value {
        let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
            let isTaken = enqueue { reader in
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
        await withCheckedContinuation { continuation in
            state.withLock { state in
                state.isClosed = true
                // after every worker that has been started; no job waits without one
                threads.async(flags: .barrier) {
                    for slot in self.slots {
                        slot.reader.withLock { $0.close() }
                    }
                    continuation.resume()
                }
            }
        }
    }

    /// - Returns: whether the job will run; a closed pool takes none.
    private func enqueue(_ job: @escaping Job) -> Bool {
        state.withLock { state in
            guard !state.isClosed else {
                return false
            }
            state.waiting.append(job)
            if !state.resting.isEmpty {
                let slot = state.resting.removeFirst()
                // within the lock, so that no barrier comes between
                threads.async { self.work(on: slot) }
            }
            return true
        }
    }

    private func work(on slot: Slot) {
        slot.reader.withLock { reader in
            while let job = nextJob() {
                job(reader)
            }
        }
        rest(slot)
    }

    private func nextJob() -> Job? {
        state.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
    }

    /// Lets a reader rest, unless a job has come since it looked last.
    private func rest(_ slot: Slot) {
        let hasMore = state.withLock { state in
            guard state.waiting.isEmpty else {
                return true
            }
            state.resting.append(slot)
            return false
        }
        if hasMore {
            work(on: slot)
        }
    }
}
