package import NIOCore
package import Wire

/// The answer to a call that was answered from memory.
package enum ImmediateAnswer: Sendable {
    /// The whole answer as JSON; its bytes may be shared with other answers and with the memory they come from.
    case success(ByteBuffer)
    case failure(APIError)
}

/// The answer to a call whose answer was in memory, and was compared with the store before it was given.
package enum CheckedAnswer: Sendable {
    /// What was in memory is so in the store.
    case kept(ImmediateAnswer)
    /// It is not, and the call was carried out.
    case carriedOut(CommandAnswer)

    /// Compares what is in memory with the store, and answers from there or carries the call out.
    ///
    /// - Throws: the refusal of the whole call.
    package typealias Check = @Sendable (_ body: [UInt8], CommandContext) async throws(APIError) -> CheckedAnswer
}
