package import Storage
package import Wire

/// The tables of a store, inside one transaction of it.
package protocol StoreTransaction {
    /// The numbers that were given last. A store that counts them by the rows themselves has nothing to write.
    var numbers: any KeyedTable<NumberSeries, Int64> { get }

    /// The tables of one app.
    func tables(of app: SDKAppID) -> any StoreTables

    /// Whether the store has not ended the transaction by itself; what is written after that would not belong to it.
    var isOpen: Bool { get }
}

extension StoreTransaction {
    package var isOpen: Bool { true }
}

/// The cause of a failure: the store has ended a transaction by itself.
struct TransactionLost: Error, CustomStringConvertible {
    var description: String { "the store has ended the transaction" }
}

/// A write that waits in a store's queue.
package struct WriteJob: Sendable {
    package let app: SDKAppID
    /// Whether its changes are taken back though it is not refused.
    package let isRehearsal: Bool
    /// Runs the transaction; what it returns is called once the changes are on disk.
    package let run: @Sendable (UnitOfWork) throws -> @Sendable () -> Void
    /// Called instead, when nothing of the write is kept.
    package let fail: @Sendable (StoreError) -> Void

    package init(
        app: SDKAppID, isRehearsal: Bool = false,
        run: @escaping @Sendable (UnitOfWork) throws -> @Sendable () -> Void,
        fail: @escaping @Sendable (StoreError) -> Void
    ) {
        self.app = app
        self.isRehearsal = isRehearsal
        self.run = run
        self.fail = fail
    }

    /// - Parameter finish: called once: with the transaction's answer when its changes are on disk, or with why nothing of it
    ///   is kept.
    package init<Value: Sendable>(
        in scope: StoreScope, _ transaction: @escaping @Sendable (UnitOfWork) throws -> Value,
        finish: @escaping @Sendable (Result<Value, StoreError>) -> Void
    ) {
        self.init(
            app: scope.app, isRehearsal: scope.isRehearsal,
            run: { work in
                let value = try transaction(work)
                return { finish(.success(value)) }
            },
            fail: { finish(.failure($0)) })
    }
}

