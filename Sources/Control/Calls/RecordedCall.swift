package import Wire

/// What is kept of a call: values, which are made words when somebody reads them.
///
/// No key, no signature and no query is in it, and bodies only where they are to be kept.
package struct RecordedCall: Sendable {
    /// Counted from 1 at the start of the server; ``CallRing`` gives it.
    package internal(set) var number = 0
    /// When it was answered, in milliseconds since 1970.
    let time: Int64
    /// The app, once it was known to exist.
    let sdkAppID: SDKAppID?
    /// A command that exists; `nil` when it was not known.
    let command: CommandName?
    /// The account that the caller claimed to be.
    let caller: Account?
    /// 0 for success.
    let code: Int
    let reason: String?
    /// What else there is to say of the call, such as fields that nobody knows; `nil` for most.
    let note: String?
    let durationMicroseconds: Int64
    /// Size of the request's body.
    let requestBytes: Int
    /// Size of the answer's body.
    let answerBytes: Int
    /// The client's address.
    let peer: String
    /// The number of the fault that has hit it; `nil` for nearly all.
    let fault: Int?
    /// The beginnings of the bodies, where they are kept.
    package var bodies: Bodies?

    /// What was sent and what was answered, as far as it is kept.
    package struct Bodies: Sendable {
        let request: [UInt8]
        let answer: [UInt8]

        package init(request: [UInt8], answer: [UInt8]) {
            self.request = request
            self.answer = answer
        }
    }

    package init(
        time: Int64, sdkAppID: SDKAppID?, command: CommandName?, caller: Account?, code: Int, reason: String?,
        note: String? = nil, durationMicroseconds: Int64, requestBytes: Int, answerBytes: Int, peer: String,
        fault: Int? = nil
    ) {
        self.time = time
        self.sdkAppID = sdkAppID
        self.command = command
        self.caller = caller
        self.code = code
        self.reason = reason
        self.note = note
        self.durationMicroseconds = durationMicroseconds
        self.requestBytes = requestBytes
        self.answerBytes = answerBytes
        self.peer = peer
        self.fault = fault
    }

    /// Writes it as an object of JSON.
    ///
    /// - Parameter showsBodies: whether the bodies are a part of it, where they are kept.
    func write(to writer: inout JSONWriter, showsBodies: Bool = false) {
        writer.beginObject()
        writer.field("number", number)
        writer.field("time", time)
        if let sdkAppID {
            writer.field("sdkappid", sdkAppID.number)
        }
        if let command {
            writer.field("command", command.description)
        }
        if let caller {
            writer.field("caller", caller.text)
        }
        writer.field("code", code)
        if let reason {
            writer.field("reason", reason)
        }
        if let note {
            writer.field("note", note)
        }
        if code != 0 {
            writer.field("advice", fault.map(Advice.text(forFault:)) ?? Advice.text(forCode: code))
        }
        if let fault {
            writer.field("fault", fault)
        }
        writer.field("durationMicroseconds", durationMicroseconds)
        writer.field("requestBytes", requestBytes)
        writer.field("answerBytes", answerBytes)
        writer.field("peer", peer)
        if showsBodies, let bodies {
            writer.field("request", String(decoding: bodies.request, as: UTF8.self))
            writer.field("answer", String(decoding: bodies.answer, as: UTF8.self))
        }
        writer.endObject()
    }

    /// The form of what ``write(to:)`` writes.
    static let schema = AnswerSchema.object([
        .init("number", .integer, "counted from 1 at the start of the server"),
        .init("time", .integer, "when it was answered, in milliseconds since 1970"),
        .init("sdkappid", .integer, "the app, where it is known", isOptional: true),
        .init("command", .string, "service and command, where it exists", isOptional: true),
        .init("caller", .string, "the account that the caller claimed to be", isOptional: true),
        .init("code", .integer, "the code that was answered; 0 is success"),
        .init("reason", .string, "why it was refused, as in the log", isOptional: true),
        .init("note", .string, "what else the log says of it, such as fields that nobody knows", isOptional: true),
        .init("advice", .string, "what to change, of a refusal", isOptional: true),
        .init("fault", .integer, "the number of the fault that has hit it", isOptional: true),
        .init("durationMicroseconds", .integer, "from the end of the request's head to the answer"),
        .init("requestBytes", .integer, "size of the request's body"),
        .init("answerBytes", .integer, "size of the answer's body"),
        .init("peer", .string, "the client's address"),
        .init("request", .string, "the beginning of the request's body, where it is wanted and kept", isOptional: true),
        .init("answer", .string, "the beginning of the answer's body", isOptional: true),
    ])
}
