import CLibPQ
import StoreCopy

/// The rows of a store's tables, as a copy takes them: one state of the store.
struct CopiedRows {
    /// One in whose transaction all is read; the server plans what it is asked there by what it knows of the tables.
    let connection: PostgresConnection

    /// As many as a few megabytes hold, even where each is a message of the largest size.
    private static let fetchedRows = 1_000

    /// Begins the transaction.
    static func begin(_ connection: PostgresConnection) throws {
        _ = try connection.exchange([
            Statement("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"),
            // all rows are read
            Statement("SET LOCAL cursor_tuple_fraction = 1"), Statement("SET LOCAL work_mem = '64MB'"),
            Statement("SET LOCAL jit = off"),
        ])
    }

    /// As ``StoreDump/readRows(of:after:isOrdered:_:)``.
    func read(
        _ table: CopiedTable, after count: Int64, isOrdered: Bool, _ take: ([CopiedRow]) throws -> Void
    ) throws {
        // a cursor for each list, as the columns that it has are known by its name
        let cursor = "copied_\(table.name)_\(isOrdered)"
        let list = CopiedTableSQL(table: table).list(isOrdered: isOrdered)
        try read(list, by: cursor, after: count, take)
    }

    /// As ``AppDump/readRows(of:_:)``.
    func read(_ table: CopiedTable, ofApp app: UInt32, _ take: ([CopiedRow]) throws -> Void) throws {
        try read(CopiedTableSQL(table: table).appList(of: app), by: "app_\(table.name)_\(app)", after: 0, take)
    }

    private func read(
        _ list: String, by cursor: String, after count: Int64, _ take: ([CopiedRow]) throws -> Void
    ) throws {
        _ = try connection.exchange([
            Statement("DECLARE \(cursor) NO SCROLL CURSOR FOR \(list)"),
            Statement("MOVE FORWARD \(count) IN \(cursor)"),
        ])
        var page = RowPage()
        var fetched = 0
        repeat {
            let result = try connection.exchange([Statement("FETCH FORWARD \(Self.fetchedRows) FROM \(cursor)")])[0]
            fetched = result.rowCount
            let types = result.columnTypes
            _ = try result.forEach { row in
                try page.append(
                    types.indices.map { row.copiedValue(Int32($0), type: types[$0]) }, handingTo: take)
                return true
            }
        } while fetched == Self.fetchedRows
        try page.finish(handingTo: take)
        _ = try connection.exchange([Statement("CLOSE \(cursor)")])
    }
}

extension ResultRow {
    fileprivate borrowing func copiedValue(_ column: Int32, type: UInt32) -> CopiedValue {
        if isNull(column) {
            return .null
        }
        return ColumnType(rawValue: type)?.isNumber == true ? .integer(integer(column)) : .bytes(bytes(column))
    }
}

/// The types that columns of a store have, by the numbers that the server knows them by.
enum ColumnType: UInt32 {
    case boolean = 16
    case bytea = 17
    case bigint = 20
    case smallint = 21
    case integer = 23
    case text = 25

    var isNumber: Bool {
        switch self {
        case .boolean, .bigint, .smallint, .integer: true
        case .bytea, .text: false
        }
    }
}
