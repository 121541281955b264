import Foundation
import Wire

/// The fields of a line, each of which is taken once.
struct LineFields {
    /// What is wrong with a field.
    struct Defect: Error {
        /// `nil` for the line itself.
        let field: String?
        let reason: String
    }

    private let members: [(key: String, value: JSONValue)]
    private var isTaken: [Bool]
    /// Where the next field is, as long as they come in their order.
    private var next = 0

    /// - Throws: ``Defect``.
    init(_ line: ArraySlice<UInt8>) throws {
        let value: JSONValue
        do {
            value = try JSONParser.parse(line)
        } catch {
            throw Defect(field: nil, reason: "it is no JSON: \(error.reason), at byte \(error.offset)")
        }
        guard case .object(let object) = value else {
            throw Defect(field: nil, reason: "it must be an object, and is \(value.kind)")
        }
        self.init(object)
    }

    init(_ object: JSONObject) {
        members = object.members
        isTaken = [Bool](repeating: false, count: members.count)
    }

    /// The value of a field; `nil` where it is missing.
    mutating func take(_ name: String) -> JSONValue? {
        let isNext = next < members.count && members[next].key.hasSameBytes(as: name)
        guard let place = isNext ? next : members.firstIndex(where: { $0.key.hasSameBytes(as: name) }), !isTaken[place]
        else {
            return nil
        }
        isTaken[place] = true
        next = place + 1
        return members[place].value
    }

    /// - Throws: ``Defect`` for a field that nobody has taken.
    func end() throws {
        if let place = isTaken.firstIndex(of: false) {
            throw Defect(field: members[place].key, reason: "it is unknown here, or given twice")
        }
    }

    // MARK: Values

    mutating func string(_ name: String) throws -> String? {
        switch take(name) {
        case nil: nil
        case .string(let text)?: text
        case let value?: throw Defect(field: name, reason: "it must be a text, and is \(value.kind)")
        }
    }

    mutating func integer(_ name: String) throws -> Int64? {
        switch take(name) {
        case nil: nil
        case .integer(let number)?: number
        case .decimal?: throw Defect(field: name, reason: "it must be a whole number of 64 bits")
        case let value?: throw Defect(field: name, reason: "it must be a number, and is \(value.kind)")
        }
    }

    mutating func bool(_ name: String) throws -> Bool? {
        switch take(name) {
        case nil: nil
        case .bool(let value)?: value
        case let value?: throw Defect(field: name, reason: "it must be true or false, and is \(value.kind)")
        }
    }

    mutating func array(_ name: String) throws -> [JSONValue]? {
        switch take(name) {
        case nil: nil
        case .array(let elements)?: elements
        case let value?: throw Defect(field: name, reason: "it must be a list, and is \(value.kind)")
        }
    }

    mutating func base64(_ name: String) throws -> [UInt8]? {
        guard let text = try string(name) else {
            return nil
        }
        guard let data = Data(base64Encoded: text), data.base64EncodedString() == text else {
            throw Defect(field: name, reason: "it must be bytes in base64, with padding")
        }
        return Array(data)
    }

    /// A text, or the bytes that the field of the same name with `Base64` at its end has.
    mutating func bytes(_ name: String) throws -> [UInt8]? {
        let text = try string(name)
        let bytes = try base64(name + FieldCoding.base64)
        guard text == nil || bytes == nil else {
            throw Defect(field: name, reason: "it is given twice, as a text and in base64")
        }
        return text.map { Array($0.utf8) } ?? bytes
    }
}
