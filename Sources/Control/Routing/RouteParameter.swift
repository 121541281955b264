/// A parameter in the query of a route.
struct RouteParameter: Sendable {
    enum Form: Sendable {
        case integer(ClosedRange<Int>)
        /// `true` or `false`.
        case flag
        case text(maximumLength: Int)
    }

    let name: String
    let form: Form
    /// What it does, in words.
    let meaning: String

    init(_ name: String, _ form: Form, _ meaning: String) {
        self.name = name
        self.form = form
        self.meaning = meaning
    }

    /// Reads a value.
    func value(_ text: String) throws(ControlRefusal) -> ControlQuery.Value {
        switch form {
        case .integer(let range):
            guard let number = Int(text), range.contains(number) else {
                throw refusal("a whole number from \(range.lowerBound) to \(range.upperBound)")
            }
            return .integer(number)
        case .flag:
            guard let flag = Bool(text) else {
                throw refusal("true or false")
            }
            return .flag(flag)
        case .text(let maximum):
            guard !text.isEmpty, text.unicodeScalars.count <= maximum else {
                throw refusal("a text of 1 to \(maximum) characters")
            }
            return .text(text)
        }
    }

    private func refusal(_ wanted: String) -> ControlRefusal {
        ControlRefusal(.parameterInvalid, "The parameter \(name) must be \(wanted).")
    }
}
