import GRDB
import GRDBSQLite
import StoreCopy

/// The rows of a store's tables, as a copy takes them.
struct CopiedRows {
    let database: Database

    /// As ``StoreDump/readRows(of:after:isOrdered:_:)``; the order is always the same.
    func read(_ table: CopiedTable, after count: Int64, _ take: ([CopiedRow]) throws -> Void) throws {
        try read(table, by: .list(table), count, take)
    }

    /// As ``AppDump/readRows(of:_:)``.
    func read(_ table: CopiedTable, ofApp app: UInt32, _ take: ([CopiedRow]) throws -> Void) throws {
        try read(table, by: .appList(table), Int64(app), take)
    }

    private func read(
        _ table: CopiedTable, by list: CopiedTableSQL, _ parameter: Int64, _ take: ([CopiedRow]) throws -> Void
    ) throws {
        let width = Int32(table.subjectWidth + table.columns.count)
        let statement = try database.prepare(list)
        try statement.bind(parameter)
        var page = RowPage()
        while try statement.step() {
            try page.append((0..<width).map { statement.copiedValue($0) }, handingTo: take)
        }
        try page.finish(handingTo: take)
    }
}

extension PreparedStatement {
    fileprivate borrowing func copiedValue(_ column: Int32) -> CopiedValue {
        if isNull(column) {
            return .null
        }
        return isInteger(column) ? .integer(integer(column)) : .bytes(withBytes(column) { Array($0) })
    }
}

/// A copied value as a column takes it, whose type decides what bytes are.
struct BoundValue: BindableValue {
    let value: CopiedValue
    let isText: Bool

    func bind(to statement: OpaquePointer, at position: Int32) -> Int32 {
        switch value {
        case .null: sqlite3_bind_null(statement, position)
        case .integer(let number): number.bind(to: statement, at: position)
        case .bytes(let bytes) where isText:
            String(decoding: bytes, as: UTF8.self).bind(to: statement, at: position)
        case .bytes(let bytes): Blob(bytes).bind(to: statement, at: position)
        }
    }
}
