import Apps
package import NIOCore
package import Presence
package import Storage
package import Wire

/// Carries calls out with the commands of ``CommandRegistry`` on a store and a presence.
package struct RegistryCommandRunner: CommandRunner {
    private let store: any GroupStore
    private let presence: Presence
    private let messageThrottle: MessageThrottle
    private let random: @Sendable (_ bound: Int) -> Int
    private let cache: GroupInfoCache?

    /// - Parameters:
    ///   - random: yields an index below a bound, from a cryptographic source.
    ///   - cache: of the same store; `nil` reads from the store each time.
    package init(
        store: any GroupStore, presence: Presence, messageThrottle: MessageThrottle,
        random: @escaping @Sendable (_ bound: Int) -> Int,
        cache: GroupInfoCache? = nil
    ) {
        self.cache = cache
        self.store = store
        self.presence = presence
        self.messageThrottle = messageThrottle
        self.random = random
    }

    package var commands: [KnownCommand] {
        CommandRegistry.entries.map(KnownCommand.init)
    }

    package func immediateAnswer(to call: CommandCall, body: ByteBuffer) -> ImmediateAnswer? {
        guard let cache, call.name == GroupInfoCache.command else {
            return nil
        }
        let app = call.app
        return cache.answer(to: body, for: app, at: app.time(call.arrival))
    }

    package func answer(to call: CommandCall, body: [UInt8]) async throws(APIError) -> CommandAnswer {
        guard let entry = CommandRegistry.entry(for: call.name) else {
            throw APIError(.unknownCommand, "\(call.name) does not exist")
        }
        var context = CommandContext(
            app: call.app, caller: call.caller, store: store, presence: presence, messageThrottle: messageThrottle,
            now: call.arrival, random: random)
        context.groupInfoCache = cache
        return try await entry.answer(to: body, in: context)
    }
}
