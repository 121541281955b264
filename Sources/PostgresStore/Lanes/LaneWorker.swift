import Storage
import StoreTransactions

/// Runs the batches of a lane on its connection.
///
/// A batch whose connection is lost before its commit runs again on another. One that meets changes of other nodes runs
/// again, and when that does not help, or it fails otherwise, each of its writes runs alone, so that only those fail that
/// fail alone.
///
/// - Concurrency: used by one thread at a time, which it blocks.
final class LaneWorker {
    /// A connection, and what runs on it.
    private struct Road {
        let connection: PostgresConnection
        let session: Session
        let batch: WriteBatch
    }

    /// What is told when a batch stands.
    private struct Result {
        let answers: [@Sendable () -> Void]
        let changed: Set<GroupNumber>
        let events: [CommittedEvent]
        let entries: [OutboxEntry]
    }

    /// How a run of a batch has ended.
    private enum Ending {
        case done(Result)
        /// The answer to COMMIT is lost, or does not say that the changes are safe.
        case unknown(Result, CommitNotes.Note, any Error)
    }

    /// How often a write that runs alone meets changes of others before it fails.
    private static let maximumConflicts = 8
    /// How often, of the writes of a batch that run alone, one may take too long before those behind it fail as well: each
    /// costs as long as the server's time-outs say.
    private static let maximumTimeOuts = 2
    /// How often a batch loses its connection before it fails.
    private static let maximumLosses = 3

    private let keeper: ConnectionKeeper
    private let surroundings: Surroundings
    private let patience: Duration
    private let changes: CommitFeed<GroupNumber>
    private let events: CommitFeed<CommittedEvent>
    private let composer: ComposerPlace
    private let didCommit: @Sendable (_ jobs: Int, _ roundTrips: Int) -> Void
    private var road: Road?
    /// The notes of batches whose answers have come.
    private var settled = CommitNotes.Settled()

    /// - Parameters:
    ///   - changes: is told of the groups that have changed, after each commit.
    ///   - events: is told of what transactions have done, after each commit.
    ///   - composer: says what goes into the outbox, in the same commit.
    ///   - didCommit: called after each transaction with the number of jobs that shared it and of its round trips, before
    ///     their callers learn of it.
    init(
        _ keeper: sending ConnectionKeeper, _ surroundings: Surroundings, patience: Duration,
        changes: CommitFeed<GroupNumber>, events: CommitFeed<CommittedEvent>, composer: ComposerPlace,
        didCommit: @escaping @Sendable (_ jobs: Int, _ roundTrips: Int) -> Void
    ) {
        self.keeper = keeper
        self.surroundings = surroundings
        self.patience = patience
        self.changes = changes
        self.events = events
        self.composer = composer
        self.didCommit = didCommit
    }

    /// Runs jobs in one transaction, and tells their callers what has become of them.
    ///
    /// - Parameter joining: takes further jobs for a batch whose rows are being fetched.
    /// - Returns: why all have failed together; `nil` when they have not.
    func commit(_ batch: [Lane.Job], joining: ([Lane.Job]) -> [Lane.Job] = { _ in [] }) -> (any Error)? {
        var jobs = batch
        var conflicts = 0
        var losses = 0
        while true {
            do {
                let ending = try run(&jobs, joining)
                guard let result = try settle(ending) else {
                    losses += 1
                    guard losses < Self.maximumLosses else {
                        return fail(jobs, PostgresError(.connection, "the connection is lost again and again"))
                    }
                    continue
                }
                tell(result)
                return nil
            } catch let error as CommitUnknown {
                return fail(jobs, error)
            } catch let error as PostgresError where error.endsConnection {
                losses += 1
                // a server that says nothing has taken its time already
                guard error.kind != .silence, losses < Self.maximumLosses else {
                    return fail(jobs, error)
                }
            } catch  where error.isConflict && conflicts == 0 {
                conflicts += 1
            } catch  where jobs.count > 1 {
                commitAlone(jobs)
                return nil
            } catch  where error.isConflict && conflicts < Self.maximumConflicts {
                conflicts += 1
            } catch {
                return fail(jobs, error)
            }
        }
    }

    /// Runs each job in a transaction of its own.
    ///
    /// Where one has waited too long, the others about the same would wait as long.
    private func commitAlone(_ jobs: [Lane.Job]) {
        var timeOuts: [Lane.Job.Subject: PostgresError] = [:]
        for job in jobs {
            let known = timeOuts.count < Self.maximumTimeOuts ? timeOuts[job.about] : timeOuts.values.first
            if let known {
                _ = fail([job], known)
            } else if let error = commit([job]) as? PostgresError, error.isTimeOut {
                timeOuts[job.about] = error
            }
        }
    }

    /// Removes the notes that are left, and closes the connection.
    func close() {
        let removals = settled.removals
        if !removals.isEmpty, let connection = road?.connection {
            // what remains is removed when it is old
            _ = try? connection.exchange(removals)
        }
        road = nil
        keeper.close()
    }

