package import Wire

/// What a write is mainly about: a store that writes in several transactions at once lets those about the same thing
/// follow each other in one of them.
///
/// It decides nothing but speed; a transaction may change anything of its app.
package enum WriteSubject: Hashable, Sendable {
    /// A group, or what hangs on it.
    case group(GroupID)
    /// The messages of a group or a topic.
    case stream(StreamNumber)
    /// An account.
    case account(Account)
    /// Nothing in particular.
    case app
}
