package import Groups
package import Wire

extension CheckedStore {
    package func portraits(
        of accounts: [Account], in scope: StoreScope
    ) async throws(StoreError) -> [Account: [String: PortraitValue]] {
        do {
            let portraits = try await base.portraits(of: accounts, in: scope)
            check(
                Set(portraits.keys).isSubset(of: accounts),
                "portraits answers only with accounts that it was asked for")
            return portraits
        } catch {
            throw checked(error, declared: [])
        }
    }

    package func changePortrait(
        of account: Account, in scope: StoreScope, by items: [PortraitItem]
    ) async throws(StoreError) -> Bool {
        do {
            let exists = try await base.changePortrait(of: account, in: scope, by: items)
            check(exists || scope.accounts == .mustExist, "changePortrait creates accounts where the policy says so")
            return exists
        } catch {
            throw checked(error, declared: [])
        }
    }
}
