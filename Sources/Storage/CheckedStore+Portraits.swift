package import Groups
package import Wire

extension CheckedStore {
    package func portraits(
        of accounts: [Account], in app: SDKAppID
    ) async throws(StoreError) -> [Account: [String: PortraitValue]] {
        do {
            let portraits = try await base.portraits(of: accounts, in: app)
            check(
                Set(portraits.keys).isSubset(of: accounts),
                "portraits answers only with accounts that it was asked for")
            return portraits
        } catch {
            throw checked(error, declared: [])
        }
    }

    package func changePortrait(
        of account: Account, in app: SDKAppID, by items: [PortraitItem], accounts: AccountPolicy, at now: UnixTime
    ) async throws(StoreError) -> Bool {
        do {
            let exists = try await base.changePortrait(of: account, in: app, by: items, accounts: accounts, at: now)
            check(exists || accounts == .mustExist, "changePortrait creates accounts where the policy says so")
            return exists
        } catch {
            throw checked(error, declared: [])
        }
    }
}
