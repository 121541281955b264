import NIOCore
import Wire

/// The whole answer to an unfiltered request for one group.
struct UnfilteredAnswer: Sendable {
    /// What stands before the first group's entry.
    static let opening = #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"GroupInfo":["#.utf8
    /// What stands behind the last one.
    static let closing = "]}".utf8

    let bytes: ByteBuffer
    /// What was not filtered.
    let selection: GroupInfoSelection

    /// The group's entry alone.
    var entry: ByteBuffer {
        let start = Self.opening.count
        let count = bytes.readableBytes - start - Self.closing.count
        return bytes.getSlice(at: bytes.readerIndex + start, length: count) ?? ByteBuffer()
    }
}
