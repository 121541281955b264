package import Wire

extension CheckedStore {
    package func importAccounts(_ accounts: [AccountImport], in scope: StoreScope) async throws(StoreError) {
        do {
            try await base.importAccounts(accounts, in: scope)
        } catch {
            throw checked(error, declared: [])
        }
    }

    package func existingAccounts(
        among accounts: [Account], in scope: StoreScope
    ) async throws(StoreError) -> Set<Account> {
        do {
            let existing = try await base.existingAccounts(among: accounts, in: scope)
            check(existing.isSubset(of: accounts), "existingAccounts answers only with accounts that it was asked for")
            return existing
        } catch {
            throw checked(error, declared: [])
        }
    }

    package func accounts(from name: String, limit: Int, in scope: StoreScope) async throws(StoreError) -> [Account] {
        do {
            let accounts = try await base.accounts(from: name, limit: limit, in: scope)
            check(accounts.count <= limit, "accounts answers with no more accounts than wanted")
            check(Set(accounts).count == accounts.count, "accounts answers with an account once")
            return accounts
        } catch {
            throw checked(error, declared: [])
        }
    }

    package func deleteAccounts(_ accounts: [Account], in scope: StoreScope) async throws(StoreError) -> Set<Account> {
        do {
            let deleted = try await base.deleteAccounts(accounts, in: scope)
            check(deleted.isSubset(of: accounts), "deleteAccounts answers only with accounts that it was asked for")
            return deleted
        } catch {
            throw checked(error, declared: [])
        }
    }
}
