import Groups
import Storage
import Wire

extension StoreScope {
    /// The scope of most calls of the tests.
    static func sample(
        _ app: SDKAppID = SDKAppID(1), at now: UnixTime = .never, accounts: AccountPolicy = .mustExist,
        messages: MessageLimits = MessageLimits()
    ) -> StoreScope {
        StoreScope(app, at: now, accounts: accounts, limits: StoreLimits(messages: messages))
    }
}
