import Digests
package import Wire

/// What shows a receiver that a request comes from the app's server.
///
/// - Source: protocol reference file 50, section 2.
package struct WebhookSignature: Sendable, Equatable {
    /// `RequestTime`, in seconds since 1970.
    ///
    /// Receivers refuse one that is more than a minute away from their clock.
    package let requestTime: Int64
    /// `Sign`: SHA-256 of token and time, in lower-case hex digits.
    package let sign: String

    /// - Parameter moment: of the sending, by the server's clock, whenever the event was.
    package init(token: Secret, at moment: UnixTime) {
        requestTime = moment.seconds
        sign = SHA256Digest(of: Array((token.revealed + String(moment.seconds)).utf8)).description
    }
}
