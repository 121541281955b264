import Apps
import NIOCore
import Wire

/// The whole answer to an unfiltered request for one group.
struct UnfilteredAnswer: Sendable {
    let bytes: ByteBuffer
    let variant: UnfilteredVariant

    /// Appends the group's entry alone.
    func writeEntry(into buffer: inout ByteBuffer) {
        bytes.withUnsafeReadableBytes { bytes in
            let entry = bytes[GroupInfoAnswer.opening.count..<(bytes.count - GroupInfoAnswer.closing.count)]
            _ = buffer.writeBytes(UnsafeRawBufferPointer(rebasing: entry))
        }
    }
}
