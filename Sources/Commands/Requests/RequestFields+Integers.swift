import Wire

/// Integers, read alike in every command.
///
/// Unless the app is strict a decimal string is the number that it spells, and a number with a fraction of zero, such as
/// `3.0`, the integer; the log notes it.
///
/// - Source: decision 23 of the protocol reference.
extension RequestFields {
    /// A whole number in a range; `nil` when absent.
    func integer(_ name: StaticString, in range: ClosedRange<Int64>) throws(APIError) -> Int64? {
        guard let value = meaningful(name) else {
            return nil
        }
        return try integer(value, of: name, in: range)
    }

    /// A whole number in a range.
    func requiredInteger(_ name: StaticString, in range: ClosedRange<Int64>) throws(APIError) -> Int64 {
        try required(name, try integer(name, in: range))
    }

    /// A whole number in a range that means nothing at 0; `nil` when absent, and unless the app is strict when 0.
    ///
    /// Typed clients send 0 for what they leave out.
    ///
    /// - Source: decision 22 of the protocol reference.
    func optionalInteger(_ name: StaticString, in range: ClosedRange<Int64>) throws(APIError) -> Int64? {
        isLenientZero(name) ? nil : try integer(name, in: range)
    }

    /// Whether a field holds 0, which a lenient reading may take for its absence.
    func isLenientZero(_ name: StaticString) -> Bool {
        isLenient && value(name).flatMap(wholeNumber) == 0
    }

    /// Reads the value of a field, or of an element of a list, as a whole number.
    ///
    /// - Parameter index: of the element; `nil` for the field itself.
    func integer(
        _ value: JSONValue, of name: StaticString, at index: Int? = nil, in range: ClosedRange<Int64>
    ) throws(APIError) -> Int64 {
        let element = index.map { "[\($0)]" } ?? ""
        let reason = element.isEmpty ? "" : "\(element) "
        guard spellsNumber(value) else {
            throw refusal(name, "\(reason)must be an integer, not \(value.kind)")
        }
        guard let number = wholeNumber(value), range.contains(number) else {
            throw refusal(name, "\(reason)must be an integer from \(range.lowerBound) to \(range.upperBound)")
        }
        if !isPlain(value) {
            notes.add(.looseInteger, at: "\(path)\(name)\(element)")
        }
        return number
    }

    private func spellsNumber(_ value: JSONValue) -> Bool {
        switch value {
        case .integer, .decimal: true
        case .string(let text): isLenient && text.isDecimal
        default: false
        }
    }

    /// The whole number that a value stands for; `nil` for a value that is none, or none of 64 bits.
    private func wholeNumber(_ value: JSONValue) -> Int64? {
        switch value {
        case .integer(let number): number
        case .decimal(_, literal: "-0"): 0
        // from this bound on a decimal may be the neighbour of the number that the text holds
        case .decimal(let decimal, _) where isLenient && decimal.magnitude < 0x1p53: Int64(exactly: decimal)
        case .string(let text) where isLenient && text.isDecimal: Int64(text)
        default: nil
        }
    }

    /// Whether a value is an integer as JSON has them.
    private func isPlain(_ value: JSONValue) -> Bool {
        switch value {
        case .integer, .decimal(_, literal: "-0"): true
        default: false
        }
    }
}

extension String {
    /// Whether the text is nothing but digits, with at most a minus before them.
    fileprivate var isDecimal: Bool {
        let digits = utf8.first == UInt8(ascii: "-") ? utf8.dropFirst() : utf8[...]
        return !digits.isEmpty && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
