import StoreTransactions
import Wire

/// A table of which one statement finds the rows under any number of keys, which it gets as arrays.
protocol ArrayTable: KeyedTable {
    associatedtype SQL: RawRepresentable<String>

    var session: Session { get }

    /// The statement that finds rows. Its last column is the place of the row's key, from 1.
    static var finding: SQL { get }
    /// The columns of ``finding`` before the last.
    static var width: Int32 { get }

    /// The parameters of ``finding``.
    func parameters(_ keys: [Key]) -> [Parameter]

    /// Reads a row that ``finding`` has found.
    static func row(_ row: borrowing ResultRow) throws -> Row
}

extension ArrayTable {
    func find(_ key: Key) throws -> Row? {
        try find([key]).first ?? nil
    }

    func find(_ keys: [Key]) throws -> [Row?] {
        try find(keys, by: Self.finding)
    }

    /// - Parameters:
    ///   - sql: has the parameters and columns of ``finding``.
    ///   - first: as in ``Session/rows(_:_:first:read:)``.
    func find(_ keys: [Key], by sql: SQL, first: Bool = false) throws -> [Row?] {
        guard !keys.isEmpty else {
            return []
        }
        let found = try session.rows(sql, parameters(keys), first: first) { row in
            (place: Int(row.integer(Self.width)), row: try Self.row(row))
        }
        var rows = [Row?](repeating: nil, count: keys.count)
        for (place, row) in found {
            rows[place - 1] = row
        }
        return rows
    }
}

/// A table of which one statement writes the rows under any number of keys, whether there were any or not.
protocol SavedTable<Key, Row>: ArrayTable {
    // named again, so that they are inferred from the methods
    associatedtype Key
    associatedtype Row

    /// The statement that writes rows.
    static var saving: SQL { get }
    /// The statement that removes rows; it has the parameters of ``ArrayTable/finding``.
    static var removing: SQL { get }

    /// The parameters of ``saving``.
    func parameters(_ rows: [KeyedRow<Key, Row>]) -> [Parameter]
}

extension SavedTable {
    func write(_ changes: [RowChange<Key, Row>]) throws {
        let removed = changes.compactMap { $0.new == nil ? $0.key : nil }
        if !removed.isEmpty {
            try session.run(Self.removing, parameters(removed))
        }
        let saved = changes.compactMap { change in change.new.map { KeyedRow(key: change.key, row: $0) } }
        if !saved.isEmpty {
            try session.run(Self.saving, parameters(saved))
        }
    }
}

/// A row under its key.
struct KeyedRow<Key, Row> {
    let key: Key
    let row: Row
}

/// Columns of rows, as arrays.
extension Collection {
    func integers(_ value: (Element) -> Int64) -> Parameter {
        .integers(map(value))
    }

    /// The buckets of the rows that a statement is about.
    func buckets(_ value: (Element) -> Int64) -> Parameter {
        .buckets(map(value))
    }

    func bools(_ value: (Element) -> Bool) -> Parameter {
        .bools(map(value))
    }

    func texts(_ value: (Element) -> String) -> Parameter {
        .texts(map(value))
    }

    func bytes(_ value: (Element) -> [UInt8]) -> Parameter {
        .byteStrings(map(value))
    }

    /// Of texts that may hold NUL.
    func textBytes(_ value: (Element) -> String) -> Parameter {
        .byteStrings(map { Array(value($0).utf8) })
    }

    /// As ``textBytes(_:)``.
    func optionalTextBytes(_ value: (Element) -> String?) -> Parameter {
        .optionalByteStrings(map { element in value(element).map { Array($0.utf8) } })
    }
}

extension Session {
    /// Two asks whose answers come together within an ask that is gathered.
    func both<First, Second>(_ first: () throws -> First, _ second: () throws -> Second) throws -> (First, Second) {
        // the second is noted too where the first waits
        let firstAnswer = Result(catching: first)
        let secondAnswer = Result(catching: second)
        return (try firstAnswer.get(), try secondAnswer.get())
    }
}

extension Parameter {
    static func app(_ app: SDKAppID) -> Parameter {
        .integer(Int64(app.number))
    }
}
