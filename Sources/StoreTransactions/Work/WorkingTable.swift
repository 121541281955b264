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

    private let table: any KeyedTable<Key, Row>
    private unowned let work: WorkState
    /// Where the table's changes stand in the order of sending.
    private let place: Int
    /// `nil` as long as no transaction of the batch has used the table.
    private var steps: TableSteps?
    private var entries: [Key: Entry] = [:]
    /// The keys whose rows differ from the store's, in the order of their first change; may hold some that do not.
    private var changedKeys: [Key] = []
    /// What the present transaction has changed, as it was before.
    private var undoLog: [(key: Key, entry: Entry?)] = []
    /// What the present transactions lack; always empty where the store answers at once.
    private var wanted: Set<Key> = []

    init(_ table: any KeyedTable<Key, Row>, _ work: WorkState) {
        self.table = table
        self.work = work
        place = work.nextPlace()
    }

    /// Lets the batch know that there is something to do with the table.
    private func use() -> TableSteps {
        if let steps {
            return steps
        }
        let new = TableSteps(
            place: place, sendChanges: { [unowned self] in try sendChanges() },
            carryOut: { [unowned self] step in
                switch step {
                case .keepChanges: undoLog.removeAll(keepingCapacity: true)
                case .undoChanges: undoChanges()
                case .forget: forget()
                case .takeWanted(let asks): takeWanted(asks)
                }
            })
        steps = new
        work.use(new)
        return new
    }

    // MARK: Asking

    /// The row under a key; `nil` when there is none.
    ///
    /// - Throws: ``RowsMissing`` where the store answers between runs and has not yet.
    package func find(_ key: Key) throws -> Row? {
        if let entry = entries[key] {
            return entry.row
        }
        _ = use()
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
            guard let entry = entries[key] else {
                throw RowsMissing()
            }
            rows[key] = entry.row
        }
        return rows
    }

    /// Says which rows will be asked for, so that they come together with what is asked for next.
    package func prefetch(_ keys: some Collection<Key>) throws {
        let missing = keys.filter { entries[$0] == nil }
        guard !missing.isEmpty else {
            return
        }
        _ = use()
        guard work.answersAtOnce else {
            return wanted.formUnion(missing)
        }
        for (key, row) in zip(missing, try table.find(missing)) {
            entries[key] = Entry(stored: row, row: row)
        }
    }

    /// As ``prefetch(_:)-(Collection)``; a store that answers at once is asked when the row is needed.
    package func prefetch(_ key: Key) {
        guard !work.answersAtOnce, entries[key] == nil else {
            return
        }
        _ = use()
        wanted.insert(key)
    }

    /// Says that the store cannot hold rows under some keys, so that it is not asked for them.
    func noteAbsent(_ keys: some Collection<Key>) {
        _ = use()
        for key in keys where entries[key] == nil {
            entries[key] = Entry()
        }
    }

    // MARK: Changing

    /// Puts a row in the place of one that has been asked for, or removes that.
    func set(_ row: Row?, for key: Key) {
        guard let entry = entries[key] else {
            preconditionFailure("a row is asked for before it is changed")
        }
        replace(entry, by: Entry(stored: entry.stored, row: row, isListed: true), for: key)
    }

    /// Adds a row under a key that the store cannot hold.
    func insert(_ row: Row, for key: Key) {
        let old = entries[key]
        replace(old, by: Entry(stored: old?.stored, row: row, isListed: true), for: key)
    }

    private func replace(_ old: Entry?, by new: Entry, for key: Key) {
        if undoLog.isEmpty {
            work.noteChange(of: use())
        }
        undoLog.append((key, old))
        if old?.isListed != true {
            changedKeys.append(key)
        }
        entries[key] = new
    }

    // MARK: Steps of the batch

    private func undoChanges() {
        for (key, entry) in undoLog.reversed() {
            if entry?.isListed != true {
                changedKeys.removeLast()
            }
            entries[key] = entry
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
            guard let entry = entries[key] else {
                continue
            }
            if entry.stored != nil || entry.row != nil {
                changes.append(RowChange(key: key, old: entry.stored, new: entry.row))
            }
            entries[key] = Entry(stored: entry.row, row: entry.row)
        }
        changedKeys.removeAll(keepingCapacity: true)
        try table.write(changes)
    }

    private func forget() {
        entries.removeAll(keepingCapacity: entries.count < 1_024)
        changedKeys.removeAll(keepingCapacity: true)
        undoLog.removeAll(keepingCapacity: true)
        wanted.removeAll()
        steps = nil
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
                for (key, row) in zip(keys, rows) where self.entries[key] == nil {
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

    /// Where the table's changes stand in the order of sending.
    let place: Int
    /// Writes all changes that stand to the store.
    let sendChanges: () throws -> Void
    let carryOut: (Step) -> Void
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
