import Apps
import Commands
import Logging
import Wire

extension ControlSources {
    /// Calls a command, and shows the call beside those of the API, with who made it.
    ///
    /// - Returns: the protocol's answer, of a refusal too.
    func call(_ call: CommandCall, body: [UInt8], from request: ControlRequest) async -> [UInt8] {
        let start = uptime()
        var refusal: APIError?
        var note: String?
        let answer: [UInt8]
        do throws(APIError) {
            let carriedOut = try await apps.runner.answer(to: call, body: body)
            answer = carriedOut.bytes
            note = carriedOut.note
        } catch {
            refusal = error
            answer = Envelope.failure(error, of: call.name.service)
        }
        let user = request.claims.isBrowser ? "console" : "control port"
        let code = refusal?.number ?? 0
        var recorded = RecordedCall(
            time: now().seconds * 1_000, sdkAppID: call.app.sdkAppID, command: call.name, caller: call.caller,
            code: code, reason: refusal?.reason, note: note,
            durationMicroseconds: Int64((uptime() - start) / .microseconds(1)), requestBytes: body.count,
            answerBytes: answer.count, peer: "\(user) \(request.address)")
        if calls.bodyBytes > 0 {
            recorded.bodies = RecordedCall.Bodies(
                request: Array(body.prefix(calls.bodyBytes)), answer: Array(answer.prefix(calls.bodyBytes)))
        }
        calls.add(recorded)
        var metadata: Logger.Metadata = [
            "user": "\(user)", "peer": "\(request.address)", "sdkappid": "\(call.app.sdkAppID)",
            "command": "\(call.name)", "caller": "\(call.caller.text)", "code": .stringConvertible(code),
        ]
        metadata["reason"] = refusal.map { "\($0.reason)" }
        apps.surroundings.logger.info("call by the control port", metadata: metadata)
        return answer
    }
}
