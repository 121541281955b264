/// A store that is read whole, in one state that nobody changes meanwhile.
///
/// - Concurrency: used by one thread at a time, which it blocks.
package protocol StoreDump {
    /// Where the store is, without secrets; for people.
    var place: String { get }
    /// 32 hexadecimal digits that no other store has.
    var identity: String { get }

    /// Shows the rows of a table page by page, in an order that is the same each time.
    ///
    /// - Parameters:
    ///   - count: how many of the first rows are passed over.
    ///   - isOrdered: whether the order counts; otherwise only that of lists does, ``CopiedTable/listWidth``.
    func readRows(
        of table: CopiedTable, after count: Int64, isOrdered: Bool, _ take: ([CopiedRow]) throws -> Void
    ) throws
}

/// How far a copy is, as its destination holds it.
package struct CopyMark: Equatable, Sendable {
    /// ``StoreDump/identity`` of the store that is copied.
    package let source: String
    /// The table that is being loaded; `nil` when all are loaded and are to be compared.
    package private(set) var table: CopiedTable?
    /// How many of its rows are loaded.
    package private(set) var rows: Int64

    /// - Parameter source: ``StoreDump/identity`` of the store that is copied.
    package init(source: String, table: CopiedTable? = CopiedTable.allCases.first, rows: Int64 = 0) {
        self.source = source
        self.table = table
        self.rows = rows
    }

    /// Notes that more rows of the table are loaded.
    mutating func advance(by count: Int) {
        rows += Int64(count)
    }

    /// Goes on to another table, or to the comparison.
    mutating func goOn(to table: CopiedTable?) {
        self.table = table
        rows = 0
    }
}

/// A store that is filled by a copy, and that nobody can open until the copy has ended.
///
/// - Concurrency: used by one thread at a time, which it blocks.
package protocol StoreLoad: StoreDump {
    /// How far the copy is that the store holds a part of; `nil` when it holds none.
    func mark() throws -> CopyMark?
    /// Whether the store holds nothing, and never held a group, so that it can give any number.
    func isUnused() throws -> Bool
    /// Marks the store as one that a copy fills.
    func begin(_ mark: CopyMark) throws
    /// Adds rows with the mark behind them, in one commit.
    ///
    /// The rows of groups, of permission groups and of streams get their numbers by their places: the first is 1.
    ///
    /// - Parameter place: how many rows of the table were loaded before.
    /// - Throws: ``CopyError/unknownSubject(table:)``.
    func load(_ rows: [CopiedRow], into table: CopiedTable, at place: Int64, then mark: CopyMark) throws
    /// Makes ready for reading what has been loaded.
    func prepareComparison() throws
    /// Takes the mark away: the store can be opened.
    func end() throws
}
