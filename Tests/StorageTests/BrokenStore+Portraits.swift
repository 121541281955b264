import Groups
import Storage
import Wire

extension BrokenStore {
    func portraits(
        of accounts: [Account], in scope: StoreScope
    ) async throws(StoreError) -> [Account: [String: PortraitValue]] {
        try fail()
        return Dictionary(uniqueKeysWithValues: self.accounts.map { ($0, [:]) })
    }

    func changePortrait(
        of account: Account, in scope: StoreScope, by items: [PortraitItem]
    ) async throws(StoreError) -> Bool {
        try fail()
        return false
    }
}
