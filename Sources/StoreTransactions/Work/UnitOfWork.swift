package import Groups
import Storage
package import Wire

/// What one transaction after the other works with: the rows of an app that a batch has asked for, and its changes.
///
/// The transactions are extensions of this class, a method each. They are synchronous and do no input or output of their
/// own: they *ask* for rows by key, and *record* changes, which are sent when the batch commits. A transaction may run
/// several times, as a store may answer only between runs; so it touches nothing but the unit of work.
///
/// - A transaction asks for lists where it has lists, and says with `prefetch` what it will need next, so that a store
///   across a network is asked two or three times, however long the lists.
/// - ``StoreQuestion``s come before the first change.
/// - What hangs on a group is changed within ``change(_:_:)``, which moves the group's version.
package final class UnitOfWork {
    // made at their first use, for most transactions use few of them
    package private(set) lazy var accounts = WorkingTable(tables.accounts, at: .accounts, work, keepsRows: true)
    package private(set) lazy var portraitItems = WorkingTable(tables.portraitItems, at: .portraitItems, work)
    package private(set) lazy var globalMutes = WorkingTable(
        tables.globalMutes, at: .globalMutes, work, keepsRows: true)
    package private(set) lazy var groups = GroupBound(tables.groups, at: .groups, work, keepsRows: true)
    package private(set) lazy var groupCounts = WorkingTable(tables.groupCounts, at: .groupCounts, work)
    package private(set) lazy var groupGrowth = WorkingTable(tables.groupGrowth, at: .groupGrowth, work)
    package private(set) lazy var members = GroupBound(tables.members, at: .members, work, keepsRows: true)
    package private(set) lazy var mutes = GroupBound(tables.mutes, at: .mutes, work, keepsRows: true)
    package private(set) lazy var bans = GroupBound(tables.bans, at: .bans, work)
    package private(set) lazy var roomAdmins = GroupBound(tables.roomAdmins, at: .roomAdmins, work)
    package private(set) lazy var attributes = WorkingTable(tables.attributes, at: .attributes, work)
    package private(set) lazy var counters = WorkingTable(tables.counters, at: .counters, work)
    package private(set) lazy var topics = GroupBound(tables.topics, at: .topics, work, keepsRows: true)
    package private(set) lazy var topicCounts = GroupBound(tables.topicCounts, at: .topicCounts, work)
    package private(set) lazy var topicReads = GroupBound(tables.topicReads, at: .topicReads, work, keepsRows: true)
    package private(set) lazy var permissionGroups = GroupBound(tables.permissionGroups, at: .permissionGroups, work)
    /// As ``streamNumbers``.
    package private(set) lazy var permissionGroupNumbers = WorkingTable(
        tables.permissionGroupNumbers, at: .permissionGroupNumbers, work)
    package private(set) lazy var permissionGroupMembers = GroupBound(
        tables.permissionGroupMembers, at: .permissionGroupMembers, work)
    package private(set) lazy var topicPermissions = GroupBound(tables.topicPermissions, at: .topicPermissions, work)
    package private(set) lazy var streams = WorkingTable(tables.streams, at: .streams, work, keepsRows: true)
    /// As the store had them when they were asked for; transactions of the batch may have made and removed streams since.
    package private(set) lazy var streamNumbers = WorkingTable(tables.streamNumbers, at: .streamNumbers, work)
    package private(set) lazy var messages = WorkingTable(tables.messages, at: .messages, work)
    package private(set) lazy var recentSends = WorkingTable(tables.recentSends, at: .recentSends, work)
    package private(set) lazy var broadcasts = WorkingTable(tables.broadcasts, at: .broadcasts, work)
    package private(set) lazy var receipts = WorkingTable(tables.receipts, at: .receipts, work)
    package private(set) lazy var extensions = WorkingTable(tables.extensions, at: .extensions, work)
    package private(set) lazy var extensionCounters = WorkingTable(
        tables.extensionCounters, at: .extensionCounters, work)
    package private(set) lazy var extensionCounts = WorkingTable(tables.extensionCounts, at: .extensionCounts, work)

    /// The numbers that were given last; `nil` where nothing is written.
    private let numbers: WorkingTable<NumberSeries, Int64>?
    private let questions: Questions
    private let tables: any StoreTables
    private let work: WorkState
    /// The present transaction's changes that are no rows.
    private(set) var setWideChanges: [SetWideChange] = []
    /// What is removed when the batch ends.
    private var tidying = Tidying()
    /// As much of it as transactions that stand have recorded.
    private var keptTidying = Tidying()
    /// What the present transaction has done.
    private var events: [CommittedEvent] = []
    /// Whether the present transaction empties the outbox of the app.
    private(set) var emptiesOutbox = false
    /// The groups whose versions transactions have moved, by number; may hold some whose change was taken back.
    private(set) var changedGroups: Set<GroupNumber> = []

    init(_ tables: any StoreTables, numbers: WorkingTable<NumberSeries, Int64>?, _ work: WorkState) {
        self.tables = tables
        self.numbers = numbers
        self.work = work
        questions = Questions(tables, work)
    }

    // MARK: Asking

    /// Asks what is not about the row under a key.
    ///
    /// - Throws: ``ChangesUnsent``, ``RowsMissing``.
    package func ask<Question: StoreQuestion>(_ question: Question) throws -> Question.Answer {
        try questions.ask(question)
    }

    /// Says that a question will be asked, so that it is answered together with what is asked next.
    package func prefetch(_ question: some StoreQuestion) {
        questions.prefetch(question)
    }

    /// Asks what lies outside the unit of work, and may count how often it is asked.
    ///
    /// - Throws: ``RowsMissing`` in a run that counts for nothing.
    func askOutside(_ question: () -> Bool) throws -> Bool {
        guard work.runCounts else {
            throw RowsMissing()
        }
        return question()
    }

    /// The next number of a series, which no other transaction gets.
    func takeNumber(of series: NumberSeries) throws -> Int64 {
        guard let numbers else {
            preconditionFailure("a transaction that reads takes no numbers")
        }
        let number = (try numbers.find(series) ?? 0) + 1
        numbers.set(number, for: series)
        return number
    }

    /// The number of a new group.
    func takeNumber(ofGroup id: GroupID) throws -> GroupNumber {
        tables.number(try takeNumber(of: .groups), ofGroup: id)
    }

    /// The number of a new stream of a group's or of one of its topics' messages.
    func takeNumber(ofStreamIn group: GroupNumber) throws -> StreamNumber {
        tables.number(try takeNumber(of: .streams), ofStreamIn: group)
    }

    /// Says that a number will be taken, so that it is there with what is asked for next.
    func prefetchNumber(of series: NumberSeries) {
        numbers?.prefetch(series)
    }

    // MARK: Changing

    /// Changes a group or what hangs on it: the only way to do so.
    ///
    /// The group's version moves, which makes those who keep what they have read of it read it again.
    ///
    /// - Parameter body: changes the row, and what hangs on the group by the leave that the change is.
    /// - Throws: ``ErrorCode/groupNotFound`` as an `APIError` when there is no such group, and what the body throws.
    func change<Value>(_ group: GroupID, _ body: (inout GroupChange) throws -> Value) throws -> Value {
        var change = GroupChange(row: try require(group))
        let value = try body(&change)
        change.row.version += 1
        groups.table.set(change.row, for: group)
        changedGroups.insert(change.row.number)
        return value
    }

    /// Adds a new group, and what hangs on it.
    func insert(_ row: GroupRow, _ body: (inout GroupChange) throws -> Void) rethrows {
        var change = GroupChange(row: row)
        try body(&change)
        groups.table.insert(change.row, for: row.profile.id)
        changedGroups.insert(row.number)
    }

    /// Removes groups with all that hangs on them.
    func destroy(_ rows: [GroupRow]) throws {
        let numbers = rows.map(\.number)
        try record(.destroyGroups(numbers))
        changedGroups.formUnion(numbers)
    }

    /// Finds a group.
    ///
    /// - Throws: ``ErrorCode/groupNotFound`` as an `APIError`.
    func require(_ group: GroupID) throws -> GroupRow {
        guard let row = try groups.find(group) else {
            throw APIError.noSuchGroup(group)
        }
        return row
    }

    /// Records a change of rows that are not in memory; it is made after those of rows.
    ///
    /// - Throws: ``ChangesUnsent`` when transactions before this one have changed rows.
    func record(_ change: SetWideChange) throws {
        guard !work.hasUnsentChanges else {
            throw ChangesUnsent()
        }
        setWideChanges.append(change)
    }

    /// Records the removal of what no transaction sees any more, which is made when the batch ends.
    func tidy(_ change: SetWideChange) {
        tidying.changes.append(change)
    }

    /// Removes some notes of sendings that count no longer, when the batch ends.
    func tidySends(_ count: Int64, at now: UnixTime) {
        tidying.sendsKeptUntil = max(tidying.sendsKeptUntil, now)
        tidying.sendCount += count
    }

    /// Tells what the transaction has done: in the order in which it happened, once it can be refused no longer.
    ///
    /// - Parameter event: is made only where events are taken.
    func tell(_ event: @autoclosure () -> AppEvent, _ scope: StoreScope) {
        if work.takesEvents {
            events.append(
                CommittedEvent(app: scope.app, address: scope.address, event: event(), origin: scope.origin))
        }
    }

    /// Removes what the app's backend has been told and what it was to be told, whatever has been done before.
    func emptyOutbox() {
        emptiesOutbox = true
    }

    /// Whether anybody takes what transactions tell; what events alone need is asked for only then.
    var takesEvents: Bool { work.takesEvents }

    // MARK: The batch's part

    /// Whether the present transaction's changes must be sent before another runs.
    var isSolitary: Bool { !setWideChanges.isEmpty }

    /// Lets what the present transaction has recorded stand.
    func keepChanges() {
        keptTidying = tidying
    }

    /// Takes back what the present transaction has recorded.
    func undoChanges() {
        setWideChanges.removeAll()
        events.removeAll()
        emptiesOutbox = false
        tidying = keptTidying
    }

    /// What the present transaction has done, which stands.
    func takeEvents() -> [CommittedEvent] {
        defer {
            events.removeAll()
            emptiesOutbox = false
        }
        return events
    }

    /// Makes the changes that are no rows, once those of rows are sent.
    func sendSetWideChanges() throws {
        defer { setWideChanges.removeAll() }
        for change in setWideChanges {
            try tables.apply(change)
        }
    }

    /// Removes what no transaction sees any more.
    func sendTidying() throws {
        for change in tidying.changes {
            try tables.apply(change)
        }
        if tidying.sendCount > 0 {
            try tables.apply(.forgetSends(keptUntil: tidying.sendsKeptUntil, limit: tidying.sendCount))
        }
        tidying = Tidying()
        keptTidying = Tidying()
    }

    /// Forgets what the batch has recorded.
    func end() -> Set<GroupNumber> {
        keptTidying = Tidying()
        undoChanges()
        defer { changedGroups.removeAll() }
        return changedGroups
    }
}

