import Wire

/// A parameter in the path or the query of a route, or a field of its body.
struct RouteParameter: Sendable {
    enum Form: Sendable {
        case integer(ClosedRange<Int>)
        case number(ClosedRange<Double>)
        /// `true` or `false`.
        case flag
        case text(maximumLength: Int)
        case choice([String])
        /// A list of texts; in bodies only.
        case texts(maximumCount: Int, maximumLength: Int)
    }

    enum Value: Sendable, Equatable {
        case integer(Int)
        case number(Double)
        case flag(Bool)
        case text(String)
        case texts([String])
    }

    /// Where one stands in a request.
    enum Source {
        case path
        case query
        case body

        var whole: String {
            switch self {
            case .path: "path"
            case .query: "query"
            case .body: "body"
            }
        }

        var word: String { self == .body ? "field" : "parameter" }

        func refusal(_ message: String) -> ControlRefusal {
            ControlRefusal(self == .body ? .bodyInvalid : .parameterInvalid, message)
        }
    }

    let name: String
    let form: Form
    /// What it does, in words.
    let meaning: String
    /// Whether it must be there; what stands in a path always is.
    let isRequired: Bool

    init(_ name: String, _ form: Form, _ meaning: String, isRequired: Bool = false) {
        self.name = name
        self.form = form
        self.meaning = meaning
        self.isRequired = isRequired
    }
}

extension RouteParameter {
    /// Reads what stands in a path or in a query.
    func value(_ text: String, _ source: Source) throws(ControlRefusal) -> Value {
        switch form {
        case .integer(let range):
            guard let number = Int(text), range.contains(number) else {
                throw refusal(source)
            }
            return .integer(number)
        case .number(let range):
            guard let number = Double(text), range.contains(number) else {
                throw refusal(source)
            }
            return .number(number)
        case .flag:
            guard let flag = Bool(text) else {
                throw refusal(source)
            }
            return .flag(flag)
        case .text, .choice:
            guard takes(text) else {
                throw refusal(source)
            }
            return .text(text)
        case .texts:
            throw refusal(source)
        }
    }

    /// Reads a field of a body.
    func value(_ value: JSONValue) throws(ControlRefusal) -> Value {
        switch (form, value) {
        case (.integer(let range), .integer(let number)):
            if let number = Int(exactly: number), range.contains(number) {
                return .integer(number)
            }
        case (.number(let range), .integer(let number)) where range.contains(Double(number)):
            return .number(Double(number))
        case (.number(let range), .decimal(let number, _)) where range.contains(number):
            return .number(number)
        case (.flag, .bool(let flag)):
            return .flag(flag)
        case (.text, .string(let text)) where takes(text), (.choice, .string(let text)) where takes(text):
            return .text(text)
        case (.texts(let count, _), .array(let elements)) where elements.count <= count:
            let texts: [String] = elements.compactMap { element in
                guard case .string(let text) = element, takes(text) else {
                    return nil
                }
                return text
            }
            if texts.count == elements.count {
                return .texts(texts)
            }
        default:
            break
        }
        throw refusal(.body)
    }

    private func takes(_ text: String) -> Bool {
        switch form {
        case .text(let maximum), .texts(_, let maximum): !text.isEmpty && text.unicodeScalars.count <= maximum
        case .choice(let choices): choices.contains(text)
        case .integer, .number, .flag: false
        }
    }

    private func refusal(_ source: Source) -> ControlRefusal {
        source.refusal("The \(source.word) \(name) must be \(form.rule).")
    }
}

extension RouteParameter.Form {
    /// What a value must be, in words.
    var rule: String {
        switch self {
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .number(let range): "a number from \(range.lowerBound) to \(range.upperBound)"
        case .flag: "true or false"
        case .text(let maximum): "a text of 1 to \(maximum) characters"
        case .choice(let choices): choices.joined(separator: " or ")
        case .texts(let count, let maximum): "a list of at most \(count) texts of 1 to \(maximum) characters"
        }
    }

    /// Writes the schema object of OpenAPI.
    ///
    /// - Parameter meaning: in words; `nil` where it is said elsewhere.
    func writeSchema(to writer: inout JSONWriter, meaning: String? = nil) {
        writer.beginObject()
        switch self {
        case .integer(let range):
            writer.field("type", "integer")
            writer.field("minimum", range.lowerBound)
            writer.field("maximum", range.upperBound)
        case .number(let range):
            writer.field("type", "number")
            writer.key("minimum")
            writer.plain("\(range.lowerBound)")
            writer.key("maximum")
            writer.plain("\(range.upperBound)")
        case .flag:
            writer.field("type", "boolean")
        case .text(let maximum):
            writer.field("type", "string")
            writer.field("minLength", 1)
            writer.field("maxLength", maximum)
        case .choice(let choices):
            writer.field("type", "string")
            writer.field("enum", choices)
        case .texts(let count, let maximum):
            writer.field("type", "array")
            writer.field("maxItems", count)
            writer.key("items")
            Self.text(maximumLength: maximum).writeSchema(to: &writer)
        }
        if let meaning {
            writer.field("description", meaning)
        }
        writer.endObject()
    }
}
