import Apps
import Commands
import Faults
import NIOCore
import Wire

/// A fault that has hit a call, and what it still has to do.
///
/// An object, because few calls have one. Not thread-safe; it lives on its connection's event loop.
final class FaultInWork {
    /// The rule's number.
    let number: Int
    private let answer: CallEffect.Answer
    /// How long the outcome is to be held; zero once it has been.
    private var wait: Duration
    /// What is answered when the wait is over.
    private var held: Outcome?

    init(_ fault: CallFault) {
        number = fault.number
        answer = fault.effect.answer
        wait = fault.effect.wait
    }

    /// What the call is answered with in place of being carried out; `nil` where it is carried out.
    var outcome: Outcome? {
        switch answer {
        case .own, .drip, .cut(.after): nil
        case .code(let code, let info): .failure(APIError(ofFault: code, text: info))
        case .status(let status): .status(status)
        case .cut(.before):
            .failure(APIError(.serviceTimeout, "a fault has cut the connection before the call was carried out"))
        }
    }

    /// Whether the caller gets no answer.
    var cutsConnection: Bool {
        guard case .cut = answer else {
            return false
        }
        return true
    }

    /// What the log says of a call that was carried out, beside its outcome.
    var note: String? {
        answer == .cut(.after) ? "a fault has cut the connection after the call was carried out" : nil
    }

    /// How the answer is written, unless it is in one piece.
    var drip: (bytes: Int, pause: Duration)? {
        guard case .drip(let bytes, let pause) = answer else {
            return nil
        }
        return (bytes, pause)
    }

    /// Whether an outcome is held already; whatever else comes of the call is dropped.
    var holdsOutcome: Bool { held != nil }

    /// Holds an outcome, once.
    ///
    /// - Returns: for how long; `nil` where it is not held.
    func hold(_ outcome: Outcome) -> Duration? {
        guard wait > .zero else {
            return nil
        }
        defer { wait = .zero }
        held = outcome
        return wait
    }

    /// Hands over what is held.
    func takeOutcome() -> Outcome? {
        defer { held = nil }
        return held
    }
}

extension FaultRules {
    /// Finds the fault that hits a call, and counts the hit.
    func hit(_ call: CommandCall, body: ByteBuffer) -> FaultInWork? {
        let subject = CallSubject(app: call.app.sdkAppID, command: call.name, caller: call.caller)
        return hit(subject) { NamedGroups.find(in: body.readableBytesView) }.map(FaultInWork.init)
    }
}
