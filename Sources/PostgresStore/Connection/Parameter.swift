/// A value of a statement's parameter, sent in PostgreSQL's binary format.
///
/// The server takes whole numbers for `bigint`, and converts where a column is smaller. What a text is, `text` or `bytea`,
/// the statement says.
enum Parameter: Sendable {
    case integer(Int64)
    case optionalInteger(Int64?)
    case bool(Bool)
    case optionalBool(Bool?)
    case bytes([UInt8])
    case optionalBytes([UInt8]?)
    /// UTF-8, for a parameter of type `text` or `bytea`; NUL is for `bytea` only.
    case text(String)
    case optionalText(String?)
    /// `bigint[]`
    case integers([Int64])
    /// `bigint[]` of the buckets of the rows that the statement is about; those rows are arrays of the same order.
    case buckets([Int64])
    case optionalIntegers([Int64?])
    /// `boolean[]`
    case bools([Bool])
    /// `bytea[]`
    case byteStrings([[UInt8]])
    case optionalByteStrings([[UInt8]?])
    /// `text[]`, which cannot hold NUL.
    case texts([String])
    case optionalTexts([String?])

    /// `bytea[]` of the UTF-8 of texts that may hold NUL.
    static func textBytes(_ texts: [String]) -> Parameter {
        .byteStrings(texts.map { Array($0.utf8) })
    }
}

extension Parameter {
    /// The number by which the server knows a type.
    enum TypeNumber {
        /// What the statement says.
        static let inferred: UInt32 = 0
        static let bool: UInt32 = 16
        static let bytes: UInt32 = 17
        static let integer: UInt32 = 20
        static let text: UInt32 = 25
        static let bools: UInt32 = 1_000
        static let byteStrings: UInt32 = 1_001
        static let integers: UInt32 = 1_016
    }

    /// The type that is declared when a statement is prepared.
    var type: UInt32 {
        switch self {
        case .integer, .optionalInteger: TypeNumber.integer
        case .bool, .optionalBool: TypeNumber.bool
        case .bytes, .optionalBytes: TypeNumber.bytes
        case .integers, .buckets, .optionalIntegers: TypeNumber.integers
        case .bools: TypeNumber.bools
        case .byteStrings, .optionalByteStrings: TypeNumber.byteStrings
        // a text array declared as such would be converted to bytea[] with its backslashes taken for escapes
        case .text, .optionalText, .texts, .optionalTexts: TypeNumber.inferred
        }
    }

    /// Appends the value.
    ///
    /// - Returns: whether it is one, and not NULL.
    func encode(into buffer: inout [UInt8]) -> Bool {
        switch self {
        case .integer(let value), .optionalInteger(let value?): buffer.append(bigEndian: value)
        case .bool(let value), .optionalBool(let value?): buffer.append(value ? 1 : 0)
        case .bytes(let value), .optionalBytes(let value?): buffer += value
        case .text(let value), .optionalText(let value?): buffer += value.utf8
        case .integers(let values), .buckets(let values):
            buffer.append(arrayOf: values, type: TypeNumber.integer) { $0.append(bigEndian: $1) }
        case .optionalIntegers(let values):
            buffer.append(arrayOf: values, type: TypeNumber.integer) { $0.append(bigEndian: $1) }
        case .bools(let values):
            buffer.append(arrayOf: values, type: TypeNumber.bool) { $0.append($1 ? 1 : 0) }
        case .byteStrings(let values):
            buffer.append(arrayOf: values, type: TypeNumber.bytes) { $0 += $1 }
        case .optionalByteStrings(let values):
            buffer.append(arrayOf: values, type: TypeNumber.bytes) { $0 += $1 }
        case .texts(let values):
            buffer.append(arrayOf: values, type: TypeNumber.text) { $0 += $1.utf8 }
        case .optionalTexts(let values):
            buffer.append(arrayOf: values, type: TypeNumber.text) { $0 += $1.utf8 }
        case .optionalInteger(nil), .optionalBool(nil), .optionalBytes(nil), .optionalText(nil):
            return false
        }
        return true
    }
}

extension [UInt8] {
    fileprivate mutating func append(bigEndian value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }

    /// Appends an array of one dimension, counted from 1.
    fileprivate mutating func append<Value>(
        arrayOf values: [Value], type: UInt32, _ encode: (inout [UInt8], Value) -> Void
    ) {
        appendArrayHead(count: values.count, hasNulls: false, type: type)
        for value in values {
            appendElement { encode(&$0, value) }
        }
    }

    /// As ``append(arrayOf:type:_:)-([Value],_,_)``, with NULL where there is no value.
    fileprivate mutating func append<Value>(
        arrayOf values: [Value?], type: UInt32, _ encode: (inout [UInt8], Value) -> Void
    ) {
        appendArrayHead(count: values.count, hasNulls: values.contains { $0 == nil }, type: type)
        for value in values {
            guard let value else {
                append(bigEndian: Int32(-1))
                continue
            }
            appendElement { encode(&$0, value) }
        }
    }

    private mutating func appendArrayHead(count: Int, hasNulls: Bool, type: UInt32) {
        append(bigEndian: Int32(count == 0 ? 0 : 1))
        append(bigEndian: Int32(hasNulls ? 1 : 0))
        append(bigEndian: type)
        guard count > 0 else {
            return
        }
        append(bigEndian: Int32(count))
        append(bigEndian: Int32(1))
    }

    /// Appends a value behind its length.
    private mutating func appendElement(_ encode: (inout [UInt8]) -> Void) {
        let place = count
        append(bigEndian: Int32(0))
        encode(&self)
        let length = Int32(count - place - 4)
        Swift.withUnsafeBytes(of: length.bigEndian) { bytes in
            for (offset, byte) in bytes.enumerated() {
                self[place + offset] = byte
            }
        }
    }
}
