package import Wire

/// The transactions on accounts; the promises of ``GroupStore`` hold.
package protocol AccountStore: Sendable {
    /// Creates accounts, or updates those that exist: a text that is present overwrites, an absent one stays.
    ///
    /// - Parameter accounts: in any order; of an account that stands twice the later texts count.
    func importAccounts(_ accounts: [AccountImport], in scope: StoreScope) async throws(StoreError)

    /// Which of the accounts exist.
    func existingAccounts(among accounts: [Account], in scope: StoreScope) async throws(StoreError) -> Set<Account>

    /// The accounts of an app from a name on, in the order of the bytes of their names.
    ///
    /// On PostgreSQL it looks at every account of the app; it is for people who look for one.
    ///
    /// - Parameters:
    ///   - name: where to begin, with the account of this name if there is one; empty begins with the first.
    ///   - limit: most accounts, at least 1.
    func accounts(from name: String, limit: Int, in scope: StoreScope) async throws(StoreError) -> [Account]

    /// Deletes accounts with all that hangs on them: memberships, ownerships, mutes, bans and profile.
    ///
    /// Groups stay; one whose owner is deleted has none afterwards. A group that loses a member records a change.
    ///
    /// - Returns: the accounts that existed.
    func deleteAccounts(_ accounts: [Account], in scope: StoreScope) async throws(StoreError) -> Set<Account>
}

/// An account to be created or updated; a `nil` text stays as it is.
package struct AccountImport: Sendable, Equatable {
    package let account: Account
    package let nick: String?
    package let faceURL: String?

    package init(account: Account, nick: String? = nil, faceURL: String? = nil) {
        self.account = account
        self.nick = nick
        self.faceURL = faceURL
    }
}

/// What a write does with an account that it names and that does not exist.
package enum AccountPolicy: Sendable {
    /// Refuse: the original's rule.
    case mustExist
    /// Create it in the same transaction.
    case importOnSight
}
