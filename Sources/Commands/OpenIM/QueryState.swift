import Presence
import Wire

/// The old form of ``QueryOnlineStatus``: without `ErrorList`, and an account that does not exist is `Offline`.
///
/// - Limits: 1 to 500 accounts.
/// - Errors: ``ErrorCode/invalidMessageParameter``, ``ErrorCode/invalidToAccount``, ``ErrorCode/tooManyToAccounts``.
/// - Source: protocol reference file 60, section 8.
struct QueryState: Command {
    static let name = CommandName(service: .openIM, command: "querystate")

    typealias Request = QueryOnlineStatus.Request

    struct Response: CommandResponse {
        let states: [LoginState]

        func write(to writer: inout JSONWriter) {
            writer.objects("QueryResult", of: states) { writer, state in
                writer.field("To_Account", state.name)
                writer.field("State", state.status.rawValue)
                state.writeDetail(to: &writer) { $0 == .iPhone ? "IPhone" : $0.rawValue }
            }
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        Response(states: try await loginStates(of: request, in: context))
    }
}
