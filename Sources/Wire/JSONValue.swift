/// A parsed JSON value.
package enum JSONValue: Sendable {
    case null
    case bool(Bool)
    /// A number without fraction and exponent that fits 64 bits.
    case integer(Int64)
    /// Every other number; what the text spells may be more exact than the value.
    case decimal(Double, literal: String)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    package var isNumber: Bool {
        switch self {
        case .integer, .decimal: true
        case .null, .bool, .string, .array, .object: false
        }
    }

    /// The kind of value in words, for error texts.
    package var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .integer, .decimal: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

/// The members of a JSON object, in the order of the text.
package struct JSONObject: Sendable {
    /// All members; a key may be given twice.
    package private(set) var members: [(key: String, value: JSONValue)] = []
    /// So many keys are compared with each other; more are looked up.
    private static let fewMembers = 16

    package init() {}

    package mutating func append(key: String, value: JSONValue) {
        members.append((key, value))
    }

    /// A key that is given again; `nil` when all differ.
    package var repeatedKey: String? {
        var seen: Set<[UInt8]> = []
        return members.first { !seen.insert(Array($0.key.utf8)).inserted }?.key
    }

    /// Calls `body` with every member that counts: of a key given twice the last one.
    package func forEach(_ body: (_ key: String, _ value: JSONValue) -> Void) {
        guard members.count > Self.fewMembers else {
            for (position, member) in members.enumerated()
            where !members[(position + 1)...].contains(where: { $0.key.hasSameBytes(as: member.key) }) {
                body(member.key, member.value)
            }
            return
        }
        var lasts: [[UInt8]: Int] = [:]
        for (position, member) in members.enumerated() {
            lasts[Array(member.key.utf8)] = position
        }
        for (position, member) in members.enumerated() where lasts[Array(member.key.utf8)] == position {
            body(member.key, member.value)
        }
    }

    /// The object with the members that count, each with the value that the body returns for it, in the same order.
    ///
    /// - Parameter newValue: `nil` leaves the member out.
    package func replacingValues(_ newValue: (_ key: String, _ value: JSONValue) -> JSONValue?) -> JSONObject {
        var object = JSONObject()
        forEach { key, value in
            if let value = newValue(key, value) {
                object.append(key: key, value: value)
            }
        }
        return object
    }

    /// The value of a member; `nil` when the member is absent or `null`.
    ///
    /// Of a key given twice the last one counts.
    package subscript(key: StaticString) -> JSONValue? {
        let found = members.last { $0.key.utf8.isSpelled(key) }?.value
        if case .null = found {
            return nil
        }
        return found
    }
}
