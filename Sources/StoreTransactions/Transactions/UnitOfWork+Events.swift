import Groups
import Storage
import Wire

extension UnitOfWork {
    /// Tells what the transaction has done in a group.
    ///
    /// - Parameters:
    ///   - profile: of the group, which names it.
    ///   - operator: the account that the call names as the one that makes the change; `nil` means the caller.
    func tell(
        _ kind: @autoclosure () -> GroupEvent.Kind, in profile: GroupProfile, by operator: Account? = nil,
        _ scope: StoreScope
    ) {
        tell(.group(GroupEvent(in: profile, at: scope.now, by: `operator` ?? scope.caller, kind())), scope)
    }

    /// Tells what the transaction has done with an account, apart from groups.
    func tell(_ kind: @autoclosure () -> AccountEvent.Kind, of account: Account, _ scope: StoreScope) {
        tell(.account(AccountEvent(account, at: scope.now, by: scope.caller, kind())), scope)
    }
}
