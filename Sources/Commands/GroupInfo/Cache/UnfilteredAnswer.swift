import Apps
import NIOCore
import Wire

/// The whole answer to an unfiltered request for one group.
struct UnfilteredAnswer: Sendable {
    /// What stands before the first group's entry.
    static let opening = #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"GroupInfo":["#.utf8
    /// What stands behind the last one.
    static let closing = "]}".utf8

    let bytes: ByteBuffer
    /// Which of the unfiltered answers it is.
    let variant: Variant

    /// Appends the group's entry alone.
    func writeEntry(into buffer: inout ByteBuffer) {
        bytes.withUnsafeReadableBytes { bytes in
            let entry = bytes[Self.opening.count..<(bytes.count - Self.closing.count)]
            _ = buffer.writeBytes(UnsafeRawBufferPointer(rebasing: entry))
        }
    }

    /// What decides which fields an unfiltered answer has.
    struct Variant: Sendable, Equatable {
        private let number: UInt8

        init(_ app: AppSettings) {
            let profile: UInt8 =
                switch app.fieldProfile {
                case .seed: 0
                case .current: 1
                }
            number = profile << 1 | (app.answersLegacyNames ? 1 : 0)
        }
    }
}
