/// What the tables of a batch share: who has changes, and how questions are answered.
final class WorkState {
    /// Whether the store answers a question when it is asked, and not between runs.
    let answersAtOnce: Bool
    /// Whether what the present run of a transaction does may stand; one that runs ahead only says what it lacks.
    var runCounts = true
    /// Asks since the last count was taken, of the store or of what is to be fetched from it.
    private(set) var askCount = 0
    private var tables: [any WorkingTableControl] = []
    /// Those that the present transaction has changed.
    private var changedTables: [any WorkingTableControl] = []
    /// Whether transactions that have ended have changed rows that were not sent.
    private(set) var hasUnsentChanges = false

    init(answersAtOnce: Bool) {
        self.answersAtOnce = answersAtOnce
    }

    /// Whether the present transaction has changed rows.
    var hasOwnChanges: Bool { !changedTables.isEmpty }

    func join(_ table: any WorkingTableControl) {
        tables.append(table)
    }

    func noteChange(of table: any WorkingTableControl) {
        changedTables.append(table)
    }

    func noteAsk() {
        askCount += 1
    }

    func keepChanges() {
        for table in changedTables {
            table.keepChanges()
        }
        hasUnsentChanges = hasUnsentChanges || hasOwnChanges
        changedTables.removeAll(keepingCapacity: true)
    }

    func undoChanges() {
        for table in changedTables {
            table.undoChanges()
        }
        changedTables.removeAll(keepingCapacity: true)
    }

    /// Sends the changes of all tables, in the order in which they joined.
    func sendChanges() throws {
        for table in tables {
            try table.sendChanges()
        }
        hasUnsentChanges = false
    }

    func forget() {
        for table in tables {
            table.forget()
        }
        changedTables.removeAll(keepingCapacity: true)
        hasUnsentChanges = false
    }

    func takeWanted() -> [any StoreAsk] {
        tables.compactMap { $0.takeWanted() }
    }
}
