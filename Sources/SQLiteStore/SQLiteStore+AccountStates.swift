package import Groups
package import Storage
import StoreTransactions
package import Wire

extension SQLiteStore {
    package func changeGlobalMute(
        of account: Account, in scope: StoreScope, by change: GlobalMuteChange
    ) async throws(StoreError) -> Bool {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            guard try tables.accounts.admits(account, policy: scope.accounts, at: scope.now) else {
                return false
            }
            let mute = try change.apply(to: tables.globalMutes.mute(of: account))
            try tables.globalMutes.save(mute, of: account)
            return true
        }
    }

    package func globalMute(of account: Account, in scope: StoreScope) async throws(StoreError) -> GlobalMute? {
        try await reads.perform { database in
            let tables = AppTables(database, app: scope.app)
            guard try tables.accounts.existing(among: [account]).contains(account) else {
                return nil
            }
            return try tables.globalMutes.mute(of: account)
        }
    }

    package func kick(_ account: Account, in scope: StoreScope) async throws(StoreError) -> Bool {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            guard try tables.accounts.admits(account, policy: scope.accounts, at: scope.now) else {
                return false
            }
            try tables.accounts.recordKick(of: account, at: scope.now)
            return true
        }
    }

    package func kickTime(of account: Account, in scope: StoreScope) async throws(StoreError) -> UnixTime? {
        try await reads.perform { database in
            try AppTables(database, app: scope.app).accounts.kickTime(of: account)
        }
    }
}
