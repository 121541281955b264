/// The rows of one table that the transactions of a batch have asked for, as they have changed them.
///
/// A row is asked of the store once. Changes stay here until the batch sends them, so that a transaction that is refused
/// takes back nothing but its own, and the next one sees what the one before has done.
package final class WorkingTable<Key: Hashable & Sendable, Row: Sendable> {
    private struct Entry {
        /// What the store holds.
        var stored: Row?
        /// What the transactions have made of it.
        var row: Row?
        /// Whether the key stands in `changedKeys`.
        var isListed = false
    }

    private struct Undo {
        let key: Key
        /// What transactions before the present one have made of the row.
        let row: Row?
        let wasListed: Bool
        /// Whether nothing was known of the row.
        let isNew: Bool
    }

    private let table: any KeyedTable<Key, Row>
    private unowned let work: WorkState
    /// Whether rows outlast the commit, where the batch keeps any.
    private let keepsRows: Bool
    /// Whether the batch knows that there is something to do with the table.
    private var isUsed = false
    private lazy var steps = makeSteps(at: place)
    private let place: TablePlace
    private var entries: [Key: Entry] = [:]
    /// The keys whose rows differ from the store's, in the order of their first change; may hold some that do not.
    private var changedKeys: [Key] = []
    /// What the present transaction has changed, as it was before.
    private var undoLog: [Undo] = []
    /// What the present transactions lack; always empty where the store answers at once.
    private var wanted: Set<Key> = []

    /// - Parameters:
    ///   - place: where the table's changes stand in the order of sending.
    ///   - keepsRows: whether rows are worth keeping for the next commit, and none is changed but by a transaction or a
    ///     ``SetWideChange``.
    init(_ table: any KeyedTable<Key, Row>, at place: TablePlace, _ work: WorkState, keepsRows: Bool = false) {
        self.table = table
        self.place = place
        self.work = work
        self.keepsRows = keepsRows
    }

    private func makeSteps(at place: TablePlace) -> TableSteps {
        TableSteps(
            place: place, sendChanges: { [unowned self] in try sendChanges() },
            carryOut: { [unowned self] step in
                switch step {
                case .keepChanges: undoLog.removeAll(keepingCapacity: true)
                case .undoChanges: undoChanges()
                case .forget: forget()
                case .takeWanted(let asks): takeWanted(asks)
                }
            },
            keepRows: { [unowned self] in keepRows() })
    }

    /// Lets the batch know that there is something to do with the table.
    private func use() {
        guard !isUsed else {
            return
        }
        isUsed = true
        work.use(steps)
    }

    // MARK: Asking

    /// The row under a key; `nil` when there is none.
    ///
    /// - Throws: ``RowsMissing`` where the store answers between runs and has not yet.
    package func find(_ key: Key) throws -> Row? {
        // an entry is not copied as a whole, for rows are large
        if let place = entries.index(forKey: key) {
            return entries.values[place].row
        }
        use()
        guard work.answersAtOnce else {
            wanted.insert(key)
            throw RowsMissing()
        }
        let row = try table.find(key)
        entries[key] = Entry(stored: row, row: row)
        return row
    }

    /// The rows under several keys, those that exist.
    ///
    /// - Throws: as ``find(_:)-(Key)``.
    package func find(_ keys: some Collection<Key>) throws -> [Key: Row] {
        try prefetch(keys)
        var rows: [Key: Row] = [:]
        for key in keys {
            guard let place = entries.index(forKey: key) else {
                throw RowsMissing()
            }
            rows[key] = entries.values[place].row
        }
        return rows
    }

    /// Says which rows will be asked for, so that they come together with what is asked for next.
    package func prefetch(_ keys: some Collection<Key>) throws {
        let missing = keys.filter { !isKnown($0) }
        guard !missing.isEmpty else {
            return
        }
        use()
        guard work.answersAtOnce else {
            return wanted.formUnion(missing)
        }
        for (key, row) in zip(missing, try table.find(missing)) {
            entries[key] = Entry(stored: row, row: row)
        }
    }

    /// As ``prefetch(_:)-(Collection)``; a store that answers at once is asked when the row is needed.
    package func prefetch(_ key: Key) {
        guard !work.answersAtOnce, !isKnown(key) else {
            return
        }
        use()
        wanted.insert(key)
    }

    /// The row under a key, where the store has been asked for it already.
    package func known(_ key: Key) -> Row? {
        entries[key]?.row
    }

    /// Says that the store cannot hold rows under some keys, so that it is not asked for them.
    func noteAbsent(_ keys: some Collection<Key>) {
        use()
        for key in keys where !isKnown(key) {
            entries[key] = Entry()
        }
    }

    /// Whether the store has been asked for the row already.
    package func isKnown(_ key: Key) -> Bool {
        entries.index(forKey: key) != nil
    }

    // MARK: Changing

    /// Puts a row in the place of one that has been asked for, or removes that.
    func set(_ row: Row?, for key: Key) {
        guard let place = entries.index(forKey: key) else {
            preconditionFailure("a row is asked for before it is changed")
        }
        replace(at: place, key, by: row)
    }

    /// Adds a row under a key that the store cannot hold.
    func insert(_ row: Row, for key: Key) {
        if let place = entries.index(forKey: key) {
            replace(at: place, key, by: row)
            return
        }
        log(Undo(key: key, row: nil, wasListed: false, isNew: true))
        changedKeys.append(key)
        entries[key] = Entry(row: row, isListed: true)
    }

    private func replace(at place: Dictionary<Key, Entry>.Index, _ key: Key, by row: Row?) {
        let wasListed = entries.values[place].isListed
        log(Undo(key: key, row: entries.values[place].row, wasListed: wasListed, isNew: false))
        if !wasListed {
            changedKeys.append(key)
            entries.values[place].isListed = true
        }
        entries.values[place].row = row
    }

    private func log(_ undo: Undo) {
        if undoLog.isEmpty {
            use()
            work.noteChange(of: steps)
        }
        undoLog.append(undo)
    }

    // MARK: Steps of the batch

    private func undoChanges() {
        for undo in undoLog.reversed() {
            if !undo.wasListed {
                changedKeys.removeLast()
            }
            guard !undo.isNew, let place = entries.index(forKey: undo.key) else {
                entries[undo.key] = nil
                continue
            }
            entries.values[place].row = undo.row
            entries.values[place].isListed = undo.wasListed
        }
        undoLog.removeAll(keepingCapacity: true)
    }

    private func sendChanges() throws {
        guard !changedKeys.isEmpty else {
            return
        }
        var changes: [RowChange<Key, Row>] = []
        changes.reserveCapacity(changedKeys.count)
        for key in changedKeys {
            guard let place = entries.index(forKey: key) else {
                continue
            }
            let old = entries.values[place].stored
            let new = entries.values[place].row
            if old != nil || new != nil {
                changes.append(RowChange(key: key, old: old, new: new))
            }
            entries.values[place].stored = new
            entries.values[place].isListed = false
        }
        changedKeys.removeAll(keepingCapacity: true)
        try table.write(changes)
    }

    private func forget() {
        entries.removeAll(keepingCapacity: entries.count < 1_024)
        changedKeys.removeAll(keepingCapacity: true)
        undoLog.removeAll(keepingCapacity: true)
        wanted.removeAll()
        isUsed = false
    }

    /// - Returns: how many rows the table keeps.
    private func keepRows() -> Int {
        if !keepsRows || entries.isEmpty {
            forget()
        }
        return entries.count
    }

    private func takeWanted(_ asks: WantedRows) {
        guard !wanted.isEmpty else {
            return
        }
        let keys = Array(wanted)
        wanted.removeAll()
        asks.add(
            TableAsk(rowCount: keys.count) { [table] in
                let rows = try table.find(keys)
                for (key, row) in zip(keys, rows) where !self.isKnown(key) {
                    self.entries[key] = Entry(stored: row, row: row)
                }
            })
    }
}

