package import Groups
package import Wire

extension CheckedStore {
    package func changeGlobalMute(
        of account: Account, in app: SDKAppID, by change: GlobalMuteChange, accounts: AccountPolicy, at now: UnixTime
    ) async throws(StoreError) -> Bool {
        do {
            let exists = try await base.changeGlobalMute(
                of: account, in: app, by: change, accounts: accounts, at: now)
            check(exists || accounts == .mustExist, "changeGlobalMute creates accounts where the policy says so")
            return exists
        } catch {
            throw checked(error, declared: [])
        }
    }

    package func globalMute(of account: Account, in app: SDKAppID) async throws(StoreError) -> GlobalMute? {
        do {
            return try await base.globalMute(of: account, in: app)
        } catch {
            throw checked(error, declared: [])
        }
    }

    package func kick(
        _ account: Account, in app: SDKAppID, accounts: AccountPolicy, at now: UnixTime
    ) async throws(StoreError) -> Bool {
        do {
            let exists = try await base.kick(account, in: app, accounts: accounts, at: now)
            check(exists || accounts == .mustExist, "kick creates accounts where the policy says so")
            return exists
        } catch {
            throw checked(error, declared: [])
        }
    }

    package func kickTime(of account: Account, in app: SDKAppID) async throws(StoreError) -> UnixTime? {
        do {
            return try await base.kickTime(of: account, in: app)
        } catch {
            throw checked(error, declared: [])
        }
    }
}
