package import Wire

extension CheckedStore {
    package func importAccounts(
        _ accounts: [AccountImport], in app: SDKAppID, at now: UnixTime
    ) async throws(StoreError) {
        do {
            try await base.importAccounts(accounts, in: app, at: now)
        } catch {
            throw checked(error, declared: [])
        }
    }

    package func existingAccounts(
        among accounts: [Account], in app: SDKAppID
    ) async throws(StoreError) -> Set<Account> {
        do {
            let existing = try await base.existingAccounts(among: accounts, in: app)
            check(existing.isSubset(of: accounts), "existingAccounts answers only with accounts that it was asked for")
            return existing
        } catch {
            throw checked(error, declared: [])
        }
    }

    package func deleteAccounts(
        _ accounts: [Account], in app: SDKAppID, at now: UnixTime
    ) async throws(StoreError) -> Set<Account> {
        do {
            let deleted = try await base.deleteAccounts(accounts, in: app, at: now)
            check(deleted.isSubset(of: accounts), "deleteAccounts answers only with accounts that it was asked for")
            return deleted
        } catch {
            throw checked(error, declared: [])
        }
    }
}
