package import Logging
package import Wire

/// What the log says of one call, and whoever watches calls is told.
///
/// No key, no signature and no query ever gets into it, and no body where none was asked for.
package struct CallRecord: Sendable {
    /// What a field says.
    package enum Value: Sendable {
        case number(Int64)
        /// Of any characters: texts come from clients too.
        case text(String)
        case command(CommandName)
        case request(RequestID)
    }

    package let level: Logger.Level
    /// `nil` where requests are not told apart.
    package let id: RequestID?
    /// A command that exists; `nil` when it is not known.
    package let command: CommandName?
    /// The path that was called, as far as it can be shown, where the command is not known.
    package let path: String?
    /// The app; of a refused call the number that the client has given, whether there is such an app or not.
    package let sdkAppID: SDKAppID?
    /// The account that the caller claims to be.
    package let caller: Account?
    /// 0 for success.
    package let code: Int
    package let note: String?
    package let reason: String?
    let cause: (any Error)?
    /// Size of the request's body.
    package let requestBytes: Int
    /// Size of the answer's body.
    package let answerBytes: Int
    package let durationMicroseconds: Int64
    /// The client's address.
    package let peer: String
    /// The number of the fault that has hit the call; `nil` for nearly all.
    package var fault: Int?
    /// The beginnings of the bodies, for a watch that wants them; the log never has them.
    package internal(set) var bodies: CallBodies?
    /// Lines like this one that were left out before it.
    var omittedLines = 0

    /// What the line is about, in words.
    package var message: String { code == 0 ? "call answered" : "call refused" }

    /// Shows the fields that the line has, in the order of their names.
    package func forEachField(_ visit: (_ name: StaticString, _ value: Value) -> Void) {
        visit("bytes", .number(Int64(answerBytes)))
        if let caller {
            visit("caller", .text(caller.text))
        }
        if let cause {
            visit("cause", .text("\(cause)"))
        }
        visit("code", .number(Int64(code)))
        visit("command", command.map(Value.command) ?? .text("unknown"))
        visit("duration_us", .number(durationMicroseconds))
        if let fault {
            visit("fault", .number(Int64(fault)))
        }
        if let note {
            visit("note", .text(note))
        }
        if omittedLines > 0 {
            visit("omitted", .number(Int64(omittedLines)))
        }
        if let path {
            visit("path", .text(path))
        }
        visit("peer", .text(peer))
        if let reason {
            visit("reason", .text(reason))
        }
        visit("request_bytes", .number(Int64(requestBytes)))
        if let id {
            visit("request_id", .request(id))
        }
        if let sdkAppID {
            visit("sdkappid", .number(Int64(sdkAppID.number)))
        }
    }
}
