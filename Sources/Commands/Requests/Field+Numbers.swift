import Wire

// Numbers and switches.

extension Field where Value == Int64? {
    static func integer(
        _ name: StaticString, in range: ClosedRange<Int64>, _ english: String, _ chinese: String
    ) -> Field {
        Field(FieldFacts(name, .integer(range), english, chinese)) { (fields, name) throws(APIError) in
            try fields.integer(name, in: range)
        }
    }

    /// A number that means nothing at 0, as ``RequestFields/optionalInteger(_:in:)`` reads it.
    static func optionalInteger(
        _ name: StaticString, in range: ClosedRange<Int64>, _ english: String, _ chinese: String
    ) -> Field {
        Field(FieldFacts(name, .integer(range), english, chinese)) { (fields, name) throws(APIError) in
            try fields.optionalInteger(name, in: range)
        }
    }

    /// The same with a meaning that stands elsewhere.
    static func optionalInteger(_ name: StaticString, in range: ClosedRange<Int64>, _ meaning: Wording) -> Field {
        optionalInteger(name, in: range, meaning.english, meaning.chinese)
    }

    /// The size of a page; 0 means the same as none.
    static func size(
        _ name: StaticString, atMost maximum: Int64, _ english: String, _ chinese: String
    ) -> Field {
        Field(FieldFacts(name, .integer(0...maximum), english, chinese)) { (fields, name) throws(APIError) in
            try fields.size(name, atMost: maximum)
        }
    }
}

extension Field where Value == Bool? {
    /// 0 or 1, or a boolean.
    static func flag(_ name: StaticString, _ english: String, _ chinese: String) -> Field {
        Field(FieldFacts(name, .flag, english, chinese)) { (fields, name) throws(APIError) in
            try fields.flag(name)
        }
    }

    /// A switch that means nothing when it is off, as ``RequestFields/optionalFlag(_:)`` reads it.
    static func optionalFlag(_ name: StaticString, _ english: String, _ chinese: String) -> Field {
        Field(FieldFacts(name, .flag, english, chinese)) { (fields, name) throws(APIError) in
            try fields.optionalFlag(name)
        }
    }
}
