import Storage
import Wire

/// Reads the fields of one JSON object of a request.
///
/// Every refusal names the field, as it was sent, and the reason.
///
/// `null` counts as absent everywhere, and unless the app is strict an empty string counts as absent where a text
/// means nothing: for choices, numbers and identifiers that may be left out. What else is read leniently stands with
/// the numbers (`RequestFields+Integers.swift`) and with the fields of two names (`RequestFields+Spellings.swift`).
package struct RequestFields: Sendable {
    private let object: JSONObject
    /// Where the object stands in the body; `nil` for the body itself.
    private let place: FieldPlace?
    /// Whether the app is not strict.
    let isLenient: Bool
    /// What the log is told of the reading of the whole body.
    let notes: RequestNotes
    /// The sizes that fields may have.
    let limits: StoreLimits
    /// The fields that the object may have; `nil` for one that may have any.
    let declared: FieldList?
    private let invalid: ErrorCode

    /// Reads a body.
    ///
    /// - Parameters:
    ///   - declared: the fields that it may have.
    ///   - service: of the command, whose code refuses wrong fields.
    ///   - acceptsEmptyBody: whether an empty body means `{}`.
    ///   - isLenient: whether the app is not strict.
    /// - Throws: ``ErrorCode/malformedJSON`` when it is not JSON, the service's code for an invalid parameter when it is
    ///   JSON but not an object.
    init(
        body: [UInt8], declared: FieldList?, of service: Service, acceptsEmptyBody: Bool, isLenient: Bool,
        limits: StoreLimits
    ) throws(APIError) {
        self.declared = declared
        self.limits = limits
        invalid = service.invalidParameter
        place = nil
        self.isLenient = isLenient
        notes = RequestNotes()
        guard !(body.isEmpty && acceptsEmptyBody) else {
            object = JSONObject()
            return
        }
        guard case .object(let object) = try Self.parse(body) else {
            throw APIError(invalid, "the body must be a JSON object")
        }
        self.object = object
    }

    /// Reads an object that is part of no body.
    init(_ object: JSONObject, declared: FieldList, of service: Service, isLenient: Bool, limits: StoreLimits) {
        self.object = object
        self.declared = declared
        self.limits = limits
        place = nil
        self.isLenient = isLenient
        notes = RequestNotes()
        invalid = service.invalidParameter
    }

    private init(
        _ object: JSONObject, at place: FieldPlace?, declared: FieldList?, parent: RequestFields,
        invalid: ErrorCode? = nil
    ) {
        self.object = object
        self.place = place
        self.declared = declared
        limits = parent.limits
        isLenient = parent.isLenient
        notes = parent.notes
        self.invalid = invalid ?? parent.invalid
    }

    /// The fields of the object that are not declared, and those of objects in it.
    func unknownFields() -> [UnknownField] {
        declared.map { UnknownField.fields(of: object, notIn: $0, path: path) } ?? []
    }

    /// Where the object stands in the body: empty, or a place that ends with a dot.
    var path: String { place?.path ?? "" }

    /// The same fields, refused with another code than the service's for an invalid parameter.
    ///
    /// - Parameter code: `nil` keeps the code.
    func refusing(with code: ErrorCode?) -> RequestFields {
        RequestFields(object, at: place, declared: declared, parent: self, invalid: code)
    }

    private static func parse(_ body: [UInt8]) throws(APIError) -> JSONValue {
        guard !body.isEmpty else {
            throw APIError(.malformedJSON, "the body is empty; a call without arguments sends {}")
        }
        do {
            return try JSONParser.parse(body)
        } catch {
            throw APIError(.malformedJSON, "the body is not valid JSON: \(error.reason), at byte \(error.offset)")
        }
    }

    // MARK: Texts

    /// Any string; `nil` when absent.
    func string(_ name: StaticString) throws(APIError) -> String? {
        guard let value = object[name] else {
            return nil
        }
        guard case .string(let text) = value else {
            throw refusal(name, "must be a string, not \(value.kind)")
        }
        return text
    }

    func requiredString(_ name: StaticString) throws(APIError) -> String {
        try required(name, try string(name))
    }

    /// A text without NUL of at most so many bytes of UTF-8; `nil` when absent.
    ///
    /// - Parameter tooLong: the original's words for a text that is too long; `nil` where they are not known.
    func text(
        _ name: StaticString, maximumBytes: Int, tooLong: KnownText? = nil
    ) throws(APIError) -> String? {
        guard let text = try string(name) else {
            return nil
        }
        guard text.utf8.count <= maximumBytes else {
            let refusal = refusal(name, "is longer than \(maximumBytes) bytes")
            throw tooLong.map { APIError($0, reason: refusal.reason) } ?? refusal
        }
        guard !text.utf8.contains(0) else {
            throw refusal(name, "must not hold the character U+0000")
        }
        return text
    }

    /// A text that is not empty; otherwise as ``text(_:maximumBytes:tooLong:)``.
    func nonEmptyText(
        _ name: StaticString, maximumBytes: Int, tooLong: KnownText? = nil
    ) throws(APIError) -> String? {
        let text = try text(name, maximumBytes: maximumBytes, tooLong: tooLong)
        guard text?.isEmpty != true else {
            throw refusal(name, "must not be empty")
        }
        return text
    }

    // MARK: Switches and choices

    /// A switch written as 0 or 1, or as a boolean; `nil` when absent.
    func flag(_ name: StaticString) throws(APIError) -> Bool? {
        if case .bool(let flag) = object[name] {
            return flag
        }
        return try integer(name, in: 0...1).map { $0 == 1 }
    }

    /// A switch that means nothing when it is off; otherwise as ``flag(_:)``.
    ///
    /// - Source: decision 22 of the protocol reference.
    func optionalFlag(_ name: StaticString) throws(APIError) -> Bool? {
        let flag = try flag(name)
        return isLenient && flag == false ? nil : flag
    }

    /// One of the names of an enumeration; `nil` when absent.
    func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: StaticString, of type: Choice.Type
    ) throws(APIError) -> Choice? where Choice.RawValue == String {
        guard let value = meaningful(name) else {
            return nil
        }
        guard case .string(let text) = value, let choice = Choice(rawValue: text) else {
            let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw refusal(name, "must be one of \(names)")
        }
        return choice
    }

    /// A switch written as `On` or `Off`; `nil` when absent.
    func onOff(_ name: StaticString) throws(APIError) -> Bool? {
        try choice(name, of: OnOff.self).map { $0 == .on }
    }

    /// The role that a request gives a new member: `Admin` or `Member`, the latter when absent.
    func memberRole() throws(APIError) -> Role {
        let role = try choice("Role", of: Role.self) ?? .member
        guard role != .owner else {
            throw refusal("Role", "must be Admin or Member")
        }
        return role
    }

    /// A type that a list is filtered by; `nil` when absent.
    func groupType(_ name: StaticString) throws(APIError) -> GroupType? {
        isAbsent(name) ? nil : try requiredGroupType(name)
    }

    func requiredGroupType(_ name: StaticString) throws(APIError) -> GroupType {
        let text = try requiredString(name)
        guard let type = GroupType(requestName: text) else {
            let names = GroupType.allCases.map(\.rawValue).joined(separator: ", ")
            throw refusal(name, "must be one of \(names), Work, Meeting")
        }
        return type
    }

    // MARK: Identifiers

    /// The text of an account field; `nil` when absent.
    ///
    /// - Throws: ``ErrorCode/accountNotAString`` for any other JSON type.
    func accountName(_ name: StaticString) throws(APIError) -> String? {
        guard let value = object[name] else {
            return nil
        }
        return try accountName(value, at: "\(path)\(name)")
    }

    /// The texts of a list of accounts, in order; `nil` when absent.
    func accountNames(_ name: StaticString) throws(APIError) -> [String]? {
        guard let elements = try array(name) else {
            return nil
        }
        var names: [String] = []
        for (index, element) in elements.enumerated() {
            names.append(try accountName(element, at: "\(path)\(name)[\(index)]"))
        }
        return names
    }

    /// Whether an identifier that may be left out has been left out.
    func isAbsent(_ name: StaticString) -> Bool {
        meaningful(name) == nil
    }

    // MARK: Lists and objects

    /// The value of a field that may have several types; `nil` when absent.
    func value(_ name: StaticString) -> JSONValue? {
        object[name]
    }

    /// An object; `nil` when absent.
    ///
    /// - Parameter list: the fields that it may have; `nil` for any.
    func object(_ name: StaticString, of list: FieldList? = nil) throws(APIError) -> RequestFields? {
        guard let value = object[name] else {
            return nil
        }
        return try nested(value, of: list, in: FieldPlace(name, in: place))
    }

    /// A list of strings; `nil` when absent.
    func strings(_ name: StaticString) throws(APIError) -> [String]? {
        guard let elements = try array(name) else {
            return nil
        }
        var texts: [String] = []
        for (index, element) in elements.enumerated() {
            guard case .string(let text) = element else {
                throw refusal(name, "[\(index)] must be a string, not \(element.kind)")
            }
            texts.append(text)
        }
        return texts
    }

    /// A list of objects; `nil` when absent.
    ///
    /// - Parameter list: the fields that each may have; `nil` for any.
    func objects(_ name: StaticString, of list: FieldList? = nil) throws(APIError) -> [RequestFields]? {
        guard let elements = try array(name) else {
            return nil
        }
        var fields: [RequestFields] = []
        for (index, element) in elements.enumerated() {
            fields.append(try nested(element, of: list, in: FieldPlace(name, index: index, in: place)))
        }
        return fields
    }

    /// The entries of `AppDefinedData` or `AppMemberDefinedData`; empty when absent.
    func customFields(_ name: StaticString) throws(APIError) -> [CustomField] {
        var fields: [CustomField] = []
        for entry in try objects(name, of: CustomFieldEntry.fields) ?? [] {
            fields.append(
                CustomField(
                    key: try entry.read(CustomFieldEntry.key), value: try entry.read(CustomFieldEntry.value)))
        }
        return fields
    }

    /// The object with other values, as ``JSONObject/replacingValues(_:)`` makes them.
    func replacingValues(_ newValue: (_ key: String, _ value: JSONValue) -> JSONValue?) -> JSONObject {
        object.replacingValues(newValue)
    }

    // MARK: Refusals

    /// The value of a field that must not be absent.
    func required<Value>(_ name: StaticString, _ value: Value?) throws(APIError) -> Value {
        guard let value else {
            throw refusal(name, "is missing")
        }
        return value
    }

    /// The refusal of a field, with the service's code for an invalid parameter.
    func refusal(_ name: StaticString, _ reason: String) -> APIError {
        APIError(invalid, reason.hasPrefix("[") ? "\(path)\(name)\(reason)" : "\(path)\(name) \(reason)")
    }

    // MARK: -

    /// The elements of a list of any kind; `nil` when absent.
    func array(_ name: StaticString) throws(APIError) -> [JSONValue]? {
        guard let value = object[name] else {
            return nil
        }
        guard case .array(let elements) = value else {
            throw refusal(name, "must be an array, not \(value.kind)")
        }
        return elements
    }

    private func nested(
        _ value: JSONValue, of list: FieldList?, in place: FieldPlace
    ) throws(APIError) -> RequestFields {
        guard case .object(let object) = value else {
            throw APIError(invalid, "\(place.text) must be an object, not \(value.kind)")
        }
        return RequestFields(object, at: place, declared: list, parent: self)
    }

    private func accountName(
        _ value: JSONValue, at place: @autoclosure () -> String
    ) throws(APIError) -> String {
        guard case .string(let text) = value else {
            throw APIError(.accountNotAString, "\(place()) must be a string, not \(value.kind)")
        }
        return text
    }

    /// The value of a field for which an empty string may stand for its absence.
    func meaningful(_ name: StaticString) -> JSONValue? {
        guard let value = object[name] else {
            return nil
        }
        if isLenient, case .string("") = value {
            return nil
        }
        return value
    }

    func requiredNonEmpty<Element>(
        _ name: StaticString, _ elements: [Element]?
    ) throws(APIError) -> [Element] {
        let elements = try required(name, elements)
        guard !elements.isEmpty else {
            throw refusal(name, "must not be empty")
        }
        return elements
    }
}
