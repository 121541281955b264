package import Wire

/// The app of a ``SampleWorld``.
package let app = SDKAppID(1)
package let otherApp = SDKAppID(2)
package let alice = sampleAccount("alice")
package let bob = sampleAccount("bob")

/// The account of a name.
///
/// - Precondition: the text can be an account.
package func sampleAccount(_ text: String) -> Account {
    guard let account = Account(text) else {
        preconditionFailure("\(text) cannot be an account")
    }
    return account
}

/// The identifier of a group.
///
/// - Precondition: the text can be a group's identifier.
package func sampleGroup(_ text: String) -> GroupID {
    guard let id = GroupID(text) else {
        preconditionFailure("\(text) cannot be a group's identifier")
    }
    return id
}
