import NIOSSL

/// Why a TLS handshake has failed, in words for those who read the log.
struct HandshakeFailure {
    let reason: String
    /// As the library has it; `nil` where that says no more.
    let cause: String?

    init(_ reason: String) {
        self.reason = reason
        cause = nil
    }

    init(_ error: any Error) {
        let text = "\(error)"
        // the library gives no other sign of what it was
        let known = Self.known.first { text.contains($0.mark) }
        reason = known?.words ?? text
        cause = known == nil ? nil : text
    }

    /// What the library calls the usual reasons, in its text of an error.
    private static let known: [(mark: String, words: String)] = [
        ("HTTP_REQUEST", "the client speaks HTTP without TLS at the port for HTTPS"),
        ("WRONG_VERSION_NUMBER", "what the client sends is no TLS"),
        ("UNSUPPORTED_PROTOCOL", "the client has no version of TLS from 1.2 on"),
        ("NO_SHARED_CIPHER", "the client has no cipher that the server has"),
        ("UNKNOWN_CA", "the client does not trust the authority of the server's certificate"),
        ("CERTIFICATE_EXPIRED", "the client holds the server's certificate to have ended; is its clock right?"),
        ("CERTIFICATE_UNKNOWN", "the client does not take the server's certificate"),
        ("BAD_CERTIFICATE", "the client does not take the server's certificate"),
        ("EOF during handshake", "the client has gone"),
        ("eofDuringHandshake", "the client has gone"),
        ("uncleanShutdown", "the client has gone"),
    ]
}
