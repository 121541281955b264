import Apps
package import NIOCore
import Traces
package import Tracing
package import Wire

/// Carries calls out with a span for each, which what they do becomes a part of.
///
/// Calls that are answered from memory at once have none: a span would cost more than they do.
package struct TracedRunner: CommandRunner {
    private let base: any CommandRunner
    private let tracer: any Tracer

    package init(_ base: any CommandRunner, tracer: any Tracer) {
        self.base = base
        self.tracer = tracer
    }

    package var commands: [KnownCommand] { base.commands }

    package func immediateAnswer(to call: CommandCall, body: ByteBuffer) -> ImmediateAnswer? {
        base.immediateAnswer(to: call, body: body)
    }

    package func checkedAnswer(
        to call: CommandCall, body: ByteBuffer
    ) -> (@Sendable (_ body: [UInt8]) async throws(APIError) -> CheckedAnswer)? {
        guard let answer = base.checkedAnswer(to: call, body: body) else {
            return nil
        }
        return { (body) throws(APIError) in
            try await traced(call) { () async throws(APIError) in try await answer(body) }
        }
    }

    package func isBrief(_ call: CommandCall, bodyBytes: Int) -> Bool {
        base.isBrief(call, bodyBytes: bodyBytes)
    }

    package func answer(to call: CommandCall, body: [UInt8]) async throws(APIError) -> CommandAnswer {
        try await traced(call) { () async throws(APIError) in try await base.answer(to: call, body: body) }
    }

    private func traced<Value>(
        _ call: CommandCall, _ body: () async throws(APIError) -> Value
    ) async throws(APIError) -> Value {
        try await Traces.call(call.name.description, of: call.traceParent, by: tracer) {
            (span: any Span) async throws(APIError) -> Value in
            span.attributes["qun.sdkappid"] = Int64(call.app.sdkAppID.number)
            span.attributes["qun.caller"] = call.caller.text
            do throws(APIError) {
                let value = try await body()
                span.attributes["qun.code"] = Int64(0)
                return value
            } catch {
                span.attributes["qun.code"] = Int64(error.number)
                throw error
            }
        }
    }
}
