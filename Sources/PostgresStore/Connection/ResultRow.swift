import CLibPQ
import Storage
import StoreTransactions
import Wire

/// What a statement has answered.
final class StatementResult {
    private let result: OpaquePointer

    /// - Parameter result: of libpq, which is given up with this object.
    init(_ result: OpaquePointer) {
        self.result = result
    }

    deinit {
        PQclear(result)
    }

    /// The rows that it has brought.
    var rowCount: Int { Int(PQntuples(result)) }

    /// The rows that it has changed; 0 for a statement of another kind.
    var affectedRows: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

    /// The numbers by which the server knows the types of the columns.
    var columnTypes: [UInt32] { (0..<PQnfields(result)).map { PQftype(result, $0) } }

    /// What is read of each row, in order.
    func rows<Row>(_ read: (borrowing ResultRow) throws -> Row) rethrows -> [Row] {
        var rows: [Row] = []
        rows.reserveCapacity(rowCount)
        for place in 0..<PQntuples(result) {
            rows.append(try read(ResultRow(result: result, place: place)))
        }
        return rows
    }

    /// Shows the rows one after the other as long as the body wants more.
    ///
    /// - Returns: whether it took all.
    func forEach(_ body: (borrowing ResultRow) throws -> Bool) rethrows -> Bool {
        for place in 0..<PQntuples(result) {
            guard try body(ResultRow(result: result, place: place)) else {
                return false
            }
        }
        return true
    }
}

/// A row of an answer; columns are read by position, from 0.
struct ResultRow: ~Copyable {
    private let result: OpaquePointer
    private let place: Int32

    fileprivate init(result: OpaquePointer, place: Int32) {
        self.result = result
        self.place = place
    }

    func isNull(_ column: Int32) -> Bool {
        PQgetisnull(result, place, column) == 1
    }

    /// A `bigint`, `integer`, `smallint` or `boolean`; 0 for NULL.
    func integer(_ column: Int32) -> Int64 {
        withBytes(column) { bytes in
            switch bytes.count {
            case 8: Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
            case 4: Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
            case 2: Int64(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self)))
            case 1: Int64(bytes.loadUnaligned(as: Int8.self))
            default: 0
            }
        }
    }

    func optionalInteger(_ column: Int32) -> Int64? {
        isNull(column) ? nil : integer(column)
    }

    func bool(_ column: Int32) -> Bool {
        integer(column) != 0
    }

    /// The whole of a `text` or `bytea` as a text; the bytes were UTF-8 when they were stored.
    func text(_ column: Int32) -> String {
        withBytes(column) { String(decoding: $0, as: UTF8.self) }
    }

    func optionalText(_ column: Int32) -> String? {
        isNull(column) ? nil : text(column)
    }

    func bytes(_ column: Int32) -> [UInt8] {
        withBytes(column) { Array($0) }
    }

    /// Lends the bytes of a value without copying them; none for NULL.
    func withBytes<Result>(_ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        let start = PQgetvalue(result, place, column)
        return try body(UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, place, column))))
    }

    func time(_ column: Int32) -> UnixTime {
        UnixTime(seconds: integer(column))
    }

    /// - Throws: ``DamagedRow`` for a text that no account can have.
    func account(_ column: Int32) throws -> Account {
        guard let account = Account.stored(text(column)) else {
            throw DamagedRow(table: "accounts")
        }
        return account
    }

    /// - Throws: ``DamagedRow`` for a text that no group can have.
    func group(_ column: Int32) throws -> GroupID {
        guard let group = GroupID(text(column)) else {
            throw DamagedRow(table: "groups")
        }
        return group
    }
}
