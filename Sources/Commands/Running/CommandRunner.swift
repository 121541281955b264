package import NIOCore
package import Wire

/// What carries calls out, as every door sees it.
package protocol CommandRunner: Sendable {
    /// Every command that can be called.
    var commands: [KnownCommand] { get }

    /// Answers a call at once, from memory, or returns `nil` when it has to be carried out.
    ///
    /// It is called on an event loop and must neither block nor take long.
    func immediateAnswer(to call: CommandCall, body: ByteBuffer) -> ImmediateAnswer?

    /// Finds the answer to a call in memory, which must be compared with the store before it is given; `nil` where it is not
    /// there.
    ///
    /// It is called as ``immediateAnswer(to:body:)``, and what it returns takes so little of a processor as a brief call.
    ///
    /// - Returns: what compares and answers, from memory or by carrying the call out.
    func checkedAnswer(
        to call: CommandCall, body: ByteBuffer
    ) -> (@Sendable (_ body: [UInt8]) async throws(APIError) -> CheckedAnswer)?

    /// Whether carrying a call out takes so little of a processor that it is done on the event loop, which costs less than
    /// a switch to another thread and back. What it waits for, it waits for elsewhere.
    func isBrief(_ call: CommandCall, bodyBytes: Int) -> Bool

    /// Carries a call out.
    ///
    /// - Throws: the refusal of the whole call.
    func answer(to call: CommandCall, body: [UInt8]) async throws(APIError) -> CommandAnswer
}

extension CommandRunner {
    package func immediateAnswer(to call: CommandCall, body: ByteBuffer) -> ImmediateAnswer? { nil }

    package func checkedAnswer(
        to call: CommandCall, body: ByteBuffer
    ) -> (@Sendable (_ body: [UInt8]) async throws(APIError) -> CheckedAnswer)? { nil }

    package func isBrief(_ call: CommandCall, bodyBytes: Int) -> Bool { false }
}
