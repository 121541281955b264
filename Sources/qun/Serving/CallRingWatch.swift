import Control
import Gateway

/// Puts the calls of the API into the ring that the control port shows.
struct CallRingWatch: CallWatch {
    let ring: CallRing
    /// Milliseconds since 1970.
    let now: @Sendable () -> Int64

    var bodyBytes: Int { ring.bodyBytes }

    func note(_ call: CallRecord) {
        var recorded = RecordedCall(
            time: now(), sdkAppID: call.sdkAppID, command: call.command, caller: call.caller, code: call.code,
            reason: call.reason, note: call.note, durationMicroseconds: call.durationMicroseconds,
            requestBytes: call.requestBytes, answerBytes: call.answerBytes, peer: call.peer, fault: call.fault)
        recorded.bodies = call.bodies.map { RecordedCall.Bodies(request: $0.request, answer: $0.answer) }
        ring.add(recorded)
    }
}
