import Groups
import NIOCore
import Wire

/// The members of a group in list order, each field encoded as it stands in an answer, with its comma.
struct MemberFragments: Sendable {
    /// Bounds of one member: the beginning, the end of the account, then the end of each field.
    private static let stride = MemberField.table.count + 2

    private let bytes: ByteBuffer
    private let bounds: [UInt32]
    /// The custom fields of all members.
    private let customFields: [CustomFragment]
    /// How many of them belong to members up to each.
    private let customEnds: [UInt32]

    var byteCount: Int {
        bytes.capacity + bounds.count * 4 + customFields.count * 48 + customEnds.count * 4
    }

    fileprivate init(bytes: [UInt8], bounds: [UInt32], customFields: [CustomFragment], customEnds: [UInt32]) {
        self.bytes = ByteBuffer(bytes: bytes)
        self.bounds = bounds
        self.customFields = customFields
        self.customEnds = customEnds
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
                        customFields[firstCustom..<customEnd], of: keys, as: GroupInfoAnswer.memberKeys, from: bytes,
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
        var rest = fields.rawValue
        while rest != 0 {
            let place = first + 1 + rest.trailingZeroBitCount
            rest &= rest - 1
            if Int(bounds[place]) != end {
                buffer.writeBytes(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
                start = Int(bounds[place])
            }
            end = Int(bounds[place + 1])
        }
        buffer.writeBytes(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
    }

    /// Takes members one after the other.
    struct Builder: Sendable {
        private var writer = JSONWriter(capacity: 1024)
        private var bounds: [UInt32] = []
        private var customFields: [CustomFragment] = []
        private var customEnds: [UInt32] = []

        /// Bytes so far.
        var count: Int { writer.count }

        mutating func append(_ member: Member, at now: UnixTime) {
            // a closing brace makes the writer put a comma; the entry begins behind it
            let before = writer.count
            writer.beginMember(member)
            bounds.append(UInt32(before == 0 ? 0 : before + 1))
            bounds.append(UInt32(writer.count))
            for line in MemberField.table.indices {
                writer.memberFields(of: member, MemberFields(line: line), at: now)
                bounds.append(UInt32(writer.count))
            }
            customFields += writer.customFragments(member.customFields)
            customEnds.append(UInt32(customFields.count))
            writer.endObject()
        }

        func finish() -> MemberFragments {
            MemberFragments(
                bytes: writer.bytes, bounds: bounds, customFields: customFields, customEnds: customEnds)
        }
    }
}
