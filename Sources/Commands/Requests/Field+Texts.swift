import Wire

// Texts, and what is written as one of some texts.

extension Field where Value == String? {
    /// Any text, or one of at most so many bytes without NUL.
    ///
    /// - Parameter tooLong: the original's words for a text that is too long; `nil` where they are not known.
    static func text(
        _ name: StaticString, atMost limit: FieldLimit? = nil, tooLong: KnownText? = nil, _ english: String,
        _ chinese: String
    ) -> Field {
        Field(FieldFacts(name, .text(atMost: limit), english, chinese)) { (fields, name) throws(APIError) in
            guard let limit else {
                return try fields.string(name)
            }
            return try fields.text(name, maximumBytes: limit.number(under: fields.limits), tooLong: tooLong)
        }
    }

    /// As ``text(_:atMost:tooLong:_:_:)``; an empty one is refused.
    static func nonEmptyText(
        _ name: StaticString, atMost limit: FieldLimit, tooLong: KnownText? = nil, _ english: String, _ chinese: String
    ) -> Field {
        Field(FieldFacts(name, .text(atMost: limit), english, chinese)) { (fields, name) throws(APIError) in
            try fields.nonEmptyText(name, maximumBytes: limit.number(under: fields.limits), tooLong: tooLong)
        }
    }

    /// The same text, for which an empty one may stand for its absence.
    func emptyIsAbsent() -> Field {
        map { (fields, name, text) throws(APIError) in fields.isAbsent(name) ? nil : text }
    }

    /// The name of an account, which any text may be as yet.
    static func account(_ name: StaticString, _ english: String, _ chinese: String) -> Field {
        Field(FieldFacts(name, .account, english, chinese)) { (fields, name) throws(APIError) in
            try fields.accountName(name)
        }
    }
}

extension Field {
    /// One of the names of an enumeration.
    static func choice<Choice: RawRepresentable & CaseIterable & Sendable>(
        _ name: StaticString, of type: Choice.Type, _ english: String, _ chinese: String
    ) -> Field where Choice.RawValue == String, Value == Choice? {
        let names = Choice.allCases.map(\.rawValue)
        return Field(FieldFacts(name, .choice(names), english, chinese)) { (fields, name) throws(APIError) in
            try fields.choice(name, of: type)
        }
    }
}

extension Field where Value == Bool? {
    /// `On` or `Off`.
    static func onOff(_ name: StaticString, _ english: String, _ chinese: String) -> Field {
        let names = OnOff.allCases.map(\.rawValue)
        return Field(FieldFacts(name, .choice(names), english, chinese)) { (fields, name) throws(APIError) in
            try fields.onOff(name)
        }
    }
}

extension Field where Value == GroupType? {
    /// A type of groups, or one of the older names of types.
    static func groupType(_ name: StaticString, _ english: String, _ chinese: String) -> Field {
        let names = GroupType.allCases.map(\.rawValue) + ["Work", "Meeting"]
        return Field(FieldFacts(name, .choice(names), english, chinese)) { (fields, name) throws(APIError) in
            try fields.groupType(name)
        }
    }
}
