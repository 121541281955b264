package import Wire

/// What the reference says of a command beside the fields of its request.
package struct CommandReference: Sendable {
    /// What the command does, in one sentence.
    package let summary: Wording
    /// What else callers have to know, such as the group types that it is for; a sentence or two each.
    package let notes: [Wording]
    /// The codes by which the command refuses a call, or an entry of a list, beside ``commonCodes`` and the service's code
    /// for an invalid parameter.
    package let codes: [ErrorCode]
    /// A body that the command takes in the world of the reference, JSON in one line.
    package let example: String

    /// The codes by which any call may be refused, whatever its command, but for the service's code for an internal fault.
    package static let commonCodes: [ErrorCode] = [
        .malformedHTTP, .malformedJSON, .identifierMissing, .userSigMissing, .invalidSDKAppID, .sdkAppIDMissing,
        .accountNotAString, .serviceTimeout, .unknownResource, .unknownCommand, .administratorRequired,
        .callRateExceeded, .appRateExceeded, .appDisabled, .commandDisabled, .requestForbidden, .userSigExpired,
        .userSigEmpty, .userSigMalformed, .userSigMismatch, .identifierMismatch, .sdkAppIDMismatch, .keyMissing,
        .appNotFound, .tooManyFailedSignatures,
    ]

    init(_ summary: Wording, notes: [Wording] = [], codes: [ErrorCode] = [], example: String) {
        self.summary = summary
        self.notes = notes
        self.codes = codes
        self.example = example
    }
}
