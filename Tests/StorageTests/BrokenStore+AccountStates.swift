import Groups
import Storage
import Wire

/// A store for which no account exists, whatever it is asked to create.
extension BrokenStore {
    func changeGlobalMute(
        of account: Account, in scope: StoreScope, by change: GlobalMuteChange
    ) async throws(StoreError) -> Bool {
        try fail()
        return false
    }

    func globalMute(of account: Account, in scope: StoreScope) async throws(StoreError) -> GlobalMute? {
        try fail()
        return nil
    }

    func kick(_ account: Account, in scope: StoreScope) async throws(StoreError) -> Bool {
        try fail()
        return false
    }

    func kickTime(of account: Account, in scope: StoreScope) async throws(StoreError) -> UnixTime? {
        try fail()
        return nil
    }
}
