/// A refusal of a whole call: what the client is told, and what only the log is told.
package struct APIError: Error, Sendable {
    /// What kind of refusal it is.
    package let code: ErrorCode
    /// What goes to `ErrorCode`: the number of the code, or one that an app's backend has chosen.
    package let number: Int
    /// The text that goes to `ErrorInfo`: the original's words where they are known, otherwise ``reason``.
    package let text: String
    /// Why, for the log: English, names the field and the reason, safe for any client.
    package let reason: String
    /// What lies behind the refusal.
    ///
    /// It is written to the log and never leaves the server.
    package let cause: (any Error)?
    /// Writes the payload of the few refusals that carry one, behind the envelope.
    package let payload: (@Sendable (inout JSONWriter) -> Void)?

    /// - Parameter reason: what the client is told too.
    package init(
        _ code: ErrorCode, _ reason: String, cause: (any Error)? = nil,
        payload: (@Sendable (inout JSONWriter) -> Void)? = nil
    ) {
        self.code = code
        number = code.rawValue
        text = reason
        self.reason = reason
        self.cause = cause
        self.payload = payload
    }

    /// A refusal in the original's words.
    ///
    /// - Parameter reason: what only the log is told.
    package init(_ known: KnownText, reason: String) {
        code = known.code
        number = known.code.rawValue
        text = known.rawValue
        self.reason = reason
        cause = nil
        payload = nil
    }

    /// The same refusal with more to its reason, and to its text where that is the reason.
    package func adding(_ hint: String) -> APIError {
        APIError(self, text: text == reason ? text + hint : text, reason: reason + hint)
    }

    private init(_ base: APIError, text: String, reason: String) {
        code = base.code
        number = base.number
        cause = base.cause
        payload = base.payload
        self.text = text
        self.reason = reason
    }

    /// A refusal that a fault makes on purpose, with any number and text.
    package init(ofFault number: Int, text: String) {
        code = ErrorCode(rawValue: number) ?? .internalError
        self.number = number
        self.text = text
        reason = text
        cause = nil
        payload = nil
    }

    /// A refusal by an app's backend, with a number and a text of its own.
    package init(ofBackend number: Int, text: String) {
        code = .refusedByBackend
        self.number = number
        self.text = text
        reason = "the app's backend has refused it with \(number)"
        cause = nil
        payload = nil
    }
}
