package import Groups
package import Wire

extension CheckedStore {
    package func changeGlobalMute(
        of account: Account, in scope: StoreScope, by change: GlobalMuteChange
    ) async throws(StoreError) -> Bool {
        do {
            let exists = try await base.changeGlobalMute(of: account, in: scope, by: change)
            check(exists || scope.accounts == .mustExist, "changeGlobalMute creates accounts where the policy says so")
            return exists
        } catch {
            throw checked(error, declared: [])
        }
    }

    package func globalMute(of account: Account, in scope: StoreScope) async throws(StoreError) -> GlobalMute? {
        do {
            return try await base.globalMute(of: account, in: scope)
        } catch {
            throw checked(error, declared: [])
        }
    }

    package func kick(_ account: Account, in scope: StoreScope) async throws(StoreError) -> Bool {
        do {
            let exists = try await base.kick(account, in: scope)
            check(exists || scope.accounts == .mustExist, "kick creates accounts where the policy says so")
            return exists
        } catch {
            throw checked(error, declared: [])
        }
    }

    package func kickTime(of account: Account, in scope: StoreScope) async throws(StoreError) -> UnixTime? {
        do {
            return try await base.kickTime(of: account, in: scope)
        } catch {
            throw checked(error, declared: [])
        }
    }
}
