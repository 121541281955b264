/// What the tables of a batch share: who has changes, and how questions are answered.
final class WorkState {
    /// Whether the store answers a question when it is asked, and not between runs.
    let answersAtOnce: Bool
    /// Whether what the present run of a transaction does may stand; one that runs ahead only says what it lacks.
    var runCounts = true
    private var placeCount = 0
    /// Those that transactions have used since rows were forgotten last.
    private var usedTables: [TableSteps] = []
    /// Those that the present transaction has changed.
    private var changedTables: [TableSteps] = []
    /// Whether transactions that have ended have changed rows that were not sent.
    private(set) var hasUnsentChanges = false

    init(answersAtOnce: Bool) {
        self.answersAtOnce = answersAtOnce
    }

    /// Whether the present transaction has changed rows.
    var hasOwnChanges: Bool { !changedTables.isEmpty }

    /// The place of a new table in the order in which changes are sent.
    func nextPlace() -> Int {
        defer { placeCount += 1 }
        return placeCount
    }

    func use(_ table: TableSteps) {
        usedTables.append(table)
    }

    func noteChange(of table: TableSteps) {
        changedTables.append(table)
    }

    func keepChanges() {
        for table in changedTables {
            table.carryOut(.keepChanges)
        }
        hasUnsentChanges = hasUnsentChanges || hasOwnChanges
        changedTables.removeAll(keepingCapacity: true)
    }

    func undoChanges() {
        for table in changedTables {
            table.carryOut(.undoChanges)
        }
        changedTables.removeAll(keepingCapacity: true)
    }

    /// Sends the changes of all tables, in the order of their places.
    func sendChanges() throws {
        for table in usedTables.sorted(by: { $0.place < $1.place }) {
            try table.sendChanges()
        }
        hasUnsentChanges = false
    }

    func forget() {
        for table in usedTables {
            table.carryOut(.forget)
        }
        usedTables.removeAll(keepingCapacity: true)
        changedTables.removeAll(keepingCapacity: true)
        hasUnsentChanges = false
    }

    func takeWanted() -> [any StoreAsk] {
        let wanted = WantedRows()
        for table in usedTables {
            table.carryOut(.takeWanted(wanted))
        }
        return wanted.asks
    }
}
