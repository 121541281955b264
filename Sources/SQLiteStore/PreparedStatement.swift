import GRDB
import GRDBSQLite
import Wire

/// A prepared statement in use: values are bound by position, columns are read by position.
///
/// It goes through SQLite's own interface because GRDB binds and reads texts up to their first NUL only, and does too
/// much for each row where thousands of members are read. The statement itself is cached by GRDB with its
/// connection, and is clean again when this value goes out of scope. Two of the same SQL must not be in use at once.
struct PreparedStatement: ~Copyable {
    private let statement: Statement
    private let handle: OpaquePointer

    fileprivate init(_ statement: Statement) {
        self.statement = statement
        handle = statement.sqliteStatement
    }

    deinit {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    /// Binds the values to the parameters `?1`, `?2` and so on.
    func bind<each Value: BindableValue>(_ values: repeat each Value) throws {
        var position: Int32 = 0
        for value in repeat each values {
            position += 1
            try check(value.bind(to: handle, at: position))
        }
        assert(position == sqlite3_bind_parameter_count(handle), "every parameter has a value")
    }

    /// Binds the values of a list to the parameters, and runs to the end.
    func run(list values: [some BindableValue]) throws {
        for (index, value) in values.enumerated() {
            try check(value.bind(to: handle, at: Int32(index + 1)))
        }
        while try step() {}
    }

    /// Goes to the next row.
    ///
    /// - Returns: whether there is one.
    func step() throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW:
            return true
        case SQLITE_DONE:
            return false
        case let code:
            throw failure(code)
        }
    }

    /// Binds the values and runs to the end, for statements whose rows nobody wants.
    func run<each Value: BindableValue>(_ values: repeat each Value) throws {
        try bind(repeat each values)
        while try step() {}
    }

    /// Makes the statement ready to be bound and run again.
    func reset() {
        sqlite3_reset(handle)
    }

    // MARK: Columns of the present row, from 0

    func integer(_ column: Int32) -> Int64 {
        sqlite3_column_int64(handle, column)
    }

    func bool(_ column: Int32) -> Bool {
        sqlite3_column_int64(handle, column) != 0
    }

    func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(handle, column) == SQLITE_NULL
    }

    func isInteger(_ column: Int32) -> Bool {
        sqlite3_column_type(handle, column) == SQLITE_INTEGER
    }

    /// The whole text or bytes of a column as a text; the bytes were UTF-8 when they were stored.
    func text(_ column: Int32) -> String {
        withBytes(column) { String(decoding: $0, as: UTF8.self) }
    }

    /// Lends the bytes of a text or blob without copying them.
    func withBytes<Result>(_ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        let start = sqlite3_column_blob(handle, column)
        let count = Int(sqlite3_column_bytes(handle, column))
        return try body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
    }

    private func check(_ code: Int32) throws {
        guard code == SQLITE_OK else {
            throw failure(code)
        }
    }

    private func failure(_ code: Int32) -> DatabaseError {
        let message = sqlite3_errmsg(sqlite3_db_handle(handle)).map { String(cString: $0) }
        return DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }
}

extension Database {
    /// The prepared statement of an SQL constant, compiled at its first use on this connection.
    func prepare(_ sql: some RawRepresentable<String>) throws -> PreparedStatement {
        PreparedStatement(try cachedStatement(sql: sql.rawValue))
    }

    /// Prepares, binds and runs a statement whose rows nobody wants.
    func run<each Value: BindableValue>(_ sql: some RawRepresentable<String>, _ values: repeat each Value) throws {
        try prepare(sql).run(repeat each values)
    }

    /// Prepares, binds and runs a statement, and returns the integers in the first column of its rows, in order.
    func integers<each Value: BindableValue>(
        _ sql: some RawRepresentable<String>, _ values: repeat each Value
    ) throws -> [Int64] {
        try rows(sql, repeat each values) { $0.integer(0) }
    }

    /// As ``integers(_:_:)``, of identifiers of groups.
    func groups<each Value: BindableValue>(
        _ sql: some RawRepresentable<String>, _ values: repeat each Value
    ) throws -> [GroupID] {
        try rows(sql, repeat each values) { try $0.group(0) }
    }

    /// Prepares, binds and runs a statement, and returns what is read of each of its rows, in order.
    func rows<Row, each Value: BindableValue>(
        _ sql: some RawRepresentable<String>, _ values: repeat each Value,
        read: (borrowing PreparedStatement) throws -> Row
    ) throws -> [Row] {
        let statement = try prepare(sql)
        try statement.bind(repeat each values)
        var rows: [Row] = []
        while try statement.step() {
            rows.append(try read(statement))
        }
        return rows
    }
}
