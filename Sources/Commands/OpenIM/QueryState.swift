import Presence
import Wire

/// The old form of ``QueryOnlineStatus``: without `ErrorList`, and an account that does not exist is `Offline`.
///
/// - Source: protocol reference file 60, section 8.
struct QueryState: Command {
    static let name = CommandName(service: .openIM, command: "querystate")

    static let reference = CommandReference(
        Wording(
            "Tells how up to 500 accounts can be reached: the old form of `query_online_status`.",
            "获取用户的在线状态，单次最多 500 个账号；`query_online_status` 的旧版接口。"),
        notes: [
            Wording(
                "There is no `ErrorList`; an account that does not exist is `Offline`.",
                "没有 `ErrorList`；不存在的账号返回 `Offline`。")
        ],
        codes: [.invalidToAccount, .tooManyToAccounts],
        example: #"{"To_Account":["alice","bob"],"IsNeedDetail":1}"#)

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
