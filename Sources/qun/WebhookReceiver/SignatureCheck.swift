import Webhooks
import Wire

/// What a receiver finds of the signature of a request.
///
/// - Source: protocol reference file 50, section 2.
enum SignatureCheck: String, Sendable {
    case valid
    /// `Sign` or `RequestTime` is absent.
    case missing
    /// `Sign` does not come from the token and `RequestTime`.
    case wrong
    /// `RequestTime` is too far away from the receiver's clock.
    case old
    /// There is a signature, and the receiver has no token.
    case unchecked

    /// Seconds between `RequestTime` and the receiver's clock that are allowed.
    static let tolerance: Int64 = 60

    /// - Parameter token: `nil` where the receiver has none.
    init(of event: ReceivedEvent, token: Secret?, at now: UnixTime) {
        guard let sign = event["Sign"], let time = event["RequestTime"] else {
            self = .missing
            return
        }
        guard let token else {
            self = .unchecked
            return
        }
        guard let seconds = Int64(time), String(seconds) == time,
            WebhookSignature(token: token, at: UnixTime(seconds: seconds)).sign == sign
        else {
            self = .wrong
            return
        }
        let allowed = now.seconds - Self.tolerance...now.seconds + Self.tolerance
        self = allowed.contains(seconds) ? .valid : .old
    }

    /// Why a receiver that has a token refuses; `nil` where it does not.
    var refusal: String? {
        switch self {
        case .valid, .unchecked: nil
        case .missing: "Sign or RequestTime is missing: the server has no token"
        case .wrong: "Sign does not fit token and RequestTime: the server has another token"
        case .old: "RequestTime is more than \(Self.tolerance) s away from this clock"
        }
    }
}
