package import Wire

/// One command of the protocol, as the registry knows it.
package struct CommandEntry: Sendable {
    package typealias Handler = @Sendable (_ body: [UInt8], CommandContext) async throws(APIError) -> CommandAnswer

    package let name: CommandName
    /// Whether an empty body means `{}` unless the app is strict.
    package let acceptsEmptyBody: Bool
    private let handler: Handler

    /// - Parameter service: one that answers the command besides its own; `nil` means its own.
    init<C: Command>(_ command: C.Type, in service: Service? = nil) {
        name = CommandName(service: service ?? C.name.service, command: C.name.command)
        acceptsEmptyBody = C.acceptsEmptyBody
        handler = { (body, context) throws(APIError) in try await C.answer(to: body, in: context) }
    }

    /// Carries the command out.
    ///
    /// - Throws: ``ErrorCode/malformedJSON`` for a body that is not JSON, otherwise as the command does.
    package func answer(to body: [UInt8], in context: CommandContext) async throws(APIError) -> CommandAnswer {
        try await handler(body, context)
    }
}
