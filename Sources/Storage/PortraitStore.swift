package import Groups
package import Wire

/// The transactions on the profiles of accounts; the promises of ``GroupStore`` hold.
package protocol PortraitStore: Sendable {
    /// The profile fields of accounts that have been set, by tag.
    ///
    /// What ``AccountStore/importAccounts(_:in:)`` set as nickname and avatar has the tags
    /// ``PortraitField/nickTag`` and ``PortraitField/imageTag``.
    ///
    /// - Returns: an entry for each of the accounts that exists, which may be empty.
    func portraits(
        of accounts: [Account], in scope: StoreScope
    ) async throws(StoreError) -> [Account: [String: PortraitValue]]

    /// Sets profile fields of an account; the others stay.
    ///
    /// - Parameter items: checked by ``PortraitField``; of a tag that stands twice the later value counts.
    /// - Returns: whether the account exists; nothing has changed where it does not.
    func changePortrait(
        of account: Account, in scope: StoreScope, by items: [PortraitItem]
    ) async throws(StoreError) -> Bool
}
