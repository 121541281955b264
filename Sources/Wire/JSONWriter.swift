/// Writes JSON text as bytes, without building a tree.
///
/// Commas are placed by looking at the last byte: none follows an opening bracket or a colon. Whoever writes
/// ``raw(_:)`` text takes part in that rule.
package struct JSONWriter: Sendable {
    /// The text so far, UTF-8.
    package private(set) var bytes: [UInt8]

    /// - Parameter capacity: bytes to reserve.
    package init(capacity: Int = 256) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// Bytes written so far.
    package var count: Int { bytes.count }

    // MARK: Structure

    package mutating func beginObject() {
        separate()
        bytes.append(UInt8(ascii: "{"))
    }

    package mutating func endObject() {
        bytes.append(UInt8(ascii: "}"))
    }

    package mutating func beginArray() {
        separate()
        bytes.append(UInt8(ascii: "["))
    }

    package mutating func endArray() {
        bytes.append(UInt8(ascii: "]"))
    }

    /// Writes a member's name; its value must follow.
    package mutating func key(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        raw(name)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    // MARK: Values

    /// Writes a member's name that is not known to the compiler; its value must follow.
    package mutating func member(_ name: String) {
        string(name)
        raw(":")
    }

    /// Writes a string value with its quotes and escapes.
    ///
    /// Control characters become `\u00XX`.
    package mutating func string(_ text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { appendEscaped($0) }
        bytes.append(UInt8(ascii: "\""))
    }

    package mutating func integer(_ value: some BinaryInteger) {
        separate()
        appendDecimal(Int64(value))
    }

    /// Writes a value whose text needs no escapes, such as a number or `true`.
    package mutating func plain(_ text: String) {
        separate()
        raw(plain: text)
    }

    /// Writes bytes that are the text of a value already.
    package mutating func encoded(_ text: [UInt8]) {
        separate()
        raw(bytes: text)
    }

    // MARK: Members of an object

    package mutating func field(_ name: StaticString, _ text: String) {
        key(name)
        string(text)
    }

    package mutating func field(_ name: StaticString, _ value: some BinaryInteger) {
        key(name)
        integer(value)
    }

    /// Writes a member that is true or false.
    package mutating func flag(_ name: StaticString, _ value: Bool) {
        key(name)
        plain(value ? "true" : "false")
    }

    package mutating func field(_ name: StaticString, _ texts: [String]) {
        array(name, of: texts) { $0.string($1) }
    }

    // MARK: Lists

    /// Writes an array.
    ///
    /// - Parameter write: writes one element's value.
    @inlinable
    package mutating func array<Elements: Sequence>(
        of elements: Elements, _ write: (_ writer: inout JSONWriter, _ element: Elements.Element) -> Void
    ) {
        beginArray()
        for element in elements {
            write(&self, element)
        }
        endArray()
    }

    /// Writes a member that is an array.
    ///
    /// - Parameter write: writes one element's value.
    @inlinable
    package mutating func array<Elements: Sequence>(
        _ name: StaticString, of elements: Elements,
        _ write: (_ writer: inout JSONWriter, _ element: Elements.Element) -> Void
    ) {
        key(name)
        array(of: elements, write)
    }

    /// Writes a member that is an array of objects.
    ///
    /// - Parameter writeMembers: writes the members of one object.
    @inlinable
    package mutating func objects<Elements: Sequence>(
        _ name: StaticString, of elements: Elements,
        _ writeMembers: (_ writer: inout JSONWriter, _ element: Elements.Element) -> Void
    ) {
        array(name, of: elements) { writer, element in
            writer.beginObject()
            writeMembers(&writer, element)
            writer.endObject()
        }
    }

    // MARK: Prepared text

    /// Appends text that is JSON already, as it is.
    package mutating func raw(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Appends bytes that are the text of a value already; what a key announced stands before them.
    package mutating func raw(bytes text: [UInt8]) {
        bytes.append(contentsOf: text)
    }

    /// Appends bytes that need no escapes, as they are.
    package mutating func raw(bytes text: UnsafeBufferPointer<UInt8>) {
        bytes.append(contentsOf: text)
    }

    /// Appends text that is known to need no escapes, as it is.
    package mutating func raw(plain text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Appends a string's characters with escapes but without quotes.
    package mutating func escaped(_ text: String) {
        var text = text
        text.withUTF8 { appendEscaped($0) }
    }

    /// Appends a decimal number without looking at what stands before it.
    package mutating func decimal(_ value: Int64) {
        appendDecimal(value)
    }

    /// Drops everything past the first `count` bytes.
    package mutating func truncate(to count: Int) {
        bytes.removeLast(bytes.count - count)
    }

    // MARK: -

    mutating func separate() {
        guard let last = bytes.last else {
            return
        }
        switch last {
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"):
            return
        default:
            bytes.append(UInt8(ascii: ","))
        }
    }

    private mutating func appendDecimal(_ value: Int64) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var position = 20
            var magnitude = value.magnitude
            repeat {
                position -= 1
                digits[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude % 10)
                magnitude /= 10
            } while magnitude > 0
            if value < 0 {
                bytes.append(UInt8(ascii: "-"))
            }
            bytes.append(contentsOf: digits[position...])
        }
    }

    private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        for index in text.indices {
            let byte = text[index]
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
                continue
            }
            bytes.append(contentsOf: text[start..<index])
            start = index + 1
            bytes.append(UInt8(ascii: "\\"))
            if byte >= 0x20 {
                bytes.append(byte)
            } else {
                raw("u00")
                bytes.append(Self.hexDigit(byte >> 4))
                bytes.append(Self.hexDigit(byte & 0x0F))
            }
        }
        bytes.append(contentsOf: text[start...])
    }

    static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
