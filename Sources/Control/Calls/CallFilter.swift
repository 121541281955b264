import Wire

/// Which calls somebody wants to see; all, where it says nothing.
struct CallFilter: Sendable {
    var sdkAppID: UInt32?
    /// A command, with its service or without.
    var command: String?
    var code: Int?
    var isFailure = false
    var caller: String?

    func matches(_ call: RecordedCall) -> Bool {
        if isFailure, call.code == 0 {
            return false
        }
        if let code, call.code != code {
            return false
        }
        if let sdkAppID, call.sdkAppID?.number != sdkAppID {
            return false
        }
        if let caller, call.caller?.text.hasSameBytes(as: caller) != true {
            return false
        }
        if let command {
            return call.command.map { $0.command == command || $0.description == command } ?? false
        }
        return true
    }
}

extension CallFilter {
    private static let app = RouteParameter("app", .integer(1...Int(UInt32.max)), "calls of the app of this SDKAppID")
    private static let command = RouteParameter(
        "command", .text(maximumLength: 128), "calls of this command, with its service or without")
    private static let code = RouteParameter("code", .integer(0...999_999), "calls that were answered with this code")
    private static let failed = RouteParameter("failed", .flag, "calls that were refused")
    private static let caller = RouteParameter(
        "caller", .text(maximumLength: Account.maximumBytes), "calls of this account")

    /// The parameters that make one.
    static let parameters = [app, command, code, failed, caller]

    init(_ values: RouteValues) {
        sdkAppID = values.integer(Self.app).map { UInt32(clamping: $0) }
        command = values.text(Self.command)
        code = values.integer(Self.code)
        isFailure = values.flag(Self.failed) ?? false
        caller = values.text(Self.caller)
    }
}
