/// A refusal of a whole call: what the client is told, and what only the log is told.
package struct APIError: Error, Sendable {
    /// The code that goes to `ErrorCode`.
    package let code: ErrorCode
    /// The text that goes to `ErrorInfo`: English, names the field and the reason, safe for any client.
    package let text: String
    /// What lies behind the refusal.
    ///
    /// It is written to the log and never leaves the server.
    package let cause: (any Error)?
    /// Writes the payload of the few refusals that carry one, behind the envelope.
    package let payload: (@Sendable (inout JSONWriter) -> Void)?

    package init(
        _ code: ErrorCode, _ text: String, cause: (any Error)? = nil,
        payload: (@Sendable (inout JSONWriter) -> Void)? = nil
    ) {
        self.code = code
        self.text = text
        self.cause = cause
        self.payload = payload
    }
}
