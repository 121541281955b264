package import Groups
package import Wire

/// The transactions on what an account may do in its app: global mutes and kicks; the promises of ``GroupStore`` hold.
package protocol AccountStateStore: Sendable {
    /// Mutes an account in all groups, in all one-to-one chats or in both, or lifts the mutes.
    ///
    /// - Returns: whether the account exists; nothing has changed where it does not.
    func changeGlobalMute(
        of account: Account, in scope: StoreScope, by change: GlobalMuteChange
    ) async throws(StoreError) -> Bool

    /// The global mute of an account, with ends that may have passed; `nil` where the account does not exist.
    func globalMute(of account: Account, in scope: StoreScope) async throws(StoreError) -> GlobalMute?

    /// Ends the logins of an account: signatures made up to now are no longer good for one.
    ///
    /// The moment does not move back when one call overtakes another, only when the clock has been set back.
    ///
    /// - Returns: whether the account exists; nothing has changed where it does not.
    func kick(_ account: Account, in scope: StoreScope) async throws(StoreError) -> Bool

    /// The moment of an account's last kick, ``UnixTime/never`` if there was none; `nil` where the account does not
    /// exist.
    func kickTime(of account: Account, in scope: StoreScope) async throws(StoreError) -> UnixTime?
}
