import GRDBSQLite
import Wire

/// A value that a statement's parameter can take.
protocol BindableValue {
    /// - Returns: SQLite's result code.
    func bind(to statement: OpaquePointer, at position: Int32) -> Int32
}

/// Tells SQLite to copy the bytes before the call returns; the C macro cannot be imported.
private var copied: sqlite3_destructor_type {
    unsafeBitCast(OpaquePointer(bitPattern: -1), to: sqlite3_destructor_type.self)
}

extension Int64: BindableValue {
    func bind(to statement: OpaquePointer, at position: Int32) -> Int32 {
        sqlite3_bind_int64(statement, position, self)
    }
}

extension Bool: BindableValue {
    func bind(to statement: OpaquePointer, at position: Int32) -> Int32 {
        sqlite3_bind_int64(statement, position, self ? 1 : 0)
    }
}

/// Bound as TEXT with its length, so that a NUL in it does not end it.
extension String: BindableValue {
    func bind(to statement: OpaquePointer, at position: Int32) -> Int32 {
        var text = self
        return text.withUTF8 { bytes in
            // an empty string may have no address, and SQLite would take that for NULL
            guard let start = bytes.baseAddress else {
                return sqlite3_bind_text(statement, position, "", 0, copied)
            }
            return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                sqlite3_bind_text(statement, position, $0, Int32(bytes.count), copied)
            }
        }
    }
}

/// Bytes that are bound as a BLOB.
struct Blob: BindableValue {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The UTF-8 bytes of a text that may hold NUL.
    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    func bind(to statement: OpaquePointer, at position: Int32) -> Int32 {
        bytes.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress, !buffer.isEmpty else {
                return sqlite3_bind_zeroblob(statement, position, 0)
            }
            return sqlite3_bind_blob(statement, position, start, Int32(buffer.count), copied)
        }
    }
}

/// Values that are bound as one, a JSON array for `json_each`.
struct ValueList: BindableText {
    let text: String

    init(_ groups: [GroupID]) {
        self.init(groups) { $0.string($1.text) }
    }

    init(_ numbers: [Int64]) {
        self.init(numbers) { $0.integer($1) }
    }

    private init<Value>(_ values: [Value], _ write: (inout JSONWriter, Value) -> Void) {
        var writer = JSONWriter()
        writer.array(of: values, write)
        text = String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension Optional: BindableValue where Wrapped: BindableValue {
    func bind(to statement: OpaquePointer, at position: Int32) -> Int32 {
        guard let self else {
            return sqlite3_bind_null(statement, position)
        }
        return self.bind(to: statement, at: position)
    }
}

extension SDKAppID: BindableValue {
    func bind(to statement: OpaquePointer, at position: Int32) -> Int32 {
        Int64(number).bind(to: statement, at: position)
    }
}

/// A value that is bound as its text.
protocol BindableText: BindableValue {
    var text: String { get }
}

extension BindableText {
    func bind(to statement: OpaquePointer, at position: Int32) -> Int32 {
        text.bind(to: statement, at: position)
    }
}

extension GroupID: BindableText {}
extension PrintableID: BindableText {}
extension Account: BindableText {}

extension UnixTime: BindableValue {
    func bind(to statement: OpaquePointer, at position: Int32) -> Int32 {
        seconds.bind(to: statement, at: position)
    }
}