/// What no transaction sees any more, to be removed when a batch ends.
private struct Tidying {
    var changes: [SetWideChange] = []
    /// The latest moment by which notes of sendings count no longer.
    var sendsKeptUntil = UnixTime.never
    /// How many of those notes go.
    var sendCount: Int64 = 0
}

/// A group that is being changed, and the leave to change what hangs on it.
package struct GroupChange: ~Copyable {
    package var row: GroupRow

    fileprivate init(row: GroupRow) {
        self.row = row
    }

    package var number: GroupNumber { row.number }
}

/// A table of what hangs on groups, which is changed only together with its group.
package struct GroupBound<Key: Hashable & Sendable, Row: Sendable> {
    fileprivate let table: WorkingTable<Key, Row>

    fileprivate init(
        _ table: any KeyedTable<Key, Row>, at place: TablePlace, _ work: WorkState, keepsRows: Bool = false
    ) {
        self.table = WorkingTable(table, at: place, work, keepsRows: keepsRows)
    }

    /// As ``WorkingTable/find(_:)-(Key)``.
    package func find(_ key: Key) throws -> Row? {
        try table.find(key)
    }

    /// As ``WorkingTable/find(_:)-(Collection)``.
    package func find(_ keys: some Collection<Key>) throws -> [Key: Row] {
        try table.find(keys)
    }

    /// As ``WorkingTable/prefetch(_:)-(Collection)``.
    package func prefetch(_ keys: some Collection<Key>) throws {
        try table.prefetch(keys)
    }

    /// As ``WorkingTable/prefetch(_:)-(Key)``.
    package func prefetch(_ key: Key) {
        table.prefetch(key)
    }

    /// Puts a row in the place of one that has been asked for, or removes that.
    func set(_ row: Row?, for key: Key, in change: borrowing GroupChange) {
        table.set(row, for: key)
    }

    /// Adds a row under a key that the store cannot hold.
    func insert(_ row: Row, for key: Key, in change: borrowing GroupChange) {
        table.insert(row, for: key)
    }
}
