/// How a value of a column stands in a record.
package enum FieldCoding: Sendable {
    /// An identifier of an account.
    case account
    /// As ``account``; missing means none.
    case accountOrNone
    case group
    case groupOrNone
    case topic
    /// Missing means the group itself.
    case topicOrGroup
    /// As ``topicOrGroup``, where the group may be missing too.
    case topicOfOptionalGroup
    case permissionGroup
    /// A text; missing means an empty one.
    case text
    /// As ``text``, and bytes that are none.
    case bytes(missing: Missing)
    /// A whole number; missing means 0.
    case integer(ClosedRange<Int64>)
    /// A whole number of any size that 64 bits hold; missing means none.
    case integerOrNone
    /// A word of the protocol, by the number that stores keep.
    case word([Int64: String])
    /// 1; missing means 0.
    case number01
    /// `true`; missing means `false`.
    case bool
    /// A field for each bit of a number, `true`; missing means `false`.
    case flags([(bit: Int64, name: String)])
    /// A list of objects with `Key` and `Value`; missing means an empty one.
    case pairs
    /// The elements of a message, or the object of what the server has put into a history; missing means none.
    case messageBody
    /// Bytes, always in base64.
    case digest
    /// No field: what the role says.
    case rank

    /// What it means that a field is missing.
    package enum Missing: Sendable {
        /// Nothing: it must be there.
        case refused
        /// An empty text.
        case empty
        /// None at all.
        case none
    }
}

extension FieldCoding {
    /// A moment in seconds since 1970, 0 for never.
    static let time = FieldCoding.integer(0...(1 << 40))
    /// What counts up, without a bound of its own.
    static let count = FieldCoding.integer(0...(1 << 53))
    /// The number of a message in its conversation.
    static let seq = FieldCoding.integer(1...Int64(UInt32.max))
    static let random = FieldCoding.integer(0...Int64(UInt32.max))
    /// Rights.
    static let mask = FieldCoding.integer(.min ... .max)
    /// `On` or `Off`.
    static let onOff = FieldCoding.word([0: "Off", 1: "On"])

    /// How it is written, for documents.
    package var description: String {
        switch self {
        case .account, .group, .topic, .permissionGroup: "an identifier"
        case .accountOrNone, .groupOrNone, .topicOrGroup, .topicOfOptionalGroup: "an identifier, or missing"
        case .text: "a text"
        case .bytes(missing: .none): "a text or bytes, or missing"
        case .bytes: "a text or bytes"
        case .integer: "a number"
        case .integerOrNone: "a number, or missing"
        case .word(let words): words.sorted { $0.key < $1.key }.map { "`\($0.value)`" }.joined(separator: ", ")
        case .number01: "1, or missing"
        case .bool, .flags: "`true`, or missing"
        case .pairs: "a list of pairs"
        case .messageBody: "a list of elements or an object, or missing"
        case .digest: "bytes in base64"
        case .rank: ""
        }
    }

    /// The names of the fields that a field of this name has.
    package func names(_ name: String) -> [String] {
        switch self {
        case .rank: []
        case .flags(let flags): flags.map(\.name)
        case .digest: [name + Self.base64]
        default: [name]
        }
    }

    /// The end of the name of a field whose bytes are in base64.
    static let base64 = "Base64"
}
