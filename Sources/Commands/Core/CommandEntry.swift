package import Wire

/// One command of the protocol, as the registry knows it.
package struct CommandEntry: Sendable {
    package typealias Handler = @Sendable (_ body: [UInt8], CommandContext) async throws(APIError) -> [UInt8]

    package let name: CommandName
    /// Whether an empty body means `{}`.
    package let acceptsEmptyBody: Bool
    private let handler: Handler?

    /// Whether the command is carried out, or only known.
    package var isAvailable: Bool { handler != nil }

    private init(name: CommandName, acceptsEmptyBody: Bool, handler: Handler?) {
        self.name = name
        self.acceptsEmptyBody = acceptsEmptyBody
        self.handler = handler
    }

    /// A command that is carried out.
    ///
    /// - Parameter service: one that answers the command besides its own; `nil` means its own.
    static func available<C: Command>(_ command: C.Type, in service: Service? = nil) -> CommandEntry {
        let name = CommandName(service: service ?? C.name.service, command: C.name.command)
        return CommandEntry(name: name, acceptsEmptyBody: C.acceptsEmptyBody) { (body, context) throws(APIError) in
            try await C.answer(to: body, in: context)
        }
    }

    static func notYet(_ service: Service, _ command: String) -> CommandEntry {
        CommandEntry(name: CommandName(service: service, command: command), acceptsEmptyBody: true, handler: nil)
    }

    /// Carries the command out and returns the whole answer as JSON.
    ///
    /// - Throws: ``ErrorCode/unknownCommand`` for a command that is only known, ``ErrorCode/malformedJSON`` for a body
    ///   that is not JSON, otherwise as the command does.
    package func answer(to body: [UInt8], in context: CommandContext) async throws(APIError) -> [UInt8] {
        guard let handler else {
            throw APIError(.unknownCommand, "\(name) is not available in this version of Qun")
        }
        return try await handler(body, context)
    }
}
