package import Apps
package import NIOCore
package import Wire

/// One command of the protocol, as the registry knows it.
package struct CommandEntry: Sendable {
    package typealias Handler = @Sendable (_ body: [UInt8], CommandContext) async throws(APIError) -> CommandAnswer
    package typealias ImmediateHandler = @Sendable (_ body: ByteBuffer, AppSettings, UnixTime) -> ImmediateAnswer?
    package typealias CheckedHandler = @Sendable (_ body: ByteBuffer, AppSettings, UnixTime) -> CheckedAnswer.Check?

    package let name: CommandName
    /// Whether an empty body means `{}` unless the app is strict.
    package let acceptsEmptyBody: Bool
    /// Whether the command is one of those that may answer at once.
    package let isImmediate: Bool
    /// As ``Command/isBrief``.
    let isBrief: Bool
    /// What the reference says of the command.
    package let reference: CommandReference
    /// The fields of its requests, in the order of the reference.
    package let fields: FieldList
    private let handler: Handler
    private let reader: @Sendable (_ body: [UInt8], AppSettings) throws(APIError) -> Void
    private let immediateHandler: ImmediateHandler?
    private let checkedHandler: CheckedHandler?

    /// - Parameter service: one that answers the command besides its own; `nil` means its own.
    init<C: Command>(_ command: C.Type, in service: Service? = nil) {
        name = CommandName(service: service ?? C.name.service, command: C.name.command)
        acceptsEmptyBody = C.acceptsEmptyBody
        isImmediate = C.self is any ImmediateCommand.Type
        isBrief = C.isBrief
        reference = C.reference
        fields = C.Request.fields
        reader = { (body, app) throws(APIError) in _ = try C.read(body, for: app) }
        handler = { (body, context) throws(APIError) in try await C().answer(to: body, in: context) }
        immediateHandler = nil
        checkedHandler = nil
    }

    /// An entry whose calls are all carried out by one value, from its memory where that is enough.
    init<C: ImmediateCommand>(_ command: C) {
        name = C.name
        acceptsEmptyBody = C.acceptsEmptyBody
        isImmediate = true
        isBrief = C.isBrief
        reference = C.reference
        fields = C.Request.fields
        reader = { (body, app) throws(APIError) in _ = try C.read(body, for: app) }
        handler = { (body, context) throws(APIError) in try await command.answer(to: body, in: context) }
        immediateHandler = command.immediateAnswer
        checkedHandler = command.checkedAnswer
    }

    /// The codes by which the command refuses a call, or an entry of a list, beside those of every call.
    package var codes: [ErrorCode] {
        // a text that no group can have as its identifier is refused alike by all that address one
        let addressesGroup = fields.facts.contains { $0.isRequired && $0.name.description == "GroupId" }
        let shared = [name.service.invalidParameter] + (addressesGroup ? [.invalidGroupID] : [])
        return shared + reference.codes.filter { !shared.contains($0) }
    }

    /// Carries the command out.
    ///
    /// - Throws: ``ErrorCode/malformedJSON`` for a body that is not JSON, otherwise as the command does.
    package func answer(to body: [UInt8], in context: CommandContext) async throws(APIError) -> CommandAnswer {
        try await handler(body, context)
    }

    /// Reads a body as the command does, and carries nothing out.
    ///
    /// - Throws: the refusal of a body that the command would not take.
    package func read(_ body: [UInt8], for app: AppSettings) throws(APIError) {
        try reader(body, app)
    }

    /// Answers a call from memory; `nil` for one that has to be carried out.
    ///
    /// - Parameter now: by the app's clock.
    package func immediateAnswer(to body: ByteBuffer, for app: AppSettings, at now: UnixTime) -> ImmediateAnswer? {
        immediateHandler?(body, app, now)
    }

    /// As ``ImmediateCommand/checkedAnswer(to:for:at:)``.
    func checkedAnswer(to body: ByteBuffer, for app: AppSettings, at now: UnixTime) -> CheckedAnswer.Check? {
        checkedHandler?(body, app, now)
    }
}
