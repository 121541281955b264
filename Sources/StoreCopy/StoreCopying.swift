/// Copies all that a store holds to another one, page by page, then compares them.
///
/// The destination holds how far it is, in the commit of each page, so that a copy that ended anywhere goes on there.
package struct StoreCopying {
    /// What a copy is doing.
    package enum Step: Sendable, Equatable {
        /// It begins, or goes on with one that was not ended.
        case began(resumed: Bool)
        /// So many rows of a table are loaded, those of earlier runs too.
        case loaded(CopiedTable, rows: Int64)
        /// So many rows of a table have been read again, of both stores together.
        case compared(CopiedTable, rows: Int64)
    }

    private let source: any StoreDump
    private let destination: any StoreLoad
    private let tell: (Step) throws -> Void

    /// - Parameter tell: called after each page; what it throws ends the copy there.
    package init(
        from source: any StoreDump, to destination: any StoreLoad, tell: @escaping (Step) throws -> Void = { _ in }
    ) {
        self.source = source
        self.destination = destination
        self.tell = tell
    }

    /// Copies what is not copied yet, compares all, and lets the destination be opened.
    ///
    /// - Returns: what each table adds up to in both stores.
    /// - Throws: ``CopyError``, and failures of the stores.
    package func run() throws -> [(table: CopiedTable, sum: TableSum)] {
        var mark = try begin()
        while let table = mark.table {
            try load(table, &mark)
        }
        try destination.prepareComparison()
        let sums = try compare()
        try destination.end()
        return sums
    }

    private func begin() throws -> CopyMark {
        if let mark = try destination.mark() {
            guard mark.source == source.identity else {
                throw CopyError.otherSource(place: destination.place)
            }
            try tell(.began(resumed: true))
            return mark
        }
        guard try destination.isUnused() else {
            throw CopyError.destinationInUse(place: destination.place)
        }
        let mark = CopyMark(source: source.identity)
        try destination.begin(mark)
        try tell(.began(resumed: false))
        return mark
    }

    private func load(_ table: CopiedTable, _ mark: inout CopyMark) throws {
        if !table.isDerived {
            var reached = mark
            try source.readRows(of: table, after: mark.rows, isOrdered: true) { rows in
                let place = reached.rows
                reached.advance(by: rows.count)
                try destination.load(rows, into: table, at: place, then: reached)
                try tell(.loaded(table, rows: reached.rows))
            }
            mark = reached
        }
        mark.goOn(to: table.next)
        try destination.load([], into: table, at: 0, then: mark)
    }

    // MARK: Comparing

    private func compare() throws -> [(table: CopiedTable, sum: TableSum)] {
        var sums: [(table: CopiedTable, sum: TableSum)] = []
        var differences: [TableDifference] = []
        for table in CopiedTable.allCases {
            var read: Int64 = 0
            let source = try sum(of: table, in: source, read: &read)
            let destination = try sum(of: table, in: destination, read: &read)
            sums.append((table, source))
            if source != destination {
                differences.append(TableDifference(table: table, source: source, destination: destination))
            }
        }
        guard differences.isEmpty else {
            throw CopyError.different(differences)
        }
        return sums
    }

    private func sum(of table: CopiedTable, in store: any StoreDump, read: inout Int64) throws -> TableSum {
        var summation = TableSummation(table)
        try store.readRows(of: table, after: 0, isOrdered: false) { rows in
            for row in rows {
                summation.add(row)
            }
            read += Int64(rows.count)
            try tell(.compared(table, rows: read))
        }
        return summation.sum
    }
}

extension CopiedTable {
    /// The table that is loaded next; `nil` for the last.
    fileprivate var next: CopiedTable? {
        Self.allCases.drop { $0 != self }.dropFirst().first
    }
}
