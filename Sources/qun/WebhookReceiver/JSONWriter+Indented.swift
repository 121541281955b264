import Wire

/// Values for people: a terminal obeys nothing in them.
extension JSONWriter {
    /// Writes a value without white space.
    mutating func visibleValue(_ value: JSONValue) {
        switch value {
        case .null, .bool, .integer, .decimal: self.value(value)
        case .string(let text): visibleString(text)
        case .array(let elements): array(of: elements) { $0.visibleValue($1) }
        case .object(let object):
            beginObject()
            object.forEach { name, member in
                visibleString(name)
                raw(":")
                visibleValue(member)
            }
            endObject()
        }
    }

    /// Writes a value on lines of its own, two spaces further in for each level; without a line feed at the end.
    mutating func indentedValue(_ value: JSONValue, level: Int) {
        indent(level)
        indentedRest(value, level: level)
    }

    private mutating func indentedRest(_ value: JSONValue, level: Int) {
        switch value {
        case .null, .bool, .integer, .decimal, .string: raw(bytes: Self.visibleText(value))
        case .array(let elements):
            indentedList("[", elements.map { (nil, $0) }, "]", level: level)
        case .object(let object):
            var members: [(name: String?, value: JSONValue)] = []
            object.forEach { members.append(($0, $1)) }
            indentedList("{", members, "}", level: level)
        }
    }

    private mutating func indentedList(
        _ begin: StaticString, _ members: [(name: String?, value: JSONValue)], _ end: StaticString, level: Int
    ) {
        raw(begin)
        for (index, member) in members.enumerated() {
            raw(index == 0 ? "\n" : ",\n")
            indent(level + 1)
            if let name = member.name {
                raw(bytes: Self.visibleText(.string(name)))
                raw(": ")
            }
            indentedRest(member.value, level: level + 1)
        }
        if !members.isEmpty {
            raw("\n")
            indent(level)
        }
        raw(end)
    }

    private static func visibleText(_ value: JSONValue) -> [UInt8] {
        var writer = JSONWriter()
        writer.visibleValue(value)
        return writer.bytes
    }

    private mutating func indent(_ level: Int) {
        raw(bytes: [UInt8](repeating: UInt8(ascii: " "), count: 2 * level))
    }
}
