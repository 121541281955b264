import NIOCore
import Wire

/// The body of an answer on its way to the socket.
struct AnswerBody {
    /// Largest shared body that is copied behind its head: a write of its own costs more than copying so much.
    static let maximumCopiedBytes = 4096

    private enum Content {
        case bytes([UInt8])
        case buffer(ByteBuffer)
    }

    private let content: Content

    /// - Parameter command: the command that was called; `nil` when it is not known.
    init(_ outcome: Outcome, of command: CommandName?) {
        content =
            switch outcome {
            case .immediate(let buffer): .buffer(buffer)
            case .success, .failure, .status, .health: .bytes(outcome.body(of: command))
            }
    }

    var count: Int {
        switch content {
        case .bytes(let bytes): bytes.count
        case .buffer(let buffer): buffer.readableBytes
        }
    }

    /// What is written by itself, behind the head; `nil` when the body is copied.
    var shared: ByteBuffer? {
        guard case .buffer(let buffer) = content, buffer.readableBytes > Self.maximumCopiedBytes else {
            return nil
        }
        return buffer
    }

    /// Bytes that ``copy(into:)`` writes.
    var copiedCount: Int { shared == nil ? count : 0 }

    /// Writes a body that is not shared.
    func copy(into buffer: inout ByteBuffer) {
        switch content {
        case .bytes(let bytes): buffer.writeBytes(bytes)
        case .buffer(let bytes) where shared == nil: buffer.writeImmutableBuffer(bytes)
        case .buffer: break
        }
    }
}
