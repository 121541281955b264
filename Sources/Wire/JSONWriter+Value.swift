extension JSONWriter {
    /// Writes a parsed value: without white space, texts with the fewest escapes, numbers as they were spelled.
    package mutating func value(_ value: JSONValue) {
        switch value {
        case .null: plain("null")
        case .bool(true): plain("true")
        case .bool(false): plain("false")
        case .integer(let number): integer(number)
        case .decimal(_, let literal): plain(literal)
        case .string(let text): string(text)
        case .array(let elements): array(of: elements) { $0.value($1) }
        case .object(let object): self.object(object)
        }
    }

    private mutating func object(_ object: JSONObject) {
        beginObject()
        object.forEach { name, member in
            string(name)
            raw(":")
            value(member)
        }
        endObject()
    }
}
