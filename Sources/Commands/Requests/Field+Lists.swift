import Groups
import Wire

// Lists and objects. How many entries a list may have is declared, and asked with `checkCount`, for refusals of sizes come
// after those of types.

extension Field where Value == [String]? {
    static func texts(
        _ name: StaticString, atMost limit: FieldLimit? = nil, _ english: String, _ chinese: String
    ) -> Field {
        let form = FieldForm.list(of: .text(atMost: nil), atMost: limit)
        return Field(FieldFacts(name, form, english, chinese)) { (fields, name) throws(APIError) in
            try fields.strings(name)
        }
    }

    /// Names of accounts, which any texts may be as yet.
    static func accounts(
        _ name: StaticString, atMost limit: FieldLimit? = nil, _ english: String, _ chinese: String
    ) -> Field {
        let form = FieldForm.list(of: .account, atMost: limit)
        return Field(FieldFacts(name, form, english, chinese)) { (fields, name) throws(APIError) in
            try fields.accountNames(name)
        }
    }

    /// The names in a filter; an empty list means no filtering.
    ///
    /// - Parameter names: that mean something; others are passed over.
    static func filter(
        _ name: StaticString, of names: [String], _ english: String, _ chinese: String
    ) -> Field {
        let form = FieldForm.list(of: names.isEmpty ? .text(atMost: nil) : .name(of: names), atMost: nil)
        return Field(FieldFacts(name, form, english, chinese)) { (fields, name) throws(APIError) in
            try fields.filterNames(name)
        }
    }
}

extension Field {
    /// Names of an enumeration; none when the list is absent.
    static func choices<Choice: RawRepresentable & CaseIterable & Hashable & Sendable>(
        _ name: StaticString, of type: Choice.Type, _ english: String, _ chinese: String
    ) -> Field where Choice.RawValue == String, Value == Set<Choice> {
        let names = Choice.allCases.map(\.rawValue)
        let form = FieldForm.list(of: .choice(names), atMost: nil)
        return Field(FieldFacts(name, form, english, chinese)) { (fields, name) throws(APIError) in
            var choices: Set<Choice> = []
            for (index, text) in (try fields.strings(name) ?? []).enumerated() {
                guard let choice = Choice(rawValue: text) else {
                    throw fields.refusal(name, "[\(index)] must be one of \(names.joined(separator: ", "))")
                }
                choices.insert(choice)
            }
            return choices
        }
    }
}

extension Field where Value == [RequestFields]? {
    /// A list of objects of the same fields.
    static func objects(
        _ name: StaticString, of list: FieldList, atMost limit: FieldLimit? = nil, _ english: String, _ chinese: String
    ) -> Field {
        let form = FieldForm.list(of: .object(list), atMost: limit)
        return Field(FieldFacts(name, form, english, chinese)) { (fields, name) throws(APIError) in
            try fields.objects(name, of: list)
        }
    }
}

extension Field where Value == RequestFields? {
    static func object(_ name: StaticString, of list: FieldList, _ english: String, _ chinese: String) -> Field {
        Field(FieldFacts(name, .object(list), english, chinese)) { (fields, name) throws(APIError) in
            try fields.object(name, of: list)
        }
    }
}

extension Field where Value == [CustomField] {
    /// The entries of `AppDefinedData` or `AppMemberDefinedData`; empty when absent.
    static func customFields(_ name: StaticString, _ english: String, _ chinese: String) -> Field {
        let form = FieldForm.list(of: .object(CustomFieldEntry.fields), atMost: nil)
        return Field(FieldFacts(name, form, english, chinese)) { (fields, name) throws(APIError) in
            try fields.customFields(name)
        }
    }
}

extension Field where Value == JSONObject? {
    /// An object that is kept as it came but for its known fields, as ``RequestFields/checked(_:)`` makes it.
    static func kept(_ name: StaticString, _ shapes: [FieldShape], _ english: String, _ chinese: String) -> Field {
        Field(FieldFacts(name, .kept(shapes), english, chinese)) { (fields, name) throws(APIError) in
            try fields.object(name)?.checked(shapes)
        }
    }
}
