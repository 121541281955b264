package import Commands
package import Presence
package import Storage
package import Wire

/// Carries calls out with the commands of ``CommandRegistry`` on a store and a presence.
package struct RegistryCommandRunner: CommandRunner {
    private let store: any GroupStore
    private let presence: Presence
    private let messageThrottle: MessageThrottle
    private let random: @Sendable (_ bound: Int) -> Int

    /// - Parameter random: yields an index below a bound, from a cryptographic source.
    package init(
        store: any GroupStore, presence: Presence, messageThrottle: MessageThrottle,
        random: @escaping @Sendable (_ bound: Int) -> Int
    ) {
        self.store = store
        self.presence = presence
        self.messageThrottle = messageThrottle
        self.random = random
    }

    package var commands: [KnownCommand] {
        CommandRegistry.entries.map { KnownCommand(name: $0.name, acceptsEmptyBody: $0.acceptsEmptyBody) }
    }

    package func answer(to call: Call, body: [UInt8]) async throws(APIError) -> CommandAnswer {
        guard let entry = CommandRegistry.entry(for: call.command) else {
            throw APIError(.unknownCommand, "\(call.command) does not exist")
        }
        let context = CommandContext(
            app: call.app, caller: call.caller, store: store, presence: presence, messageThrottle: messageThrottle,
            now: call.arrival, random: random)
        return try await entry.answer(to: body, in: context)
    }

    package func checkWritable() async throws {
        try await store.checkWritable()
    }
}
