import Wire

/// One field of a request: how it is read, and what the reference says of it.
///
/// Commands read nothing but what they declare, so that what is read and what is described are one. Fields of several
/// commands stand in the folder `Fields`, others with their command. A field may be absent unless it is ``required()``.
struct Field<Value: Sendable>: DeclaredField {
    private(set) var facts: FieldFacts
    /// Reads the field under the one of its names that the request gives.
    let read: @Sendable (_ fields: RequestFields, _ name: StaticString) throws(APIError) -> Value

    init(
        _ facts: FieldFacts,
        read: @escaping @Sendable (_ fields: RequestFields, _ name: StaticString) throws(APIError) -> Value
    ) {
        self.facts = facts
        self.read = read
    }

    /// The same field, which must be there.
    func required<Wrapped>() -> Field<Wrapped> where Value == Wrapped? {
        var facts = facts
        facts.isRequired = true
        return Field<Wrapped>(facts) { [read] (fields, name) throws(APIError) in
            try fields.required(name, try read(fields, name))
        }
    }

    /// The same list, which must be there and hold something.
    func requiredNonEmpty<Element>() -> Field<[Element]> where Value == [Element]? {
        var facts = facts
        facts.isRequired = true
        return Field<[Element]>(facts) { [read] (fields, name) throws(APIError) in
            try fields.requiredNonEmpty(name, try read(fields, name))
        }
    }

    /// The same field under a second name.
    func or(_ otherName: StaticString, _ rule: FieldFacts.OtherName.Rule = .exclusive) -> Field {
        var field = self
        field.facts.otherName = FieldFacts.OtherName(name: otherName, rule: rule)
        return field
    }

    /// The field with its value made into another one; what cannot be made into one is refused.
    func map<Other: Sendable>(
        _ transform:
            @escaping @Sendable (_ fields: RequestFields, _ name: StaticString, Value) throws(APIError) -> Other
    ) -> Field<Other> {
        Field<Other>(facts) { [read] (fields, name) throws(APIError) in
            try transform(fields, name, try read(fields, name))
        }
    }
}

extension RequestFields {
    /// Reads a declared field.
    func read<Value>(_ field: Field<Value>) throws(APIError) -> Value {
        try field.read(self, try name(of: field))
    }

    /// The name under which the request gives a field; its first one when it gives none.
    func name(of field: some DeclaredField) throws(APIError) -> StaticString {
        let facts = field.facts
        assert(declared?.declares(facts.name) != false, "\(facts.name) is read but not declared")
        guard let other = facts.otherName else {
            return facts.name
        }
        return switch other.rule {
        case .exclusive: try spelling(facts.name, other.name)
        case .exclusiveUnlessZero: try spelling(facts.name, other.name, zeroIsAbsent: true)
        case .lenient: isLenient ? try spelling(facts.name, other.name) : facts.name
        case .older: spelling(newer: facts.name, older: other.name)
        }
    }

    /// Refuses a field that was read, under its first name.
    func refusal(_ field: some DeclaredField, _ reason: String) -> APIError {
        refusal(field.facts.name, reason)
    }

    /// Whether a field that may be left out has been left out.
    func isAbsent(_ field: some DeclaredField) -> Bool {
        isAbsent(field.facts.name)
    }

    /// Refuses a list that holds more entries than its field may.
    ///
    /// - Parameter code: `nil` means the service's code for an invalid parameter.
    func checkCount(_ count: Int, of field: some DeclaredField, else code: ErrorCode? = nil) throws(APIError) {
        guard case .list(_, let limit?) = field.facts.form else {
            return
        }
        let maximum = limit.number(under: limits)
        guard count <= maximum else {
            let noun = code == nil ? "entries" : "accounts"
            throw refusing(with: code).refusal(field, "holds \(count) \(noun), more than \(maximum)")
        }
    }
}
