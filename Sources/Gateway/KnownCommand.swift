package import Wire

/// A command that the gateway lets through.
package struct KnownCommand: Sendable {
    package let name: CommandName
    /// Whether an empty body means `{}`.
    package let acceptsEmptyBody: Bool

    package init(name: CommandName, acceptsEmptyBody: Bool) {
        self.name = name
        self.acceptsEmptyBody = acceptsEmptyBody
    }
}
