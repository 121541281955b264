import Storage
import Wire

extension StoreScope {
    /// The scope of most calls of the tests.
    static func sample(at now: UnixTime = .never, accounts: AccountPolicy = .mustExist) -> StoreScope {
        StoreScope(SDKAppID(1), at: now, accounts: accounts)
    }
}
