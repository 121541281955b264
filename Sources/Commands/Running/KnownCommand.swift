package import Wire

/// A command that can be called, as a door has to know it.
package struct KnownCommand: Sendable {
    package let name: CommandName
    /// Whether an empty body means `{}`.
    package let acceptsEmptyBody: Bool

    package init(name: CommandName, acceptsEmptyBody: Bool) {
        self.name = name
        self.acceptsEmptyBody = acceptsEmptyBody
    }

    package init(_ entry: CommandEntry) {
        self.init(name: entry.name, acceptsEmptyBody: entry.acceptsEmptyBody)
    }
}
