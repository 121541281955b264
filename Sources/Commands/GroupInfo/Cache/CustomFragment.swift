import NIOCore
import Wire

/// One custom field, encoded.
struct CustomFragment: Sendable {
    let key: String
    /// Where its object stands among the bytes.
    let range: Range<Int>

    /// Writes the fields that are wanted as one list; nothing when there are none.
    static func write(
        _ fields: ArraySlice<CustomFragment>, of keys: CustomKeys, as name: StaticString,
        from bytes: UnsafeRawBufferPointer, into buffer: inout ByteBuffer
    ) {
        var isFirst = true
        for field in fields where keys.contains(field.key) {
            if isFirst {
                buffer.beginList(name)
            } else {
                buffer.writeInteger(UInt8(ascii: ","))
            }
            isFirst = false
            buffer.writeBytes(UnsafeRawBufferPointer(rebasing: bytes[field.range]))
        }
        if !isFirst {
            buffer.writeInteger(UInt8(ascii: "]"))
        }
    }
}

extension ByteBuffer {
    /// Opens a list in an object that has fields already.
    mutating func beginList(_ name: StaticString) {
        writeStaticString(",\"")
        writeStaticString(name)
        writeStaticString("\":[")
    }
}

extension JSONWriter {
    /// Writes custom fields one behind the other, to be copied from there.
    mutating func customFragments(_ fields: [CustomField]) -> [CustomFragment] {
        var fragments: [CustomFragment] = []
        for field in fields {
            let before = count
            customField(field)
            // a comma may stand before the object
            let start = bytes[before] == UInt8(ascii: ",") ? before + 1 : before
            fragments.append(CustomFragment(key: field.key, range: start..<count))
        }
        return fragments
    }
}
