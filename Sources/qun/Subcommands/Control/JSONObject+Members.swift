import Wire

extension JSONObject {
    /// A member that is a number; 0 for any other.
    func number(_ key: StaticString) -> Int64 {
        guard case .integer(let number)? = self[key] else {
            return 0
        }
        return number
    }

    /// A member that is a text; an empty one for any other.
    func text(_ key: StaticString) -> String {
        guard case .string(let text)? = self[key] else {
            return ""
        }
        return text
    }
}

extension JSONObject {
    /// A member that is an object; an empty one for any other.
    func object(_ key: StaticString) -> JSONObject {
        guard case .object(let object)? = self[key] else {
            return JSONObject()
        }
        return object
    }

    /// The texts of a member that is a list; none for any other.
    func texts(_ key: StaticString) -> [String] {
        guard case .array(let elements)? = self[key] else {
            return []
        }
        return elements.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }

    /// The whole as a line of JSON.
    var line: String {
        var writer = JSONWriter(capacity: 512)
        writer.value(.object(self))
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
