import Groups
import Storage
import Wire

extension BrokenStore {
    func portraits(
        of accounts: [Account], in app: SDKAppID
    ) async throws(StoreError) -> [Account: [String: PortraitValue]] {
        try fail()
        return Dictionary(uniqueKeysWithValues: self.accounts.map { ($0, [:]) })
    }

    func changePortrait(
        of account: Account, in app: SDKAppID, by items: [PortraitItem], accounts: AccountPolicy, at now: UnixTime
    ) async throws(StoreError) -> Bool {
        try fail()
        return false
    }
}
