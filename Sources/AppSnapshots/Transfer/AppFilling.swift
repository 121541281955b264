import StoreCopy

/// Gives the records of a snapshot to a store, page by page.
struct AppFilling {
    private let load: any AppLoad
    private let app: UInt32
    private let tell: (SnapshotStep) -> Void
    /// Accounts of the app that stay where the snapshot does not have them, by their names.
    private var keptAccounts: [CopiedValue: CopiedRow]
    /// What waits to be stored, all of one kind.
    private var page = RowPage()
    private var form: RecordForm?
    /// The line of the first record of the page; the others follow.
    private var firstLine: Int64 = 0
    private var stored: Int64 = 0
    /// The groups of each type, by its number.
    private var groupCounts: [CopiedValue: Int64] = [:]
    private var summations: [CopiedTable: TableSummation] = [:]

    init(_ load: any AppLoad, keeping accounts: [CopiedRow], app: UInt32, tell: @escaping (SnapshotStep) -> Void) {
        self.load = load
        self.app = app
        self.tell = tell
        keptAccounts = Dictionary(accounts.map { ($0[1], $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// - Throws: ``SnapshotError/line(_:kind:field:reason:)`` for the first record that has no place, failures of the store.
    mutating func add(_ record: SnapshotReader.Record) throws {
        if form?.table != record.form.table {
            try flush()
            try endKind(before: record.form)
            form = record.form
            stored = 0
        }
        if page.rows.isEmpty {
            firstLine = record.line
        }
        switch record.form.table {
        case .accounts: keptAccounts[record.row[1]] = nil
        case .groups: groupCounts[record.row[Self.groupType], default: 0] += 1
        default: break
        }
        summations[record.form.table, default: TableSummation(record.form.table)].add(record.row)
        let isFull = page.add(record.row)
        if isFull {
            try flush()
        }
    }

    /// Stores what is left.
    mutating func end() throws {
        try flush()
        try endKind(before: nil)
    }

    /// Reads what is stored, and compares what it adds up to with what was added.
    ///
    /// - Throws: ``SnapshotError/notStored(kind:)``.
    func compare() throws {
        for form in RecordForm.all {
            var found = TableSummation(form.table)
            try load.readRows(of: form.table) { rows in
                for row in rows {
                    found.add(row)
                }
                tell(.compared(kind: form.kind, records: found.sum.rows))
            }
            guard found.sum == summations[form.table]?.sum ?? TableSum() else {
                throw SnapshotError.notStored(kind: form.kind)
            }
        }
    }

    private static let groupType =
        CopiedTable.groups.subjectWidth + (CopiedTable.groups.columns.firstIndex(of: "type") ?? 0)

    // MARK: -

    /// Stores what belongs to a kind, and is not in the file as such, before another kind begins.
    private mutating func endKind(before next: RecordForm?) throws {
        let order = CopiedTable.allCases
        let place = next.flatMap { order.firstIndex(of: $0.table) } ?? order.endIndex
        if order[..<place].contains(.accounts), !keptAccounts.isEmpty {
            let rows = Array(keptAccounts.values)
            keptAccounts.removeAll()
            for row in rows {
                summations[.accounts, default: TableSummation(.accounts)].add(row)
            }
            try load.load(rows, into: .accounts)
        }
        if order[..<place].contains(.groupCounts), !groupCounts.isEmpty {
            let rows: [CopiedRow] = groupCounts.map { [.integer(Int64(app)), $0.key, .integer($0.value)] }
            groupCounts.removeAll()
            try load.load(rows, into: .groupCounts)
        }
    }

    private mutating func flush() throws {
        guard let form, !page.rows.isEmpty else {
            return
        }
        try store(page.rows[...], form)
        stored += Int64(page.rows.count)
        page = RowPage()
        tell(.stored(kind: form.kind, records: stored))
    }

    /// Stores rows; of those that have no place the first is looked for by halves.
    private func store(_ rows: ArraySlice<CopiedRow>, _ form: RecordForm) throws {
        do {
            try load.load(Array(rows), into: form.table)
        } catch {
            guard let reason = Self.reason(error) else {
                throw error
            }
            guard rows.count > 1 else {
                throw SnapshotError.line(
                    firstLine + Int64(rows.startIndex), kind: form.kind, field: Self.field(error, form), reason: reason)
            }
            let middle = rows.startIndex + rows.count / 2
            try store(rows[..<middle], form)
            try store(rows[middle...], form)
        }
    }

    /// Why a row has no place; `nil` for a failure of the store.
    private static func reason(_ error: any Error) -> String? {
        switch error {
        case AppLoadError.repeatedRow:
            "there is such a record before"
        case AppLoadError.missingReference, CopyError.unknownSubject:
            "it names an account, a group or what hangs on one of which no record before tells"
        case AppLoadError.brokenRule:
            "it must have one of the values that a record of this kind can have"
        case CopyError.unfitValue:
            "it does not fit into the store"
        default:
            nil
        }
    }

    private static func field(_ error: any Error, _ form: RecordForm) -> String? {
        guard case CopyError.unfitValue(_, let column) = error else {
            return nil
        }
        return form.fields.first { $0.column == column }?.name
    }
}
