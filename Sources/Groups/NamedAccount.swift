package import Wire

/// An account with the texts that lists show of it.
package struct NamedAccount: Sendable, Equatable {
    package let account: Account
    /// Empty when unset.
    package let nickName: String
    /// The address of a picture; empty when unset.
    package let avatar: String

    package init(account: Account, nickName: String = "", avatar: String = "") {
        self.account = account
        self.nickName = nickName
        self.avatar = avatar
    }
}
