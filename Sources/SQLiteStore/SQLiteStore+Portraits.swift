package import Groups
package import Storage
import StoreTransactions
package import Wire

extension SQLiteStore {
    package func portraits(
        of accounts: [Account], in scope: StoreScope
    ) async throws(StoreError) -> [Account: [String: PortraitValue]] {
        try await reads.perform { database in
            let tables = AppTables(database, app: scope.app)
            var portraits: [Account: [String: PortraitValue]] = [:]
            for account in Set(accounts) {
                guard let texts = try tables.accounts.texts(of: account) else {
                    continue
                }
                var portrait = try tables.portraits.all(of: account)
                portrait[PortraitField.nickTag] = texts.nick.map { .text($0) }
                portrait[PortraitField.imageTag] = texts.faceURL.map { .text($0) }
                portraits[account] = portrait
            }
            return portraits
        }
    }

    package func changePortrait(
        of account: Account, in scope: StoreScope, by items: [PortraitItem]
    ) async throws(StoreError) -> Bool {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            guard try tables.accounts.admits(account, policy: scope.accounts, at: scope.now) else {
                return false
            }
            for item in items {
                switch (item.tag, item.value) {
                case (PortraitField.nickTag, .text(let text)):
                    try tables.accounts.createOrUpdate(AccountImport(account: account, nick: text), at: scope.now)
                case (PortraitField.imageTag, .text(let text)):
                    try tables.accounts.createOrUpdate(AccountImport(account: account, faceURL: text), at: scope.now)
                default:
                    try tables.portraits.save(item, of: account)
                }
            }
            return true
        }
    }
}
