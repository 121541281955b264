import Groups
import NIOCore
import Wire

/// The base fields and custom fields of a group, each encoded as it stands in an answer, with its comma.
struct BaseFragments: Sendable {
    private let bytes: ByteBuffer
    /// Where the fields begin, in the order of ``BaseField/table``, and where the last one ends.
    private let bounds: [Int]
    private let customFields: [CustomFragment]

    var byteCount: Int { bytes.capacity + bounds.count * 8 + customFields.count * 48 }

    init(_ profile: GroupProfile, app: SDKAppID) {
        var writer = JSONWriter(capacity: 1024)
        writer.beginGroup(profile.id)
        var bounds = [writer.count]
        for line in BaseField.table.indices {
            writer.baseFields(of: profile, BaseFields(line: line), app: app)
            bounds.append(writer.count)
        }
        customFields = writer.customFragments(profile.customFields)
        bytes = ByteBuffer(bytes: writer.bytes)
        self.bounds = bounds
    }

    /// Writes the open entry: identifier, codes, and the fields that a selection names.
    ///
    /// Fields that stand side by side are copied together.
    func write(_ selection: GroupInfoSelection, into buffer: inout ByteBuffer) {
        bytes.withUnsafeReadableBytes { bytes in
            var start = 0
            var end = bounds[0]
            var rest = selection.base.rawValue
            while rest != 0 {
                let line = rest.trailingZeroBitCount
                rest &= rest - 1
                if bounds[line] != end {
                    buffer.writeBytes(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
                    start = bounds[line]
                }
                end = bounds[line + 1]
            }
            buffer.writeBytes(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
            if let keys = selection.groupKeys {
                CustomFragment.write(
                    customFields[...], of: keys, as: GroupInfoAnswer.groupKeys, from: bytes, into: &buffer)
            }
        }
    }
}
