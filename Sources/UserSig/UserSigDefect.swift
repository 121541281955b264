package import Wire

/// Why a UserSig is not accepted.
package enum UserSigDefect: Error, Equatable, Sendable {
    /// The text is empty.
    case empty
    /// The text is longer than ``UserSig/maximumTextBytes``.
    case tooLong
    /// The text is not base64 in the alphabet of a UserSig.
    case notBase64
    /// The packed bytes are no zlib stream, are cut off, or fail their checksum.
    case notCompressed
    /// The content would be larger than ``UserSig/maximumContentBytes``.
    case contentTooLarge
    /// Bytes follow the end of the zlib stream.
    case trailingBytes
    /// The content is not a JSON object.
    case notJSON
    /// The content is of version 1 of the scheme, which signs with a key pair.
    case outdatedScheme
    /// A member of the document is missing, has the wrong type, or holds what no signer writes.
    case member(name: String, expected: String)
    /// The signature was made for another app.
    case sdkAppIDMismatch
    /// The signature was made for another account.
    case identifierMismatch
    /// The app has no secret key.
    case keyMissing
    /// The moment of signing lies further ahead than ``UserSig/maximumLead``, or so far that no expiry can be told.
    case signedInFuture
    /// The signature ran out at this moment.
    case expired(at: UnixTime)
    /// The signature is not the one that the app's key gives.
    case signatureMismatch

    /// The code that goes to `ErrorCode`.
    ///
    /// - Source: protocol reference file 00, 4.5.
    package var code: ErrorCode {
        switch self {
        case .empty: .userSigEmpty
        case .tooLong, .notBase64, .notCompressed, .contentTooLarge, .trailingBytes, .notJSON, .outdatedScheme, .member:
            .userSigMalformed
        case .sdkAppIDMismatch: .sdkAppIDMismatch
        case .identifierMismatch: .identifierMismatch
        case .keyMissing: .keyMissing
        case .expired: .userSigExpired
        case .signedInFuture, .signatureMismatch: .userSigMismatch
        }
    }

    /// The reason in words, safe for any client: it repeats nothing that the signature holds.
    package var text: String {
        switch self {
        case .empty: "usersig is empty"
        case .tooLong: "usersig is longer than \(UserSig.maximumTextBytes) bytes"
        case .notBase64: "usersig cannot be decoded: it is not base64 in the alphabet of a UserSig, or was cut off"
        case .notCompressed: "usersig cannot be decoded: its zlib stream is damaged, usually because it was cut off"
        case .contentTooLarge: "usersig cannot be decoded: its content is larger than any signer writes"
        case .trailingBytes: "usersig cannot be decoded: something was appended to it"
        case .notJSON: "usersig cannot be decoded: its content is not a JSON object"
        case .outdatedScheme: "usersig was made with the scheme in use until 2019; make it with the app's secret key"
        case .member(let name, let expected): "usersig cannot be used: its member \(name) must be \(expected)"
        case .sdkAppIDMismatch: "sdkappid of the URL is not the one that usersig was made for"
        case .identifierMismatch: "identifier of the URL is not the one that usersig was made for"
        case .keyMissing: "the app has no secret key, so no usersig can be checked"
        case .signedInFuture:
            "usersig was signed for a time more than a day ahead of the server's clock; check the clocks, and that "
                + "TLS.time is in seconds"
        case .expired(let moment): "usersig expired at \(moment.seconds) (Unix time); make a new one"
        case .signatureMismatch: "usersig does not verify; it was probably made with the key of another sdkappid"
        }
    }
}
