import Wire

/// What a field of an answer holds.
enum FieldValue {
    case text(String)
    case number(Int64)
}

extension JSONWriter {
    /// Writes a field into the open object.
    mutating func field(_ name: StaticString, _ value: FieldValue) {
        switch value {
        case .text(let text): field(name, text)
        case .number(let number): field(name, number)
        }
    }
}
