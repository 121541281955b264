import Groups
import Storage
import Wire

/// A store for which no account exists, whatever it is asked to create.
extension BrokenStore {
    func changeGlobalMute(
        of account: Account, in app: SDKAppID, by change: GlobalMuteChange, accounts: AccountPolicy, at now: UnixTime
    ) async throws(StoreError) -> Bool {
        try fail()
        return false
    }

    func globalMute(of account: Account, in app: SDKAppID) async throws(StoreError) -> GlobalMute? {
        try fail()
        return nil
    }

    func kick(
        _ account: Account, in app: SDKAppID, accounts: AccountPolicy, at now: UnixTime
    ) async throws(StoreError) -> Bool {
        try fail()
        return false
    }

    func kickTime(of account: Account, in app: SDKAppID) async throws(StoreError) -> UnixTime? {
        try fail()
        return nil
    }
}
