import Dispatch
import Storage
import StoreTransactions
import Synchronization
import Wire

/// Runs writes one after the other on a connection of its own, and lets all that wait share one transaction.
///
/// The writes that arrive while a transaction is out wait together and make the next one; nothing waits on purpose. Those
/// about a group whose rows a transaction is just fetching join that one: its row is locked already, and where many write
/// about one group, the first of them would else have a transaction for itself, which all others wait for. Jobs run on a
/// dispatch queue of the lane and never hold a thread of Swift's pool.
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
        var bucket: Int64 { subject.bucket(in: write.app) }
    }

    /// Bounds the time for which the first job of a batch waits for the last.
    static let maximumBatch = 256

    private let queue: DispatchQueue
    private let waiting = WaitingJobs<Job>(maximumBatch: maximumBatch)
    /// Locked for as long as a batch runs; only the queue uses it.
    private let worker: Mutex<LaneWorker>

    /// - Parameter makeWorker: makes what runs the batches.
    init(number: Int, makeWorker: () -> sending LaneWorker) {
        queue = DispatchQueue(label: "qun.store.lane.\(number)", qos: .userInitiated)
        worker = Mutex(makeWorker())
    }

    /// Jobs that no transaction has taken yet.
    var waitingCount: Int { waiting.count }

    /// Puts a job at the end of the lane; a closed one fails it at once.
    func enqueue(_ job: Job) {
        switch waiting.add(job) {
        case .waits:
            break
        case .closed:
            job.write.fail(.unavailable(StoreClosed()))
        case .startsWorker:
            queue.async {
                while let batch = self.waiting.takeBatch() {
                    self.worker.withLock { _ = $0.commit(batch, joining: self.joining) }
                }
            }
        }
    }

    /// Takes the jobs that join a batch.
    private func joining(_ batch: [Job]) -> [Job] {
        guard waiting.count > 0 else {
            return []
        }
        let subjects = Set(batch.map(\.about))
        return waiting.take(atMost: Self.maximumBatch - batch.count) { subjects.contains($0.about) }
    }

    /// Takes no more jobs, and returns when those that wait are done and the connection is closed.
    ///
    /// - Throws: ``StoreError/unavailable(_:)`` when the lane is closed already.
    func close() async throws(StoreError) {
        try await waiting.close()
        await withCheckedContinuation { continuation in
            queue.async {
                self.worker.withLock { $0.close() }
                continuation.resume()
            }
        }
    }
}
