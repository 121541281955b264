package import Wire

/// Turns custom fields into the bytes that stores keep, and back.
///
/// Each field is the key's length (1 byte), the key, the value's length (2 bytes, big-endian) and the value. All
/// stores keep the same bytes, so that data can move between them.
package enum CustomFieldCoding {
    package static func encode(_ fields: [CustomField]) -> [UInt8] {
        var bytes: [UInt8] = []
        for field in fields {
            let key = field.key.utf8
            let value = field.value.utf8
            precondition(key.count <= UInt8.max && value.count <= UInt16.max, "checked when the request was read")
            bytes.append(UInt8(key.count))
            bytes.append(contentsOf: key)
            bytes.append(UInt8(value.count >> 8))
            bytes.append(UInt8(value.count & 0xFF))
            bytes.append(contentsOf: value)
        }
        return bytes
    }

    /// - Returns: `nil` for bytes that ``encode(_:)`` never makes.
    package static func decode(_ bytes: UnsafeRawBufferPointer) -> [CustomField]? {
        var fields: [CustomField] = []
        var rest = bytes[...]
        while let keyLength = rest.popFirst() {
            guard
                let key = text(&rest, count: Int(keyLength)),
                let high = rest.popFirst(), let low = rest.popFirst(),
                let value = text(&rest, count: Int(high) << 8 | Int(low))
            else {
                return nil
            }
            fields.append(CustomField(key: key, value: value))
        }
        return fields
    }

    private static func text(_ bytes: inout Slice<UnsafeRawBufferPointer>, count: Int) -> String? {
        guard bytes.count >= count else {
            return nil
        }
        defer { bytes = bytes.dropFirst(count) }
        return String(validating: bytes.prefix(count), as: UTF8.self)
    }
}
