import Storage
import StoreTransactions
import Synchronization
import Wire

/// A store in memory whose transactions are those of ``UnitOfWork``, with no line of them of its own.
///
/// It shows that the seams hold: like a store across a network it answers between the runs of a transaction, lets the
/// writes that wait share one commit, and sends their changes together.
///
/// - Concurrency: safe for use by any number of callers; a read works on the state that it found.
final class MemoryStore: TransactionalStore {
    struct Shared {
        fileprivate var state: MemoryState
        var outbox = MemoryOutbox()
        var composer: (any OutboxComposer)?
        fileprivate var waiting: [WriteJob] = []
        fileprivate var isCommitting = false
        fileprivate var isClosed = false
        fileprivate var whenIdle: CheckedContinuation<Void, Never>?
        fileprivate var observers: [Observer<any GroupChangeObserver>] = []
        fileprivate var eventObservers: [Observer<any EventObserver>] = []
        fileprivate var calls: [StoreCalls] = []
        fileprivate var batches: [Int] = []
    }

    fileprivate struct Observer<Value: Sendable>: Sendable {
        private let find: @Sendable () -> Value?

        /// - Parameter find: does not keep the observer alive.
        init(_ find: @escaping @Sendable () -> Value?) {
            self.find = find
        }

        var value: Value? { find() }
    }

    let shared: Mutex<Shared>
    private let answersAtOnce: Bool

    /// - Parameters:
    ///   - state: that the store begins with.
    ///   - answersAtOnce: as for ``WriteBatch/init(_:answersAtOnce:)``.
    init(_ state: MemoryState = MemoryState(), answersAtOnce: Bool = false) {
        shared = Mutex(Shared(state: state))
        self.answersAtOnce = answersAtOnce
    }

    // MARK: Transactions

    func write<Value: Sendable>(
        in scope: StoreScope, about _: WriteSubject,
        _ transaction: @escaping @Sendable (UnitOfWork) throws -> Value
    ) async throws(StoreError) -> Value {
        let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
            enqueue(WriteJob(in: scope, transaction) { continuation.resume(returning: $0) })
        }
        return try result.get()
    }

    func read<Value: Sendable>(
        in scope: StoreScope, _ transaction: @escaping @Sendable (UnitOfWork) throws -> Value
    ) async throws(StoreError) -> Value {
        let draft = MemoryDraft(try state(), CallCounter())
        do {
            let value = try Reading.run(
                on: MemoryTables(draft: draft, app: scope.app), answersAtOnce: answersAtOnce, transaction)
            shared.withLock { $0.calls.append(draft.counter.calls) }
            return value
        } catch {
            throw StoreError(error)
        }
    }

    /// What transactions have called since the last time, in their order; those that shared a commit count as one.
    func takeCalls() -> [StoreCalls] {
        shared.withLock { shared in
            defer { shared.calls.removeAll() }
            return shared.calls
        }
    }

    /// How many writes shared each of the commits so far.
    var batches: [Int] { shared.withLock(\.batches) }

    /// The state that reads show at present.
    func state() throws(StoreError) -> MemoryState {
        let state = shared.withLock { $0.isClosed ? nil : $0.state }
        guard let state else {
            throw .unavailable(StoreClosed())
        }
        return state
    }

    // MARK: Operation

    var queues: StoreQueues { StoreQueues(writes: shared.withLock(\.waiting.count), reads: 0) }

    func checkWritable() async throws(StoreError) {
        try await write(in: StoreScope(SDKAppID(1), at: .never), about: .app) { _ in }
    }

    func close() async throws(StoreError) {
        let isClosed = shared.withLock { shared in
            defer { shared.isClosed = true }
            return shared.isClosed
        }
        guard !isClosed else {
            throw .unavailable(StoreClosed())
        }
        await withCheckedContinuation { continuation in
            let isIdle = shared.withLock { shared in
                shared.whenIdle = shared.isCommitting ? continuation : nil
                return !shared.isCommitting
            }
            if isIdle {
                continuation.resume()
            }
        }
    }

    func observeGroupChanges(_ observer: any GroupChangeObserver) {
        shared.withLock { $0.observers.append(Observer { [weak observer] in observer }) }
    }

    func observeEvents(_ observer: any EventObserver) {
        shared.withLock { $0.eventObservers.append(Observer { [weak observer] in observer }) }
    }

    // MARK: Commits

    private func enqueue(_ job: WriteJob) {
        let (isClosed, starts) = shared.withLock { shared in
            guard !shared.isClosed else {
                return (true, false)
            }
            shared.waiting.append(job)
            defer { shared.isCommitting = true }
            return (false, !shared.isCommitting)
        }
        if isClosed {
            job.fail(.unavailable(StoreClosed()))
        }
        if starts {
            Task {
                while await commitNext() {}
            }
        }
    }

    /// Commits what waits.
    ///
    /// - Returns: whether there was anything.
    private func commitNext() async -> Bool {
        // lets others come who then share the commit
        await Task.yield()
        let (jobs, state, whenIdle) = shared.withLock { shared in
            let jobs = shared.waiting
            shared.waiting.removeAll()
            shared.isCommitting = !jobs.isEmpty
            return (jobs, shared.state, jobs.isEmpty ? shared.whenIdle : nil)
        }
        whenIdle?.resume()
        guard !jobs.isEmpty else {
            return false
        }
        commit(jobs, on: MemoryDraft(state, CallCounter()))
        return true
    }

    private func commit(_ jobs: [WriteJob], on draft: MemoryDraft) {
        let batch = WriteBatch(MemoryTransaction(draft: draft), answersAtOnce: answersAtOnce)
        do {
            let answers = try batch.run(jobs)
            let composer = shared.withLock(\.composer)
            let entries = batch.events.isEmpty ? [] : composer?.outboxEntries(of: batch.events) ?? []
            let (observers, eventObservers) = shared.withLock { shared in
                shared.state = draft.state
                shared.outbox.empty(batch.emptiedOutboxes)
                shared.outbox.insert(entries)
                shared.calls.append(draft.counter.calls)
                shared.batches.append(jobs.count)
                return (shared.observers, shared.eventObservers)
            }
            let events = batch.events
            let changed = batch.end()
            if !changed.isEmpty {
                for observer in observers {
                    observer.value?.groupsChanged(changed)
                }
            }
            if !events.isEmpty {
                for observer in eventObservers {
                    observer.value?.eventsCommitted(events)
                }
            }
            if !entries.isEmpty {
                composer?.outboxFilled(entries)
            }
            for answer in answers {
                answer()
            }
        } catch {
            for job in jobs {
                job.fail(.unavailable(error))
            }
        }
    }
}
