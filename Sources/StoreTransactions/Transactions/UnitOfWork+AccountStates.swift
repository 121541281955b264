import Groups
import Storage
import Wire

extension UnitOfWork {
    func changeGlobalMute(of account: Account, in scope: StoreScope, by change: GlobalMuteChange) throws -> Bool {
        globalMutes.prefetch(account)
        guard try admits(account, in: scope) else {
            return false
        }
        let mute = try globalMutes.find(account) ?? .none
        let changed = change.apply(to: mute)
        globalMutes.set(changed, for: account)
        if changed != mute {
            tell(.globalMuteChanged(changed), of: account, scope)
        }
        return true
    }

    func globalMute(of account: Account, in scope: StoreScope) throws -> GlobalMute? {
        globalMutes.prefetch(account)
        guard try accounts.find(account) != nil else {
            return nil
        }
        return try globalMutes.find(account) ?? GlobalMute.none
    }

    /// Writes the moment of a kick, unless another call has written a later one.
    func kick(_ account: Account, in scope: StoreScope) throws -> Bool {
        guard try admits(account, in: scope), var row = try accounts.find(account) else {
            return false
        }
        row.kickTime = scope.now.notBefore(row.kickTime)
        accounts.set(row, for: account)
        tell(.kicked, of: account, scope)
        return true
    }

    func kickTime(of account: Account, in scope: StoreScope) throws -> UnixTime? {
        try accounts.find(account)?.kickTime
    }
}