/// What a batch does with a table, whatever rows it has.
///
/// These are closures and no protocol, so that they are compiled for the table's rows.
struct TableSteps {
    enum Step {
        /// Lets the present transaction's changes stand.
        case keepChanges
        /// Takes the present transaction's changes back.
        case undoChanges
        /// Forgets all rows, and changes that were not sent.
        case forget
        /// Says what is to be asked of the store.
        case takeWanted(WantedRows)
    }

    let place: TablePlace
    /// Writes all changes that stand to the store.
    let sendChanges: () throws -> Void
    let carryOut: (Step) -> Void
    /// Forgets all rows that are not kept for the next commit, and says how many are.
    let keepRows: () -> Int
}

/// What is to be asked of a store, from all tables of a batch.
final class WantedRows {
    private(set) var asks: [any StoreAsk] = []

    func add(_ ask: any StoreAsk) {
        asks.append(ask)
    }
}

/// A question to the store that fills a working table, or answers a ``StoreQuestion``.
package protocol StoreAsk {
    /// Rows that are asked for by key; 1 for a question of another kind.
    var rowCount: Int { get }

    /// Asks, and keeps the answer for the transactions that wait for it.
    func load() throws
}

struct TableAsk: StoreAsk {
    let rowCount: Int
    let answer: () throws -> Void

    func load() throws {
        try answer()
    }
}

/// A transaction needs rows that the store has not answered yet; it runs again when they are there.
package struct RowsMissing: Error {}

/// A transaction asks what depends on changes that have not been sent yet; it runs again when they are.
package struct ChangesUnsent: Error {}
