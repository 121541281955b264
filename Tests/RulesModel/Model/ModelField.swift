/// An entry of `AppDefinedData` or `AppMemberDefinedData`.
struct ModelField: Sendable {
    let key: String
    let value: String

    /// The entry as it stands in requests and answers.
    var json: Fields {
        var fields = Fields()
        fields.add("Key", key)
        fields.add("Value", value)
        return fields
    }
}

extension [ModelField] {
    /// The entries of a request that count: undeclared keys are dropped, and a request of only such is refused.
    func known(among declared: [String]?) throws(Refusal) -> [ModelField] {
        guard let declared else {
            return self
        }
        let known = filter { declared.contains($0.key) }
        guard !known.isEmpty || isEmpty else {
            throw Refusal(10004)
        }
        return known
    }

    /// The stored entries after a write: a value sets its key, an empty one deletes it.
    ///
    /// They stand in the order of the declaration, or of first writing.
    func written(by changes: [ModelField], most: Int, declared: [String]?) throws(Refusal) -> [ModelField] {
        var order = map(\.key)
        var values: [String: String] = [:]
        for field in self {
            values[field.key] = field.value
        }
        for change in changes {
            if change.value.isEmpty {
                order.removeAll { $0 == change.key }
                values[change.key] = nil
            } else {
                order += values[change.key] == nil ? [change.key] : []
                values[change.key] = change.value
            }
        }
        guard order.count <= most || order.count <= count else {
            throw Refusal(10004)
        }
        let keys = declared.map { $0.filter(order.contains) } ?? order
        return keys.compactMap { key in values[key].map { ModelField(key: key, value: $0) } }
    }

    /// As answers list them: nothing where there are none.
    var listed: [Fields]? { isEmpty ? nil : map(\.json) }
}