    // MARK: One run

    /// Runs jobs, and those that join them, in one transaction.
    ///
    /// - Throws: when nothing of it stands.
    private func run(_ jobs: inout [Lane.Job], _ joining: ([Lane.Job]) -> [Lane.Job]) throws -> Ending {
        let road = try openRoad()
        let trips = road.connection.roundTrips
        let bucket = jobs[0].bucket
        road.session.begin(about: bucket)
        let answers: [@Sendable () -> Void]
        let composer = composer.found
        var entries: [OutboxEntry] = []
        do {
            answers = try road.batch.run(
                jobs.map(\.write), takesEvents: composer != nil || events.hasObservers
            ) {
                let joined = joining(jobs)
                jobs += joined
                return joined.map(\.write)
            }
            for app in road.batch.emptiedOutboxes {
                try OutboxTable(session: road.session).deleteAll(of: app)
            }
            entries = road.batch.events.isEmpty ? [] : composer?.outboxEntries(of: road.batch.events) ?? []
            if !entries.isEmpty {
                try OutboxTable(session: road.session).insert(entries)
            }
        } catch {
            road.session.rollBack()
            _ = road.batch.end()
            throw error
        }
        let events = road.batch.events
        let result = Result(answers: answers, changed: road.batch.end(), events: events, entries: entries)
        guard road.session.hasChanges || jobs.contains(where: \.isCheck) else {
            road.session.end()
            didCommit(jobs.count, road.connection.roundTrips - trips)
            return .done(result)
        }
        let ending = try commit(road, result, about: bucket)
        didCommit(jobs.count, road.connection.roundTrips - trips)
        return ending
    }

    private func openRoad() throws(PostgresError) -> Road {
        let connection = try keeper.connection()
        if let road, road.connection === connection {
            return road
        }
        let session = Session(connection, .writing)
        let road = Road(
            connection: connection, session: session,
            batch: WriteBatch(PostgresTransaction(session: session), answersAtOnce: false))
        self.road = road
        return road
    }

    private func commit(_ road: Road, _ result: Result, about bucket: Int64) throws -> Ending {
        let note = CommitNotes.Note(bucket: bucket, surroundings)
        let removal = settled.removal(in: bucket)
        do {
            let last = [Statement(CommitNotes.SQL.insert.rawValue, note.parameters), removal].compactMap(\.self)
            guard try road.session.commit(with: last) else {
                return .unknown(result, note, PostgresError(.statement, "the server has warned at the commit"))
            }
        } catch let error as PostgresError where error.endsConnection {
            return .unknown(result, note, error)
        } catch {
            // refused before it was committed
            road.session.rollBack()
            throw error
        }
        if removal != nil {
            settled.forget(bucket)
        }
        settled.add(note)
        return .done(result)
    }

    // MARK: After the commit

    /// Finds out whether a batch stands.
    ///
    /// - Returns: `nil` when it does not, and never will.
    /// - Throws: ``CommitUnknown`` when that cannot be found out in time.
    private func settle(_ ending: Ending) throws -> Result? {
        let (result, note, loss): (Result, CommitNotes.Note, any Error)
        switch ending {
        case .done(let done): return done
        case .unknown(let unknown, let unknownNote, let error): (result, note, loss) = (unknown, unknownNote, error)
        }
        let beginning = surroundings.uptime()
        var cause = loss
        while surroundings.uptime() - beginning < patience {
            do {
                switch try lookUp(note) {
                case true?:
                    settled.add(note)
                    return result
                case false?:
                    return nil
                case nil:
                    break
                }
            } catch {
                cause = error
            }
            surroundings.pause(.milliseconds(50))
        }
        // whoever keeps what was read of the groups reads them again
        changes.tell(Array(result.changed))
        throw CommitUnknown(cause: cause)
    }

    /// - Returns: whether the batch stands; `nil` when that is not safe yet.
    private func lookUp(_ note: CommitNotes.Note) throws -> Bool? {
        let session = try openRoad().session
        session.begin(about: note.bucket)
        do {
            let stands = try session.rows(CommitNotes.SQL.settle, note.parameters) { $0.bool(0) }
            return try session.commit() ? stands.first : nil
        } catch {
            session.rollBack()
            throw error
        }
    }

    private func tell(_ result: Result) {
        changes.tell(Array(result.changed))
        events.tell(result.events)
        if !result.entries.isEmpty {
            composer.found?.outboxFilled(result.entries)
        }
        for answer in result.answers {
            answer()
        }
    }

    private func fail(_ jobs: [Lane.Job], _ error: any Error) -> any Error {
        for job in jobs {
            job.write.fail(.unavailable(error))
        }
        return error
    }
}

extension Error {
    /// Whether a transaction that has thrown this may succeed when it runs again.
    fileprivate var isConflict: Bool {
        self is ConflictingWrite || (self as? PostgresError)?.isConflict == true
    }
}
