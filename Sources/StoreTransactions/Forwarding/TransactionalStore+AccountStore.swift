package import Storage
package import Wire

extension TransactionalStore {
    package func importAccounts(_ accounts: [AccountImport], in scope: StoreScope) async throws(StoreError) {
        try await write(in: scope, about: .app) { try $0.importAccounts(accounts, in: scope) }
    }

    package func existingAccounts(among accounts: [Account], in scope: StoreScope) async throws(StoreError) -> Set<
        Account
    > {
        try await read(in: scope) { try $0.existingAccounts(among: accounts, in: scope) }
    }

    package func accounts(from name: String, limit: Int, in scope: StoreScope) async throws(StoreError) -> [Account] {
        try await read(in: scope) { try $0.accounts(from: name, limit: limit, in: scope) }
    }

    package func deleteAccounts(_ accounts: [Account], in scope: StoreScope) async throws(StoreError) -> Set<Account> {
        try await write(in: scope, about: .app) { try $0.deleteAccounts(accounts, in: scope) }
    }
}
