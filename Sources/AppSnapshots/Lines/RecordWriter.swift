import Foundation
import StoreCopy
import Wire

/// Writes a row as the line of a record, without the end of the line.
///
/// Rows that hold the same are written alike.
struct RecordWriter {
    private var writer: JSONWriter

    private init() {
        writer = JSONWriter(capacity: 512)
    }

    /// - Parameter row: as ``AppDump`` shows it.
    /// - Throws: ``SnapshotError/damaged(kind:field:)`` for a value that no store should hold.
    static func line(_ row: CopiedRow, _ form: RecordForm) throws -> [UInt8] {
        var record = RecordWriter()
        record.writer.beginObject()
        record.writer.field("Kind", form.kind)
        for (value, field) in zip(row.dropFirst(), form.fields) {
            guard record.write(value, field) else {
                throw SnapshotError.damaged(kind: form.kind, field: field.name)
            }
        }
        record.writer.endObject()
        return record.writer.bytes
    }

    /// - Returns: whether the value is one that the field can have.
    private mutating func write(_ value: CopiedValue, _ field: RecordField) -> Bool {
        switch (field.coding, value) {
        case (.rank, _), (.bytes(missing: .none), .null), (.integerOrNone, .null), (.accountOrNone, .null),
            (.groupOrNone, .null), (.topicOfOptionalGroup, .null):
            return true
        case (.account, .bytes(let bytes)), (.accountOrNone, .bytes(let bytes)), (.group, .bytes(let bytes)),
            (.groupOrNone, .bytes(let bytes)), (.topic, .bytes(let bytes)), (.permissionGroup, .bytes(let bytes)),
            (.bytes(missing: .refused), .bytes(let bytes)), (.bytes(missing: .none), .bytes(let bytes)):
            write(bytes, field.name)
        case (.text, .bytes(let bytes)), (.bytes(missing: .empty), .bytes(let bytes)),
            (.topicOrGroup, .bytes(let bytes)), (.topicOfOptionalGroup, .bytes(let bytes)):
            if !bytes.isEmpty {
                write(bytes, field.name)
            }
        case (.integer(let range), .integer(let number)):
            guard range.contains(number) || number == 0 else {
                return false
            }
            if number != 0 {
                key(field.name)
                writer.integer(number)
            }
        case (.integerOrNone, .integer(let number)):
            key(field.name)
            writer.integer(number)
        case (.word(let words), .integer(let code)):
            guard let word = words[code] else {
                return false
            }
            key(field.name)
            writer.string(word)
        case (.number01, .integer(let number)), (.bool, .integer(let number)):
            guard number == 0 || number == 1 else {
                return false
            }
            if number == 1 {
                key(field.name)
                writer.plain(field.coding.isBool ? "true" : "1")
            }
        case (.flags(let flags), .integer(let number)):
            guard number & ~flags.reduce(0, { $0 | $1.bit }) == 0 else {
                return false
            }
            for flag in flags where number & flag.bit != 0 {
                key(flag.name)
                writer.plain("true")
            }
        case (.pairs, .bytes(let bytes)):
            return writePairs(bytes, field.name)
        case (.messageBody, .bytes(let bytes)):
            if !bytes.isEmpty {
                write(body: bytes, field.name)
            }
        case (.digest, .bytes(let bytes)):
            write(base64: bytes, field.name)
        default:
            return false
        }
        return true
    }

    private mutating func key(_ name: String) {
        writer.string(name)
        writer.raw(":")
    }

    /// A text; what is none, or holds NUL, which many programs take for the end of a text, in base64.
    private mutating func write(_ bytes: [UInt8], _ name: String) {
        guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
            return write(base64: bytes, name)
        }
        key(name)
        writer.string(text)
    }

    private mutating func write(base64 bytes: [UInt8], _ name: String) {
        key(name + FieldCoding.base64)
        writer.string(Data(bytes).base64EncodedString())
    }

    /// - Returns: whether the bytes are those of a list.
    private mutating func writePairs(_ bytes: [UInt8], _ name: String) -> Bool {
        guard let pairs = PairCoding.decode(bytes) else {
            return false
        }
        guard !pairs.isEmpty else {
            return true
        }
        key(name)
        writer.beginArray()
        for pair in pairs {
            writer.beginObject()
            write(pair.key, "Key")
            write(pair.value, "Value")
            writer.endObject()
        }
        writer.endArray()
        return true
    }

    /// The JSON as it is, where reading it yields the same bytes again.
    private mutating func write(body bytes: [UInt8], _ name: String) {
        guard let value = try? JSONParser.parse(bytes), value.isBody else {
            return write(base64: bytes, name)
        }
        var elements = JSONWriter(capacity: bytes.count)
        elements.value(value)
        guard elements.bytes == bytes else {
            return write(base64: bytes, name)
        }
        key(name)
        writer.encoded(bytes)
    }
}

extension JSONValue {
    /// Whether it can be what a message holds.
    var isBody: Bool {
        switch self {
        case .array, .object: true
        case .null, .bool, .integer, .decimal, .string: false
        }
    }
}

extension FieldCoding {
    fileprivate var isBool: Bool {
        if case .bool = self { true } else { false }
    }
}
