import Apps
package import NIOCore
package import Presence
package import Storage
package import Wire

/// Carries calls out with the commands of ``CommandRegistry`` on a store and a presence.
package struct RegistryCommandRunner: CommandRunner {
    /// Largest body of a brief call, in bytes: a message of the largest size, with what stands around it.
    static let maximumBriefBody = 16_384

    private let store: any GroupStore
    private let presence: Presence
    private let messageThrottle: MessageThrottle
    private let random: @Sendable (_ bound: Int) -> Int
    private let immediate: [CommandEntry]
    private let backends: any Backends

    /// - Parameters:
    ///   - random: yields an index below a bound, from a cryptographic source.
    ///   - backends: what apps' backends are asked by.
    ///   - immediate: commands that answer from memory, in place of the registry's of the same names.
    package init(
        store: any GroupStore, presence: Presence, messageThrottle: MessageThrottle,
        random: @escaping @Sendable (_ bound: Int) -> Int, backends: any Backends = NoBackends(),
        immediate: [CommandEntry] = []
    ) {
        self.backends = backends
        self.immediate = immediate
        self.store = store
        self.presence = presence
        self.messageThrottle = messageThrottle
        self.random = random
    }

    package var commands: [KnownCommand] {
        CommandRegistry.entries.map(KnownCommand.init)
    }

    package func immediateAnswer(to call: CommandCall, body: ByteBuffer) -> ImmediateAnswer? {
        guard let place = immediate.firstIndex(where: { $0.name == call.name }) else {
            return nil
        }
        let app = call.app
        return immediate[place].immediateAnswer(to: body, for: app, at: app.time(call.arrival))
    }

    package func checkedAnswer(
        to call: CommandCall, body: ByteBuffer
    ) -> (@Sendable (_ body: [UInt8]) async throws(APIError) -> CheckedAnswer)? {
        guard
            let place = immediate.firstIndex(where: { $0.name == call.name }),
            let check = immediate[place].checkedAnswer(to: body, for: call.app, at: call.app.time(call.arrival))
        else {
            return nil
        }
        return { (body) throws(APIError) in try await check(body, context(of: call)) }
    }

    package func isBrief(_ call: CommandCall, bodyBytes: Int) -> Bool {
        bodyBytes <= Self.maximumBriefBody && CommandRegistry.entry(for: call.name)?.isBrief == true
    }

    package func answer(to call: CommandCall, body: [UInt8]) async throws(APIError) -> CommandAnswer {
        let known = immediate.first { $0.name == call.name } ?? CommandRegistry.entry(for: call.name)
        guard let entry = known else {
            throw APIError(.unknownCommand, "\(call.name) does not exist")
        }
        return try await entry.answer(to: body, in: context(of: call))
    }

    private func context(of call: CommandCall) -> CommandContext {
        CommandContext(
            call, store: store, presence: presence, messageThrottle: messageThrottle, random: random,
            backends: backends)
    }
}
