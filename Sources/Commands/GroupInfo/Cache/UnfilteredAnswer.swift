import Apps
import NIOCore
import Wire

/// The whole answer to an unfiltered request for one group.
///
/// - Concurrency: safe for use from any thread. `@unchecked` because of the pointer, which shows bytes that never change
///   and live as long as the value.
struct UnfilteredAnswer: @unchecked Sendable {
    let bytes: ByteBuffer
    let variant: UnfilteredVariant
    /// The group's entry alone; it stands in ``bytes``, and must not outlive the value.
    let entry: UnsafeRawBufferPointer

    init(_ answer: [UInt8], variant: UnfilteredVariant) {
        bytes = ByteBuffer(bytes: answer)
        self.variant = variant
        // the storage stays where it is while somebody keeps it, which `bytes` does
        entry = bytes.withUnsafeReadableBytesWithStorageManagement { bytes, _ in
            let entry = bytes[GroupInfoAnswer.opening.count..<(bytes.count - GroupInfoAnswer.closing.count)]
            return UnsafeRawBufferPointer(rebasing: entry)
        }
    }
}
