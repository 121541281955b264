package import Wire

/// Why a store did not do what it was asked.
package enum StoreError: Error, Sendable {
    /// A rule forbids it; the client is told so.
    case refused(APIError)
    /// The database cannot be used, or failed; nothing has changed.
    case unavailable(any Error)
}

extension StoreError {
    /// What a caller is told of an error inside a transaction: an `APIError` is a refusal, all else a failure.
    package init(_ error: any Error) {
        switch error {
        case let error as StoreError: self = error
        case let refusal as APIError: self = .refused(refusal)
        default: self = .unavailable(error)
        }
    }

    /// The error that the client gets, of a service whose internal faults have the given code.
    package func apiError(internalError: ErrorCode) -> APIError {
        switch self {
        case .refused(let refusal):
            refusal
        case .unavailable(let cause):
            APIError(internalError, "the store cannot be used at the moment; try again", cause: cause)
        }
    }
}
