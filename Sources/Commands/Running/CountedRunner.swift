package import Apps
package import NIOCore
package import Wire

/// Carries calls out as long as their apps are there, and counts them, so that no app is dropped under them.
///
/// Calls that are answered from memory write nothing and are not counted.
package struct CountedRunner: CommandRunner {
    private let base: any CommandRunner
    private let calls: AppCalls

    package init(_ base: any CommandRunner, calls: AppCalls) {
        self.base = base
        self.calls = calls
    }

    package var commands: [KnownCommand] { base.commands }

    package func immediateAnswer(to call: CommandCall, body: ByteBuffer) -> ImmediateAnswer? {
        base.immediateAnswer(to: call, body: body)
    }

    package func checkedAnswer(
        to call: CommandCall, body: ByteBuffer
    ) -> (@Sendable (_ body: [UInt8]) async throws(APIError) -> CheckedAnswer)? {
        base.checkedAnswer(to: call, body: body)
    }

    package func isBrief(_ call: CommandCall, bodyBytes: Int) -> Bool {
        base.isBrief(call, bodyBytes: bodyBytes)
    }

    /// - Throws: ``ErrorCode/appNotFound`` for a call that was let in before its app was dropped.
    package func answer(to call: CommandCall, body: [UInt8]) async throws(APIError) -> CommandAnswer {
        let app = call.app
        guard calls.begin(app) else {
            throw APIError(.appNotFound, "sdkappid is not an app of this server: it has been dropped")
        }
        defer { calls.end(app) }
        return try await base.answer(to: call, body: body)
    }
}
