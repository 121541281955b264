import Groups
import Storage
import Wire

extension Identifier {
    /// Reads the identifier of what a request addresses.
    ///
    /// - Throws: ``ErrorCode/invalidGroupID`` for a text that could never be one.
    init(addressing text: String) throws(APIError) {
        guard let id = Self(text) else {
            throw APIError(
                .invalidGroupID,
                "\(Self.field): invalid \(Self.title), it must be 1 to \(Self.maximumBytes) bytes of printable ASCII")
        }
        self = id
    }
}

/// The accounts that a request names, told apart by whether any account can have the name.
struct RequestAccounts: Sendable {
    /// In request order.
    let accounts: [Account]
    /// How many names no account can have.
    private let impossibleCount: Int
    private let naming: AccountNaming

    /// - Parameter naming: of the app.
    init(_ names: [String], naming: AccountNaming) {
        accounts = names.compactMap(naming.account)
        impossibleCount = names.count - accounts.count
        self.naming = naming
    }

    /// Whether every name is one that an account can have.
    var allPossible: Bool { impossibleCount == 0 }

    /// Refuses names that no account can have, as accounts that do not exist.
    ///
    /// - Throws: ``ErrorCode/accountNotFound``.
    func checkPossible() throws(APIError) {
        guard allPossible else {
            throw APIError(
                .accountNotFound,
                "\(impossibleCount) account names cannot exist: a name must be \(naming.rule)")
        }
    }
}
