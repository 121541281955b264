package import Apps
package import Wire

/// A command of the REST API: one type, one file, one line in ``CommandRegistry``.
package protocol Command: Sendable {
    associatedtype Request: CommandRequest
    associatedtype Response: CommandResponse

    static var name: CommandName { get }

    /// What the reference says of the command.
    static var reference: CommandReference { get }

    /// Whether every field of the request may be absent, so that an empty body means `{}` unless the app is strict.
    static var acceptsEmptyBody: Bool { get }

    /// Whether a call with a small body does no more than reads it, runs one transaction and writes a small answer.
    ///
    /// Set where it pays, for what clients call often.
    static var isBrief: Bool { get }

    init()

    /// Carries the command out.
    ///
    /// - Throws: the refusal of the whole call. The refusal of one item among many is a value in the response.
    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response
}

extension Command {
    package static var acceptsEmptyBody: Bool { false }
    package static var isBrief: Bool { false }

    /// Reads the body, carries the command out, and encodes the answer.
    ///
    /// - Throws: ``ErrorCode/malformedJSON`` for a body that is not JSON, otherwise as the command does.
    func answer(to body: [UInt8], in context: CommandContext) async throws(APIError) -> CommandAnswer {
        let (request, fields) = try Self.read(body, for: context.app)
        let response = try await handle(request, in: context)
        let notes = [response.note, fields.notes.summary].compactMap(\.self)
        return CommandAnswer(
            bytes: response.answer(of: Self.name.service), note: notes.isEmpty ? nil : notes.joined(separator: "; "))
    }

    /// Reads a body.
    ///
    /// - Returns: what the command is asked for, and the fields that say so.
    static func read(_ body: [UInt8], for app: AppSettings) throws(APIError) -> (Request, RequestFields) {
        let isLenient = !app.isStrict
        let fields = try RequestFields(
            body: body, declared: Request.fields, of: name.service, acceptsEmptyBody: acceptsEmptyBody && isLenient,
            isLenient: isLenient, limits: app.storeLimits)
        let unknown = fields.unknownFields()
        if app.refusesUnknownFields, let first = unknown.first {
            throw APIError(name.service.invalidParameter, first.refusal)
        }
        for field in unknown {
            fields.notes.add(.unknown, at: field.note)
        }
        do throws(APIError) {
            return (try Request(fields, settings: app), fields)
        } catch {
            // what is missing may be there under a name that is spelled wrongly
            throw unknown.first.map { error.adding("; \($0.refusal)") } ?? error
        }
    }
}

/// What a command reads from a body.
package protocol CommandRequest: Sendable {
    /// The fields of the body.
    static var fields: FieldList { get }

    /// Reads and checks the shape of a request: presence, types, ranges, sizes.
    ///
    /// - Throws: the code of the first field that is wrong, in the order required fields and types, identifiers, sizes.
    init(_ fields: RequestFields, settings: AppSettings) throws(APIError)
}

/// What a command answers besides the envelope.
package protocol CommandResponse: Sendable {
    /// What the log says of the call besides its code; most responses have nothing to say.
    var note: String? { get }

    /// Writes the payload's members behind those of the envelope.
    func write(to writer: inout JSONWriter)

    /// The whole answer of a service. Only a response that is encoded while it is read from the store has its own.
    func answer(of service: Service) -> [UInt8]
}

extension CommandResponse {
    package var note: String? { nil }

    package func answer(of service: Service) -> [UInt8] {
        var writer = Envelope.success(of: service)
        write(to: &writer)
        writer.endObject()
        return writer.bytes
    }
}

/// The answer that is the envelope alone.
package struct EmptyResponse: CommandResponse {
    package func write(to writer: inout JSONWriter) {}
}
