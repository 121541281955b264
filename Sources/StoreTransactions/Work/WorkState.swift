/// What the tables of a batch share: who has changes, and how questions are answered.
final class WorkState {
    /// Whether the store answers a question when it is asked, and not between runs.
    let answersAtOnce: Bool
    /// Whether what the present run of a transaction does may stand; one that runs ahead only says what it lacks.
    var runCounts = true
    /// Whether anybody takes what transactions tell.
    var takesEvents = true
    /// Those of which rows are known or wanted, in the order of their places.
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

    func use(_ table: TableSteps) {
        let next = usedTables.lastIndex { $0.place <= table.place }.map { $0 + 1 } ?? 0
        usedTables.insert(table, at: next)
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
        for table in usedTables {
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

    /// Forgets all rows but those that are worth keeping for the next commit.
    ///
    /// - Parameter limit: if there are more, all are forgotten.
    func keepRows(atMost limit: Int) {
        var count = 0
        usedTables.removeAll { table in
            let kept = table.keepRows()
            count += kept
            return kept == 0
        }
        if count > limit {
            forget()
        }
    }

    func takeWanted() -> [any StoreAsk] {
        let wanted = WantedRows()
        for table in usedTables {
            table.carryOut(.takeWanted(wanted))
        }
        return wanted.asks
    }
}
