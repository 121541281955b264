import Apps
import Presence
import Wire

/// Tells how up to 500 accounts can be reached, and on which platforms.
///
/// Presence knows the connections of this server.
///
/// - Source: protocol reference file 60, section 7.
struct QueryOnlineStatus: Command {
    static let name = CommandName(service: .openIM, command: "query_online_status")

    /// Most accounts in a request.
    static let maximumAccounts = 500

    static let reference = CommandReference(
        Wording(
            "Tells how up to 500 accounts can be reached, and on which platforms.",
            "获取用户的在线状态及登录平台，单次最多 500 个账号。"),
        notes: [
            Wording(
                "Accounts that do not exist stand in `ErrorList` with a code, which is the call's code when none exists.",
                "不存在的账号在 `ErrorList` 中返回并带有错误码；全部不存在时返回该错误码。")
        ],
        codes: [.invalidToAccount, .tooManyToAccounts, .accountMissing],
        example: #"{"To_Account":["alice","bob"],"IsNeedDetail":1}"#)

    struct Request: CommandRequest {
        /// A list that is absent, or is none, is refused with ``ErrorCode/invalidToAccount``.
        static let toAccount = Field<[String]?>(
            FieldFacts(
                "To_Account", .list(of: .account, atMost: .fixed(QueryOnlineStatus.maximumAccounts)), "The accounts.",
                "要查询的用户列表。")
        ) { (fields, name) throws(APIError) in
            let names = try fields.refusing(with: .invalidToAccount).accountNames(name)
            guard names?.isEmpty != true else {
                throw fields.refusal(name, "must not be empty")
            }
            return names
        }.required(else: .invalidToAccount)
        static let isNeedDetail = Field.flag(
            "IsNeedDetail", "Whether to answer the platforms too; without, no.", "是否返回登录平台的详细信息；不填则不返回。")
        static let isReturnInstid = Field.flag("IsReturnInstid", "Checked and not used.", "仅校验，不使用。")
        static let isReturnCustomStatus = Field.flag("IsReturnCustomStatus", "Checked and not used.", "仅校验，不使用。")

        static let fields = FieldList(toAccount, isNeedDetail, isReturnInstid, isReturnCustomStatus)

        let names: [String]
        let needsDetail: Bool

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            names = try fields.read(Self.toAccount)
            needsDetail = try fields.read(Self.isNeedDetail) ?? false
            _ = try fields.read(Self.isReturnInstid)
            _ = try fields.read(Self.isReturnCustomStatus)
            try fields.checkCount(names.count, of: Self.toAccount, else: .tooManyToAccounts)
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
