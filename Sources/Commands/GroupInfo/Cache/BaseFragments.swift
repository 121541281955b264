import Groups
import NIOCore
import Wire

/// The base fields and custom fields of a group, each encoded as it stands in an answer, with its comma.
struct BaseFragments: Sendable {
    private static let fieldCount = 22

    private let bytes: ByteBuffer
    /// Where the fields begin, in the order of ``BaseFields``, and where the last one ends.
    private let bounds: [Int]
    private let customFields: [CustomFragment]

    var byteCount: Int { bytes.capacity + bounds.count * 8 + customFields.count * 48 }

    init(_ profile: GroupProfile, app: SDKAppID) {
        var writer = JSONWriter(capacity: 1024)
        writer.beginObject()
        writer.field("GroupId", profile.id.text)
        writer.raw(#","ErrorCode":0,"ErrorInfo":"""#)
        var bounds = [writer.count]
        for bit in 0..<Self.fieldCount {
            writer.baseFields(of: profile, BaseFields(rawValue: 1 << bit), app: app)
            bounds.append(writer.count)
        }
        customFields = writer.customFragments(profile.customFields)
        bytes = ByteBuffer(bytes: writer.bytes)
        self.bounds = bounds
    }

    /// Writes the open entry: identifier, codes, and the fields that a selection names.
    func write(_ selection: GroupInfoSelection, into buffer: inout ByteBuffer) {
        bytes.withUnsafeReadableBytes { bytes in
            buffer.writeBytes(UnsafeRawBufferPointer(rebasing: bytes[..<bounds[0]]))
            var rest = selection.base.rawValue
            while rest != 0 {
                let bit = rest.trailingZeroBitCount
                rest &= rest - 1
                if bit < Self.fieldCount {
                    buffer.writeBytes(UnsafeRawBufferPointer(rebasing: bytes[bounds[bit]..<bounds[bit + 1]]))
                }
            }
            if let keys = selection.groupKeys {
                CustomFragment.write(customFields[...], of: keys, as: "AppDefinedData", from: bytes, into: &buffer)
            }
        }
    }
}
