package import Wire

/// The names that rules may use, so that a misspelled one is refused and does not wait in vain for its hits.
package struct FaultNames: Sendable {
    private let commands: [CommandName]
    private let events: [String]

    /// - Parameters:
    ///   - commands: those that can be called.
    ///   - events: every `CallbackCommand`.
    package init(commands: [CommandName], events: [String]) {
        self.commands = commands
        self.events = events
    }

    /// - Parameter name: with its service or without.
    func hasCommand(_ name: String) -> Bool {
        commands.contains { $0.command == name || $0.description == name }
    }

    func hasEvent(_ name: String) -> Bool {
        events.contains { Self.isEvent(name, $0) }
    }

    /// Whether a name means an event: its `CallbackCommand`, or what follows `Callback` in it.
    static func isEvent(_ name: String, _ command: String) -> Bool {
        let prefix = ".Callback"
        return name == command || command.hasSuffix(prefix + name)
    }
}
