import Storage
import Wire

/// The cause of a failure: the store has been closed.
struct StoreClosed: Error, CustomStringConvertible {
    var description: String { "the store is closed" }
}

extension StoreError {
    /// What a caller is told of an error inside a transaction: an `APIError` is a refusal, all else a failure.
    init(_ error: any Error) {
        switch error {
        case let error as StoreError: self = error
        case let refusal as APIError: self = .refused(refusal)
        default: self = .unavailable(error)
        }
    }
}
