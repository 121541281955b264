import Commands
import Storage
import Testing
import Wire

/// The example of a command, with which its declared fields are tried.
struct SampleBody {
    /// A body that has to be refused, with the place that the refusal has to name.
    struct Wrong {
        let text: String
        let place: String
    }

    /// The fields of a request that must have one of them, whichever; leaving out the example's leaves none.
    private static let alternatives: Set<String> = ["AccountList", "Accounts"]

    private let body: JSONObject
    private let fields: FieldList

    init(of entry: CommandEntry) throws {
        fields = entry.fields
        guard case .object(let body) = try JSONParser.parse(Array(entry.reference.example.utf8)) else {
            throw APIError(.malformedJSON, "\(entry.name) has an example that is no object")
        }
        self.body = body
    }

    /// The example with one field that holds what it must not hold, for each field and each way to be wrong.
    func wrongBodies(under limits: StoreLimits) -> [Wrong] {
        Self.wrongObjects(body, of: fields, place: "", under: limits).map { wrong in
            Wrong(text: Self.text(wrong.object), place: wrong.place)
        }
    }

    /// The example without one of the fields that it has, for each field but those of which it must have one.
    func bodiesWithoutAField() -> [(text: String, place: String, isRequired: Bool)] {
        fields.facts.compactMap { facts in
            guard let name = Self.name(of: facts, in: body), !Self.alternatives.contains(name) else {
                return nil
            }
            let isRequired = facts.isRequired || Self.fieldsOfChoices.contains(name)
            return (Self.text(body.replacing(name, by: nil)), facts.name.description, isRequired)
        }
    }

    /// Fields that are required only by what another field of the example says, as their meanings tell.
    private static let fieldsOfChoices: Set<String> = ["ExtensionList"]

    private static func wrongObjects(
        _ object: JSONObject, of fields: FieldList, place: String, under limits: StoreLimits
    ) -> [(object: JSONObject, place: String)] {
        fields.facts.flatMap { facts -> [(object: JSONObject, place: String)] in
            let name = name(of: facts, in: object) ?? facts.name.description
            let wrong = wrongValues(for: facts.form, under: limits).map { (value: $0, place: place + name) }
            let inner = innerValues(facts.form, object.value(name), place: place + name, under: limits)
            return (wrong + inner).map { (object.replacing(name, by: $0.value), $0.place) }
        }
    }

    /// Values that a form rules out as a whole.
    private static func wrongValues(for form: FieldForm, under limits: StoreLimits) -> [JSONValue] {
        switch form {
        case .text(nil), .account, .name: [.array([]), .bool(true)]
        case .text(let limit?):
            [.array([]), .string(String(repeating: "x", count: limit.number(under: limits) + 1))]
        case .integer(let range):
            [.array([]), .string("x")] + (range.upperBound < .max ? [.integer(range.upperBound + 1)] : [])
                + (range.lowerBound > .min ? [.integer(min(-1, range.lowerBound - 1))] : [])
        case .flag: [.integer(2), .string("x")]
        case .choice: [.string("no such choice"), .integer(7)]
        case .list: [.integer(7), .string("x")]
        case .object, .kept: [.integer(7), .array([])]
        case .messageBody: [.integer(7), .array([]), .array([.integer(7)])]
        case .anything: []
        }
    }

    /// The example's value with something wrong inside.
    private static func innerValues(
        _ form: FieldForm, _ value: JSONValue?, place: String, under limits: StoreLimits
    ) -> [(value: JSONValue, place: String)] {
        if case (.list(let element, let limit?), .array(let elements)) = (form, value), let first = elements.first {
            let many = JSONValue.array(Array(repeating: first, count: limit.number(under: limits) + 1))
            return [(many, place)] + innerValues(.list(of: element, atMost: nil), value, place: place, under: limits)
        }
        return switch (form, value) {
        case (.object(let fields), .object(let object)):
            wrongObjects(object, of: fields, place: "\(place).", under: limits).map { (.object($0.object), $0.place) }
        case (.list(.object(let fields), _), .array(let elements)):
            elements.first.map { element -> [(value: JSONValue, place: String)] in
                guard case .object(let object) = element else {
                    return []
                }
                return wrongObjects(object, of: fields, place: "\(place)[0].", under: limits).map {
                    (.array([.object($0.object)] + elements.dropFirst()), $0.place)
                }
            } ?? []
        case (.list(let form, _), .array(let elements)) where !elements.isEmpty:
            wrongValues(for: form, under: limits).map { (.array([$0] + elements.dropFirst()), place) }
        default: []
        }
    }

    private static func name(of facts: FieldFacts, in object: JSONObject) -> String? {
        [facts.name.description, facts.otherName?.name.description].compactMap(\.self).first { object.value($0) != nil }
    }

    private static func text(_ object: JSONObject) -> String {
        var writer = JSONWriter()
        writer.value(.object(object))
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension JSONObject {
    fileprivate func value(_ name: String) -> JSONValue? {
        members.last { $0.key == name }?.value
    }

    /// The object with another value of a member, which is put at the end where it is not there; `nil` takes it away.
    fileprivate func replacing(_ name: String, by value: JSONValue?) -> JSONObject {
        var object = JSONObject()
        for member in members where member.key != name {
            object.append(key: member.key, value: member.value)
        }
        if let value {
            object.append(key: name, value: value)
        }
        return object
    }
}
