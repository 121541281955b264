import Wire

/// The fields of a rule in JSON; one that is `null` counts as absent.
struct RuleFields {
    private let object: JSONObject

    /// - Throws: for anything but an object, and for fields that are unknown or given twice.
    init(parsing text: some Sequence<UInt8>, known: [String]) throws(FaultRuleError) {
        let value: JSONValue
        do {
            value = try JSONParser.parse(text)
        } catch {
            throw FaultRuleError("The rule is no JSON: \(error.reason) at byte \(error.offset).")
        }
        guard case .object(let object) = value else {
            throw FaultRuleError("The rule must be an object of JSON.")
        }
        guard object.members.allSatisfy({ member in known.contains { $0.hasSameBytes(as: member.key) } }) else {
            throw FaultRuleError("The rule has a field that is unknown; known: \(known.joined(separator: ", ")).")
        }
        if let key = object.repeatedKey {
            throw FaultRuleError("The field \(key) is given twice.")
        }
        self.object = object
    }

    func isGiven(_ name: StaticString) -> Bool { object[name] != nil }

    func integer(_ name: StaticString, in range: ClosedRange<Int>) throws(FaultRuleError) -> Int? {
        guard let value = object[name] else {
            return nil
        }
        guard case .integer(let number) = value, let number = Int(exactly: number), range.contains(number) else {
            throw refusal(name, "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func number(_ name: StaticString, in range: ClosedRange<Double>) throws(FaultRuleError) -> Double? {
        let number: Double
        switch object[name] {
        case nil: return nil
        case .integer(let whole): number = Double(whole)
        case .decimal(let decimal, _): number = decimal
        default: number = .nan
        }
        guard range.contains(number) else {
            throw refusal(name, "a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A time in seconds.
    func time(_ name: StaticString, in range: ClosedRange<Double>) throws(FaultRuleError) -> Duration? {
        try number(name, in: range).map { .seconds($0) }
    }

    func text(_ name: StaticString, maximumLength: Int) throws(FaultRuleError) -> String? {
        guard let value = object[name] else {
            return nil
        }
        guard case .string(let text) = value, !text.isEmpty, text.unicodeScalars.count <= maximumLength else {
            throw refusal(name, "a text of 1 to \(maximumLength) characters")
        }
        return text
    }

    func flag(_ name: StaticString) throws(FaultRuleError) -> Bool {
        switch object[name] {
        case nil: return false
        case .bool(let flag): return flag
        default: throw refusal(name, "true or false")
        }
    }

    /// A field of a text that has to mean something.
    func value<Value>(
        _ name: StaticString, maximumLength: Int, _ rule: String, _ make: (String) -> Value?
    ) throws(FaultRuleError) -> Value? {
        guard let text = try text(name, maximumLength: maximumLength) else {
            return nil
        }
        guard let value = make(text) else {
            throw refusal(name, rule)
        }
        return value
    }

    func refusal(_ name: StaticString, _ rule: String) -> FaultRuleError {
        FaultRuleError("The field \(name) must be \(rule).")
    }
}
