import Apps
import Presence
import Wire

/// Tells how up to 500 accounts can be reached, and on which platforms.
///
/// Presence knows the connections of this server. `IsReturnInstid` and `IsReturnCustomStatus` are accepted and have no
/// effect.
///
/// - Limits: 1 to 500 accounts.
/// - Errors: ``ErrorCode/invalidMessageParameter``, ``ErrorCode/invalidToAccount``, ``ErrorCode/tooManyToAccounts``.
///   Accounts that do not exist stand in `ErrorList` with ``ErrorCode/accountMissing``, which is the code of the whole
///   call when none exists.
/// - Source: protocol reference file 60, section 7.
struct QueryOnlineStatus: Command {
    static let name = CommandName(service: .openIM, command: "query_online_status")

    /// Most accounts in a request.
    static let maximumAccounts = 500

    struct Request: CommandRequest {
        let names: [String]
        let needsDetail: Bool

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            if let elements = try? fields.array("To_Account"), elements.isEmpty {
                throw fields.refusal("To_Account", "must not be empty")
            }
            names = try fields.refusing(with: .invalidToAccount).requiredAccountNames("To_Account")
            needsDetail = try fields.flag("IsNeedDetail") ?? false
            _ = try fields.flag("IsReturnInstid")
            _ = try fields.flag("IsReturnCustomStatus")
            guard names.count <= QueryOnlineStatus.maximumAccounts else {
                throw APIError(
                    .tooManyToAccounts,
                    "To_Account holds \(names.count) accounts, more than \(QueryOnlineStatus.maximumAccounts)")
            }
        }
    }

    struct Response: CommandResponse {
        let found: [LoginState]
        let missing: [String]

        func write(to writer: inout JSONWriter) {
            writer.objects("QueryResult", of: found) { writer, state in
                writer.field("To_Account", state.name)
                writer.field("Status", state.status.rawValue)
                state.writeDetail(to: &writer) { $0.rawValue }
            }
            writer.objects("ErrorList", of: missing) { writer, name in
                writer.field("To_Account", name)
                writer.field("ErrorCode", ErrorCode.accountMissing.rawValue)
            }
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        let states = try await loginStates(of: request, in: context)
        let response = Response(
            found: states.filter(\.exists), missing: states.filter { !$0.exists }.map(\.name))
        guard !response.found.isEmpty else {
            throw APIError(.accountMissing, "To_Account: none of these accounts exists") { response.write(to: &$0) }
        }
        return response
    }
}
