package import Wire

/// A command that can be called, as a door has to know it.
package struct KnownCommand: Sendable {
    package let name: CommandName
    /// Whether an empty body means `{}`.
    package let acceptsEmptyBody: Bool
    /// Whether the command may answer at once; such commands are called often.
    package let isImmediate: Bool

    package init(name: CommandName, acceptsEmptyBody: Bool, isImmediate: Bool = false) {
        self.name = name
        self.acceptsEmptyBody = acceptsEmptyBody
        self.isImmediate = isImmediate
    }

    package init(_ entry: CommandEntry) {
        self.init(name: entry.name, acceptsEmptyBody: entry.acceptsEmptyBody, isImmediate: entry.isImmediate)
    }
}
