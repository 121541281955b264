import Dispatch
import Storage
import StoreTransactions
import Synchronization
import Wire

/// Runs writes one after the other on a connection of its own, and lets all that wait share one transaction.
///
/// The writes that arrive while a transaction is out wait together and make the next one; nothing waits on purpose. Jobs
/// run on a dispatch queue of the lane and never hold a thread of Swift's pool.
final class Lane: Sendable {
    /// What waits for a commit.
    struct Job: Sendable {
        let write: WriteJob
        /// What the write is mainly about.
        let subject: WriteSubject
        /// Whether the commit must reach the disk even if nothing has changed.
        var isCheck = false

        /// A subject of one app.
        struct Subject: Hashable {
            let app: SDKAppID
            let subject: WriteSubject
        }

        var about: Subject { Subject(app: write.app, subject: subject) }
    }

    private struct State {
        var waiting: [Job] = []
        var isDraining = false
        var isClosed = false
        var whenIdle: (@Sendable () -> Void)?
    }

    /// Bounds the time for which the first job of a batch waits for the last.
    static let maximumBatch = 256

    private let queue: DispatchQueue
    private let state = Mutex(State())
    /// Locked for as long as a batch runs; only the queue uses it.
    private let worker: Mutex<LaneWorker>

    /// - Parameter makeWorker: makes what runs the batches.
    init(number: Int, makeWorker: () -> sending LaneWorker) {
        queue = DispatchQueue(label: "qun.store.lane.\(number)", qos: .userInitiated)
        worker = Mutex(makeWorker())
    }

    /// Puts a job at the end of the lane; a closed one fails it at once.
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
            job.write.fail(.unavailable(StoreClosed()))
        }
        if startsDraining {
            queue.async {
                while let batch = self.nextBatch() {
                    self.worker.withLock { _ = $0.commit(batch) }
                }
            }
        }
    }

    /// Takes no more jobs, and returns when those that wait are done and the connection is closed.
    ///
    /// - Throws: ``StoreError/unavailable(_:)`` when the lane is closed already.
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
        await withCheckedContinuation { continuation in
            queue.async {
                self.worker.withLock { $0.close() }
                continuation.resume()
            }
        }
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
}
