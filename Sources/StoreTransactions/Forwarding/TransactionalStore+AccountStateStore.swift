package import Groups
package import Storage
package import Wire

extension TransactionalStore {
    package func changeGlobalMute(of account: Account, in scope: StoreScope, by change: GlobalMuteChange)
        async throws(StoreError) -> Bool
    {
        try await write(in: scope, about: .account(account)) {
            try $0.changeGlobalMute(of: account, in: scope, by: change)
        }
    }

    package func globalMute(of account: Account, in scope: StoreScope) async throws(StoreError) -> GlobalMute? {
        try await read(in: scope) { try $0.globalMute(of: account, in: scope) }
    }

    package func kick(_ account: Account, in scope: StoreScope) async throws(StoreError) -> Bool {
        try await write(in: scope, about: .account(account)) { try $0.kick(account, in: scope) }
    }

    package func kickTime(of account: Account, in scope: StoreScope) async throws(StoreError) -> UnixTime? {
        try await read(in: scope) { try $0.kickTime(of: account, in: scope) }
    }
}
