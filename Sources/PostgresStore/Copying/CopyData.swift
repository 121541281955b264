import StoreCopy

/// Rows as `COPY … FROM STDIN (FORMAT binary)` takes them.
struct CopyData {
    private(set) var bytes = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00] + [UInt8](repeating: 0, count: 8)

    private let table: CopiedTable
    private let columns: [(name: String, type: ColumnType)]

    /// - Parameter columns: those of the statement.
    init(_ table: CopiedTable, columns: [(name: String, type: ColumnType)]) {
        self.table = table
        self.columns = columns
    }

    /// - Throws: ``CopyError/unfitValue(table:column:)``.
    mutating func append(_ row: CopiedRow) throws {
        append(Int16(columns.count))
        for (value, column) in zip(row, columns) {
            try append(value, column)
        }
    }

    /// Ends the rows.
    mutating func end() {
        append(Int16(-1))
    }

    private mutating func append(_ value: CopiedValue, _ column: (name: String, type: ColumnType)) throws {
        switch (value, column.type) {
        case (.null, _): append(Int32(-1))
        case (.integer(let number), .bigint): appendSized(number)
        case (.integer(let number), .integer): appendSized(try fit(number, column.name) as Int32)
        case (.integer(let number), .smallint): appendSized(try fit(number, column.name) as Int16)
        case (.integer(0), .boolean): appendSized(UInt8(0))
        case (.integer(1), .boolean): appendSized(UInt8(1))
        case (.bytes(let value), .bytea), (.bytes(let value), .text):
            append(Int32(value.count))
            bytes += value
        default: throw CopyError.unfitValue(table: table, column: column.name)
        }
    }

    private func fit<Number: FixedWidthInteger>(_ number: Int64, _ column: String) throws -> Number {
        guard let number = Number(exactly: number) else {
            throw CopyError.unfitValue(table: table, column: column)
        }
        return number
    }

    private mutating func appendSized(_ number: some FixedWidthInteger) {
        append(Int32(number.bitWidth / 8))
        append(number)
    }

    private mutating func append(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }
}
