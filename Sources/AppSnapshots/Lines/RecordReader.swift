import StoreCopy
import Wire

/// Reads the row that a record tells.
struct RecordReader {
    private let form: RecordForm
    private var fields: LineFields

    /// - Parameter fields: those of the line, without its kind.
    init(_ fields: LineFields, _ form: RecordForm) {
        self.fields = fields
        self.form = form
    }

    /// - Parameter app: the one that the row is to belong to.
    /// - Throws: ``LineFields/Defect``.
    mutating func row(ofApp app: UInt32) throws -> CopiedRow {
        var row: CopiedRow = [.integer(Int64(app))]
        row.reserveCapacity(form.fields.count + 1)
        for field in form.fields {
            row.append(try value(field))
        }
        try fields.end()
        for (place, field) in form.fields.enumerated() {
            switch field.coding {
            case .rank:
                row[place + 1] = .integer(rank(in: row))
            case .topicOfOptionalGroup where row[place] == .null:
                guard row[place + 1].text.isEmpty else {
                    throw LineFields.Defect(field: field.name, reason: "it must have a GroupId beside it")
                }
                row[place + 1] = .null
            default:
                break
            }
        }
        return row
    }

    /// Lists of members begin with the owner.
    private func rank(in row: CopiedRow) -> Int64 {
        let place = form.fields.firstIndex { $0.column == "role" } ?? 0
        return row[place + 1] == .integer(0) ? 0 : 1
    }

    private mutating func value(_ field: RecordField) throws -> CopiedValue {
        let name = field.name
        switch field.coding {
        case .rank:
            return .null
        case .account:
            return try required(name, optional(name, "an identifier of an account") { Account.stored($0) != nil })
        case .accountOrNone:
            return try optional(name, "an identifier of an account") { Account.stored($0) != nil }
        case .group:
            return try required(name, optional(name, "an identifier of a group") { GroupID($0) != nil })
        case .groupOrNone:
            return try optional(name, "an identifier of a group") { GroupID($0) != nil }
        case .topic:
            return try required(name, optional(name, "an identifier of a topic") { TopicID($0) != nil })
        case .topicOrGroup, .topicOfOptionalGroup:
            let topic = try optional(name, "an identifier of a topic") { TopicID($0) != nil }
            return topic == .null ? .bytes([]) : topic
        case .permissionGroup:
            return try required(
                name, optional(name, "an identifier of a permission group") { PermissionGroupID($0) != nil })
        case .text:
            let bytes = try fields.bytes(name) ?? []
            guard String(validating: bytes, as: UTF8.self) != nil else {
                throw LineFields.Defect(field: name + FieldCoding.base64, reason: "its bytes must be UTF-8")
            }
            return .bytes(bytes)
        case .bytes(let missing):
            let bytes = try fields.bytes(name).map { CopiedValue.bytes($0) }
            switch missing {
            case .refused: return try required(name, bytes ?? .null)
            case .empty: return bytes ?? .bytes([])
            case .none: return bytes ?? .null
            }
        case .integer(let range):
            let number = try fields.integer(name) ?? 0
            guard range.contains(number) else {
                throw LineFields.Defect(
                    field: name, reason: "it must be from \(range.lowerBound) to \(range.upperBound)")
            }
            return .integer(number)
        case .integerOrNone:
            return try fields.integer(name).map { .integer($0) } ?? .null
        case .word(let words):
            return try .integer(code(name, words))
        case .number01:
            let number = try fields.integer(name) ?? 0
            guard number == 0 || number == 1 else {
                throw LineFields.Defect(field: name, reason: "it must be 0 or 1")
            }
            return .integer(number)
        case .bool:
            return .integer(try fields.bool(name) ?? false ? 1 : 0)
        case .flags(let flags):
            return .integer(try flags.reduce(0) { try fields.bool($1.name) ?? false ? $0 | $1.bit : $0 })
        case .pairs:
            return .bytes(try pairs(name))
        case .messageBody:
            return .bytes(try messageBody(name))
        case .digest:
            let bytes = try fields.base64(name + FieldCoding.base64)
            return try required(name + FieldCoding.base64, bytes.map { .bytes($0) } ?? .null)
        }
    }

    private func required(_ name: String, _ value: CopiedValue) throws -> CopiedValue {
        guard value != .null else {
            throw LineFields.Defect(field: name, reason: "it is missing")
        }
        return value
    }

    /// - Parameter kind: what the text must be.
    private mutating func optional(
        _ name: String, _ kind: String, _ isValid: (String) -> Bool
    ) throws -> CopiedValue {
        guard let text = try fields.string(name) else {
            return .null
        }
        guard isValid(text) else {
            throw LineFields.Defect(field: name, reason: "it must be \(kind)")
        }
        return .bytes(Array(text.utf8))
    }

    private mutating func code(_ name: String, _ words: [Int64: String]) throws -> Int64 {
        let word = try fields.string(name) ?? ""
        guard let code = words.first(where: { $0.value.hasSameBytes(as: word) })?.key else {
            let known = words.sorted { $0.key < $1.key }.map(\.value).joined(separator: ", ")
            throw LineFields.Defect(field: name, reason: "it must be one of \(known)")
        }
        return code
    }

    private mutating func pairs(_ name: String) throws -> [UInt8] {
        let pairs = try (fields.array(name) ?? []).map { element in
            guard case .object(let object) = element else {
                throw LineFields.Defect(field: name, reason: "each of it must be an object with Key and Value")
            }
            var members = LineFields(object)
            do {
                guard let key = try members.bytes("Key"), let value = try members.bytes("Value") else {
                    throw LineFields.Defect(field: nil, reason: "Key and Value must be there")
                }
                try members.end()
                return PairCoding.Pair(key: key, value: value)
            } catch let defect as LineFields.Defect {
                let field = [name, defect.field].compactMap(\.self).joined(separator: ".")
                throw LineFields.Defect(field: field, reason: defect.reason)
            }
        }
        guard let bytes = PairCoding.encode(pairs) else {
            throw LineFields.Defect(
                field: name,
                reason: "a Key has at most \(PairCoding.maximumKey) bytes, a Value \(PairCoding.maximumValue)")
        }
        return bytes
    }

    private mutating func messageBody(_ name: String) throws -> [UInt8] {
        let value = fields.take(name)
        let base64 = name + FieldCoding.base64
        let bytes = try fields.base64(base64)
        switch (value, bytes) {
        case (let value?, nil):
            guard value.isBody else {
                throw LineFields.Defect(field: name, reason: "it must be a list or an object, and is \(value.kind)")
            }
            var writer = JSONWriter()
            writer.value(value)
            return writer.bytes
        case (nil, let bytes?):
            // answers hold it as it is
            guard let parsed = try? JSONParser.parse(bytes), parsed.isBody else {
                throw LineFields.Defect(field: base64, reason: "its bytes must be a list or an object of JSON")
            }
            return bytes
        case (nil, nil):
            return []
        case (_?, _?):
            throw LineFields.Defect(field: name, reason: "it is given twice, as JSON and in base64")
        }
    }
}
