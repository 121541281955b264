package import NIOCore
package import Wire

/// The answer to a call that was answered from memory.
package enum ImmediateAnswer: Sendable {
    /// The whole answer as JSON; its bytes may be shared with other answers and with the memory they come from.
    case success(ByteBuffer)
    case failure(APIError)
}
