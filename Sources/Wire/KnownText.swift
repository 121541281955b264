/// The texts of refusals whose words are known from the original, and which programs compare.
///
/// Each is the whole `ErrorInfo`. A raw value is the text, with the original's mistakes in spelling.
///
/// - Source: decision 14 of the protocol reference; file 30, 1.4, for undeclared keys.
package enum KnownText: String, Sendable {
    case groupNotFound = "this group does not exist"
    case groupIDInUse = "group id has be used!"
    case groupIDInUseBySameOwner = "group id has be used by youself!"
    case nameTooLong = "group name is too long"
    case introductionTooLong = "introduction is too long"
    case noDeclaredKey = "all defined key is invalid"

    /// The code that goes with the text.
    package var code: ErrorCode {
        switch self {
        case .groupNotFound: .groupNotFound
        case .groupIDInUse: .groupIDInUse
        case .groupIDInUseBySameOwner: .groupIDInUseBySameOwner
        case .nameTooLong, .introductionTooLong, .noDeclaredKey: .invalidParameter
        }
    }
}
