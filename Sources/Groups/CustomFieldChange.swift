package import Wire

/// A checked request to write custom fields: listed keys are set, an empty value deletes its key, others stay.
///
/// - Source: protocol reference file 10, section 6; decision 8 of the protocol reference.
package struct CustomFieldChange: Sendable, Equatable {
    /// The keys that an app has declared for a level; `nil` lets every key of valid syntax in.
    package typealias Declaration = [String]

    /// In request order, without those of undeclared keys; an empty value deletes its key.
    package let fields: [CustomField]
    private let declaration: Declaration?
    private let maximumFields: Int
    private let level: String

    /// A change that writes nothing.
    package static let none = CustomFieldChange(
        fields: [], declaration: nil, maximumFields: 0, level: "AppDefinedData")

    package var isEmpty: Bool { fields.isEmpty }

    private init(fields: [CustomField], declaration: Declaration?, maximumFields: Int, level: String) {
        self.fields = fields
        self.declaration = declaration
        self.maximumFields = maximumFields
        self.level = level
    }

    /// Checks the fields of a request for the group level.
    ///
    /// - Throws: ``ErrorCode/invalidParameter`` for a malformed key, a value that is too long, or when the app
    ///   declares keys and none of the request's is among them.
    package static func group(
        _ fields: [CustomField], declared: Declaration?, limits: GroupLimits
    ) throws(APIError) -> CustomFieldChange {
        try checked(
            fields, declared: declared, maximumFields: limits.groupFields, maximumBytes: limits.groupFieldBytes,
            level: "AppDefinedData")
    }

    /// Checks the fields of a request for the member level; otherwise as ``group(_:declared:limits:)``.
    package static func member(
        _ fields: [CustomField], declared: Declaration?, limits: GroupLimits
    ) throws(APIError) -> CustomFieldChange {
        try checked(
            fields, declared: declared, maximumFields: limits.memberFields, maximumBytes: limits.memberFieldBytes,
            level: "AppMemberDefinedData")
    }

    /// Applies the change to stored fields.
    ///
    /// The result is in the order of the declaration, or of first writing where there is none.
    ///
    /// - Throws: ``ErrorCode/invalidParameter`` when more fields would be stored than the level holds.
    package func apply(to stored: [CustomField]) throws(APIError) -> [CustomField] {
        var result = stored
        for field in fields {
            let index = result.firstIndex { $0.key == field.key }
            switch (index, field.value.isEmpty) {
            case (let index?, true): result.remove(at: index)
            case (let index?, false): result[index] = field
            case (nil, true): break
            case (nil, false): result.append(field)
            }
        }
        guard result.count <= maximumFields || result.count <= stored.count else {
            throw APIError(.invalidParameter, "\(level) would hold more than \(maximumFields) keys")
        }
        guard let declaration else {
            return result
        }
        let rank = { (field: CustomField) in declaration.firstIndex(of: field.key) ?? declaration.count }
        return result.enumerated()
            .sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
            .map(\.element)
    }

    private static func checked(
        _ fields: [CustomField],
        declared: Declaration?,
        maximumFields: Int,
        maximumBytes: Int,
        level: String
    ) throws(APIError) -> CustomFieldChange {
        for field in fields {
            guard CustomField.isKey(field.key) else {
                throw APIError(
                    .invalidParameter, "\(level) holds a Key that is not 1 to 16 letters, digits or underscores")
            }
            guard field.value.utf8.count <= maximumBytes else {
                throw APIError(
                    .invalidParameter, "\(level) key \(field.key) has a Value longer than \(maximumBytes) bytes")
            }
        }
        let known = fields.filter { declared?.contains($0.key) ?? true }
        guard !known.isEmpty || fields.isEmpty else {
            throw APIError(.noDeclaredKey, reason: "\(level) holds none of the keys that the app declares")
        }
        return CustomFieldChange(fields: known, declaration: declared, maximumFields: maximumFields, level: level)
    }
}
