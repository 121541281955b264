package import Logging
package import Storage
package import StoreTransactions
import Traces
package import Wire

/// The store on a PostgreSQL database, which any number of nodes share.
///
/// Some connections write, each with the queue of its ``Lane``; some read beside them, and one compares versions of groups
/// for the caches. Nothing is kept in memory that another node must know.
package final class PostgresStore: TransactionalStore {
    /// How the store is opened.
    package struct Options: Sendable {
        /// Connections that write.
        package var laneCount = 4
        /// Connections that read, beside the one that compares versions.
        package var readerCount = 4
        /// How long the server may say nothing while an answer is due, before its connection is given up.
        package var maximumSilence = Duration.seconds(15)
        /// How long calls wait for a server that cannot be reached.
        package var patience = Duration.seconds(5)

        package init() {}

        /// The forms of the database that the node knows; fewer make it one of an earlier release, for tests.
        var migrations = Schema.migrations
    }

    /// What is told of each transaction, for tests and figures.
    struct Observation: Sendable {
        var didCommit: @Sendable (_ jobs: Int, _ roundTrips: Int) -> Void = { _, _ in }
        var didRead: @Sendable (_ roundTrips: Int) -> Void = { _ in }
        var didReadStamps: @Sendable (_ roundTrips: Int) -> Void = { _ in }
    }

    let lanes: [Lane]
    let reads: ReadPool
    let stamps: StampQueue
    let nodes: NodeBoard
    /// Where the outbox is read and settled.
    let outbox: OwnConnection
    /// The connection whose locks are this node's slots of the outbox.
    let slots: OwnConnection
    /// Where this node begins to look for slots.
    let firstSlot: Int
    let composer = ComposerPlace()
    /// How the database is reached.
    let settings: ConnectionSettings
    private let listener: NodeListener
    private let messages = CommitFeed<String>()
    /// The groups that have changed, by number.
    let changes = CommitFeed<GroupNumber>()
    let events = CommitFeed<CommittedEvent>()

    /// Opens the store of a database, whose tables are made or brought up where they are not those of this release.
    ///
    /// It blocks the calling thread. Any number of nodes may open the same database at the same time.
    ///
    /// - Parameters:
    ///   - uri: `postgres://…`, with all that libpq takes: several hosts, TLS, a password file.
    ///   - surroundings: time and chance.
    ///   - didCommit: called after each commit with the number of writes that shared it; it must be quick.
    /// - Throws: ``StoreOpenError``.
    package static func open(
        uri: String, options: Options = Options(), surroundings: Surroundings, logger: Logger,
        didCommit: @escaping @Sendable (_ writes: Int) -> Void = { _ in }
    ) throws -> any GroupStore {
        let observation = Observation(didCommit: { writes, _ in didCommit(writes) })
        return try PostgresStore(
            uri: uri, options: options, surroundings: surroundings, logger: logger, observation: observation
        ).watched
    }

    /// Opens the store without the contract wrapper.
    convenience init(
        uri: String, options: Options = Options(), surroundings: Surroundings, logger: Logger,
        observation: Observation = Observation()
    ) throws {
        let settings = try Self.openDatabase(
            uri: uri, options: options, surroundings: surroundings, logger: logger)
        self.init(settings, options: options, surroundings: surroundings, observation: observation)
    }

    /// Opens the store of a database whose tables are those of this release.
    init(_ settings: ConnectionSettings, options: Options, surroundings: Surroundings, observation: Observation) {
        self.settings = settings
        var reconnection = Reconnection()
        reconnection.patience = options.patience
        let makeKeeper = { [reconnection] in ConnectionKeeper(settings, reconnection, surroundings) }
        lanes = (0..<max(1, options.laneCount)).map { [changes, events, composer] number in
            Lane(number: number) {
                LaneWorker(
                    makeKeeper(), surroundings, patience: reconnection.patience, changes: changes, events: events,
                    composer: composer, didCommit: observation.didCommit)
            }
        }
        reads = ReadPool(count: max(1, options.readerCount)) {
            Reader(makeKeeper(), .reading, didRead: observation.didRead)
        }
        stamps = StampQueue { Reader(makeKeeper(), .single, didRead: observation.didReadStamps) }
        nodes = NodeBoard(node: surroundings.newID(), schemaVersion: options.migrations.count) {
            Reader(makeKeeper(), .single, didRead: { _ in })
        }
        outbox = OwnConnection(label: "outbox") { Reader(makeKeeper(), .single, didRead: { _ in }) }
        slots = OwnConnection(label: "slots") { Reader(makeKeeper(), .single, didRead: { _ in }) }
        firstSlot = Int(surroundings.randomBits() % UInt64(OutboxLane.slots))
        listener = NodeListener(makeKeeper(), surroundings) { [nodes, messages] payload in
            if let message = nodes.message(in: payload) {
                messages.tell([message])
            }
        }
    }

    package func checkWritable() async throws(StoreError) {
        try await perform(WriteSubject.app, in: StoreScope(SDKAppID(1), at: .never), isCheck: true) { _ in }
    }

    package func close() async throws(StoreError) {
        for lane in lanes {
            try await lane.close()
        }
        await reads.close()
        try await stamps.close()
        listener.close()
        await nodes.close()
        await outbox.close()
        await slots.close()
    }

    // MARK: Nodes

    package func meetNodes(telling demands: [LimitDemand]) async throws(StoreError) -> [[LimitDemand]] {
        try await nodes.meet(telling: demands)
    }

    package func leaveNodes() async throws(StoreError) {
        try await nodes.leave()
    }

    package func tellNodes(_ message: String) {
        nodes.tell(message)
    }

    package func observeNodeMessages(_ observer: any NodeMessageObserver) {
        messages.add(observer) { [weak observer] messages in
            for message in messages {
                observer?.nodeTold(message)
            }
        }
        listener.listen()
    }

    // MARK: Transactions

    package func write<Value: Sendable>(
        in scope: StoreScope, about subject: WriteSubject,
        _ transaction: @escaping @Sendable (UnitOfWork) throws -> Value
    ) async throws(StoreError) -> Value {
        try await Traces.part("store write") { () async throws(StoreError) in
            try await perform(subject, in: scope, transaction)
        }
    }

    package func read<Value: Sendable>(
        in scope: StoreScope, _ transaction: @escaping @Sendable (UnitOfWork) throws -> Value
    ) async throws(StoreError) -> Value {
        let app = scope.app
        return try await Traces.part("store read") { () async throws(StoreError) in
            try await reads.perform { session in
                try Reading.run(on: PostgresTables(session: session, app: app), answersAtOnce: false, transaction)
            }
        }
    }

    private func perform<Value: Sendable>(
        _ subject: WriteSubject, in scope: StoreScope, isCheck: Bool = false,
        _ transaction: @escaping @Sendable (UnitOfWork) throws -> Value
    ) async throws(StoreError) -> Value {
        let lane = lanes[Int(subject.bucket(in: scope.app)) % lanes.count]
        let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
            let job = WriteJob(in: scope, transaction) { continuation.resume(returning: $0) }
            lane.enqueue(Lane.Job(write: job, subject: subject, isCheck: isCheck))
        }
        return try result.get()
    }

    // MARK: Observers

    package var isShared: Bool { true }

    package var queues: StoreQueues {
        StoreQueues(writes: lanes.map(\.waitingCount).reduce(0, +), reads: reads.waitingCount)
    }

    package func observeGroupChanges(_ observer: any GroupChangeObserver) {
        changes.add(observer) { [weak observer] in observer?.groupsChanged(Set($0)) }
    }

    package func observeEvents(_ observer: any EventObserver) {
        events.add(observer) { [weak observer] in observer?.eventsCommitted($0) }
    }

    package func groupStamps(of groups: [GroupID], in scope: StoreScope) async throws(StoreError) -> [GroupStamp?] {
        try await stamps.stamps(of: groups, in: scope.app)
    }
}

extension WriteSubject {
    /// The bucket of what hangs on this; that of a group is its messages' too.
    func bucket(in app: SDKAppID) -> Int64 {
        switch self {
        case .group(let group): Bucket.of(group, in: app)
        case .stream(let stream): Bucket.of(stream)
        case .account(let account): Bucket.of(account, in: app)
        case .app: Bucket.of(app)
        }
    }
}
