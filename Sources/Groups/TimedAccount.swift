package import Wire

/// An account that is muted in a group, or banned from it, until a moment.
package struct TimedAccount: Sendable, Equatable {
    package let account: Account
    package let until: UnixTime

    package init(account: Account, until: UnixTime) {
        self.account = account
        self.until = until
    }
}