/// Runs the writes that share a commit, one after the other, on the rows that they ask for.
///
/// Each sees what those before it have done. One that is refused takes back nothing but itself. The changes are sent
/// together at the end; earlier only for a transaction that asks about many rows or changes them.
///
/// - Concurrency: used inside one transaction of the store at a time.
package final class WriteBatch {
    /// Bounds the rows that are kept from one commit to the next.
    static let maximumKeptRows = 8_192
    /// Bounds the apps of which rows are kept.
    static let maximumKeptApps = 64

    private let transaction: any StoreTransaction
    private let keepsRows: Bool
    private let work: WorkState
    private let numbers: WorkingTable<NumberSeries, Int64>
    private var units: [SDKAppID: UnitOfWork] = [:]
    /// What the transactions that stand have done, in their order; it can be stored in the same commit.
    package private(set) var events: [CommittedEvent] = []
    /// The apps whose outboxes are to be emptied in the same commit, before ``events`` go there.
    package private(set) var emptiedOutboxes: Set<SDKAppID> = []

    /// - Parameters:
    ///   - answersAtOnce: whether the store answers a question when it is asked; a store across a network answers between
    ///     runs.
    ///   - keepsRows: whether nothing but this batch changes the store, so that rows stay true from one commit to the next.
    package init(_ transaction: any StoreTransaction, answersAtOnce: Bool = true, keepsRows: Bool = false) {
        self.transaction = transaction
        self.keepsRows = keepsRows
        work = WorkState(answersAtOnce: answersAtOnce)
        numbers = WorkingTable(transaction.numbers, at: .numbers, work)
    }

    /// Runs all jobs.
    ///
    /// - Parameters:
    ///   - takesEvents: whether ``events`` are wanted; without, there are none.
    ///   - joining: further jobs, which have come while rows were fetched for the first time.
    /// - Returns: for each job, in the same order, what its caller is told after the commit.
    /// - Throws: when the whole transaction is lost.
    package func run(
        _ jobs: [WriteJob], takesEvents: Bool = true, joining: () -> [WriteJob] = { [] }
    ) throws -> [@Sendable () -> Void] {
        work.takesEvents = takesEvents
        var jobs = jobs
        var mayJoin = true
        var answers: [@Sendable () -> Void] = []
        answers.reserveCapacity(jobs.count)
        while answers.count < jobs.count {
            try runRound(jobs, &answers)
            if try fetchWanted(), mayJoin {
                mayJoin = false
                jobs += joining()
            }
        }
        try send()
        for unit in units.values {
            try unit.sendTidying()
        }
        return answers
    }

    /// Gets ready for the next jobs, and forgets what these have done.
    ///
    /// - Returns: the groups that have changed since the last time; some may not have.
    package func end() -> Set<GroupNumber> {
        if keepsRows {
            work.keepRows(atMost: Self.maximumKeptRows)
        } else {
            work.forget()
        }
        events.removeAll()
        emptiedOutboxes.removeAll()
        let changed: Set<GroupNumber> = units.values.reduce(into: []) { $0.formUnion($1.end()) }
        if units.count > Self.maximumKeptApps {
            work.forget()
            units.removeAll()
        }
        return changed
    }

    /// Forgets all rows: what the jobs have sent is not on disk, or somebody else has changed the store.
    package func forgetRows() {
        work.forget()
    }

    /// What became of one run of a job.
    private enum Outcome {
        case done(@Sendable () -> Void)
        case lacksRows
        case followsUnsentChanges
    }

    /// Runs the jobs that have no answer yet, as far as the rows suffice.
    ///
    /// Those behind one that lacks rows run too, so that their rows come with the others, but count for nothing.
    private func runRound(_ jobs: [WriteJob], _ answers: inout [@Sendable () -> Void]) throws {
        for place in answers.count..<jobs.count {
            let isNext = place == answers.count
            switch try run(jobs[place], keepsChanges: isNext, isAlone: jobs.count == 1) {
            case .done(let answer) where isNext:
                answers.append(answer)
                if units[jobs[place].app]?.isSolitary == true {
                    try send()
                    work.forget()
                }
            case .followsUnsentChanges where isNext:
                try send()
                return
            case .done, .lacksRows, .followsUnsentChanges:
                break
            }
        }
    }

    /// - Throws: when the whole transaction is lost.
    private func run(_ job: WriteJob, keepsChanges: Bool, isAlone: Bool) throws -> Outcome {
        let unit = unit(of: job.app)
        work.runCounts = keepsChanges
        do {
            let answer = try job.run(unit)
            guard keepsChanges, !job.isRehearsal else {
                undo(unit)
                return .done(answer)
            }
            work.keepChanges()
            unit.keepChanges()
            if unit.emptiesOutbox {
                events.removeAll { $0.app == job.app }
                emptiedOutboxes.insert(job.app)
            }
            events += unit.takeEvents()
            return .done(answer)
        } catch is RowsMissing {
            undo(unit)
            return .lacksRows
        } catch is ChangesUnsent {
            undo(unit)
            return .followsUnsentChanges
        } catch let error as InconsistentRows where keepsChanges && !isAlone {
            // rows that a batch has asked for at different times may not fit together
            throw error
        } catch {
            undo(unit)
            guard transaction.isOpen else {
                throw error
            }
            let failure = StoreError(error)
            return .done { job.fail(failure) }
        }
    }

    private func undo(_ unit: UnitOfWork) {
        work.undoChanges()
        unit.undoChanges()
    }

    /// Sends all changes to the store, inside its transaction.
    private func send() throws {
        guard transaction.isOpen else {
            throw TransactionLost()
        }
        try work.sendChanges()
        for unit in units.values {
            try unit.sendSetWideChanges()
        }
    }

    /// - Returns: whether rows were wanted.
    private func fetchWanted() throws -> Bool {
        let asks = work.takeWanted()
        guard !asks.isEmpty, let tables = units.keys.first.map(transaction.tables) else {
            return false
        }
        try tables.fetch(asks)
        return true
    }

    private func unit(of app: SDKAppID) -> UnitOfWork {
        if let unit = units[app] {
            return unit
        }
        let unit = UnitOfWork(transaction.tables(of: app), numbers: numbers, work)
        units[app] = unit
        return unit
    }
}
