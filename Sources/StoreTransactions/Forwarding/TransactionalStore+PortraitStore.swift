package import Groups
package import Storage
package import Wire

extension TransactionalStore {
    package func portraits(of accounts: [Account], in scope: StoreScope) async throws(StoreError) -> [Account: [String:
        PortraitValue]]
    {
        try await read(in: scope) { try $0.portraits(of: accounts, in: scope) }
    }

    package func changePortrait(of account: Account, in scope: StoreScope, by items: [PortraitItem])
        async throws(StoreError) -> Bool
    {
        try await write(in: scope, about: .account(account)) {
            try $0.changePortrait(of: account, in: scope, by: items)
        }
    }
}
