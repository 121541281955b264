import Groups
import NIOCore
import Wire

/// The members of a group in list order, each field encoded as it stands in an answer, with its comma.
struct MemberFragments: Sendable {
    private static let nameCardBit = 7
    /// Bounds of one member: the beginning, the end of the account, then the end of each field.
    private static let stride = nameCardBit + 3

    private let bytes: ByteBuffer
    private let bounds: [UInt32]
    /// The custom fields of all members.
    private let customFields: [CustomFragment]
    /// How many of them belong to members up to each.
    private let customEnds: [UInt32]
    /// Whether each member's name card is set.
    private let hasNameCard: [Bool]

    var byteCount: Int {
        bytes.capacity + bounds.count * 4 + customFields.count * 48 + customEnds.count * 4 + hasNameCard.count
    }

    fileprivate init(
        bytes: [UInt8], bounds: [UInt32], customFields: [CustomFragment], customEnds: [UInt32], hasNameCard: [Bool]
    ) {
        self.bytes = ByteBuffer(bytes: bytes)
        self.bounds = bounds
        self.customFields = customFields
        self.customEnds = customEnds
        self.hasNameCard = hasNameCard
    }

    /// Writes the entries of all members as far as they fit, with commas between them.
    ///
    /// - Parameter maximumBytes: of the buffer.
    func write(_ selection: MemberSelection, into buffer: inout ByteBuffer, upTo maximumBytes: Int) {
        bytes.withUnsafeReadableBytes { bytes in
            var firstCustom = 0
            for member in customEnds.indices where buffer.readableBytes <= maximumBytes {
                if member > 0 {
                    buffer.writeInteger(UInt8(ascii: ","))
                }
                write(member, selection.fields, from: bytes, into: &buffer)
                let customEnd = Int(customEnds[member])
                if let keys = selection.keys {
                    CustomFragment.write(
                        customFields[firstCustom..<customEnd], of: keys, as: "AppMemberDefinedData", from: bytes,
                        into: &buffer)
                }
                firstCustom = customEnd
                buffer.writeInteger(UInt8(ascii: "}"))
            }
        }
    }

    /// Writes a member's open entry; fields that stand side by side are copied together.
    private func write(
        _ member: Int, _ fields: MemberFields, from bytes: UnsafeRawBufferPointer, into buffer: inout ByteBuffer
    ) {
        let first = member * Self.stride
        var start = Int(bounds[first])
        var end = Int(bounds[first + 1])
        for bit in 0...Self.nameCardBit {
            let isWanted =
                fields.rawValue & 1 << UInt16(bit) != 0
                || (bit == Self.nameCardBit && fields.contains(.nameCardIfSet) && hasNameCard[member])
            let next = Int(bounds[first + bit + 2])
            if isWanted, Int(bounds[first + bit + 1]) == end {
                end = next
            } else if isWanted {
                buffer.writeBytes(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
                start = Int(bounds[first + bit + 1])
                end = next
            }
        }
        buffer.writeBytes(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
    }

    /// Takes members one after the other.
    struct Builder: Sendable {
        private var writer = JSONWriter(capacity: 1024)
        private var bounds: [UInt32] = []
        private var customFields: [CustomFragment] = []
        private var customEnds: [UInt32] = []
        private var hasNameCard: [Bool] = []

        /// Bytes so far.
        var count: Int { writer.count }

        mutating func append(_ member: Member, at now: UnixTime) {
            // a closing brace makes the writer put a comma; the entry begins behind it
            let before = writer.count
            writer.beginObject()
            bounds.append(UInt32(before == 0 ? 0 : before + 1))
            writer.field("Member_Account", member.account.text)
            bounds.append(UInt32(writer.count))
            for bit in 0...MemberFragments.nameCardBit {
                writer.memberFields(of: member, MemberFields(rawValue: 1 << UInt16(bit)), at: now)
                bounds.append(UInt32(writer.count))
            }
            customFields += writer.customFragments(member.customFields)
            customEnds.append(UInt32(customFields.count))
            hasNameCard.append(!member.nameCard.isEmpty)
            writer.endObject()
        }

        func finish() -> MemberFragments {
            MemberFragments(
                bytes: writer.bytes, bounds: bounds, customFields: customFields, customEnds: customEnds,
                hasNameCard: hasNameCard)
        }
    }
}
