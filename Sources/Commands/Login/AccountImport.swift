import Apps
import Storage
import Wire

/// Creates one account, or updates its nickname and avatar.
///
/// - Source: protocol reference file 60, section 2. `Identifier` is an older name of `UserID`; both with a value are
///   refused.
struct AccountImport: Command {
    static let name = CommandName(service: .login, command: "account_import")

    static let reference = CommandReference(
        Wording("Creates one account, or updates its nickname and avatar.", "导入单个账号；账号已存在时更新其昵称和头像。"),
        codes: [.profileValueTooLong],
        example: #"{"UserID":"erin","Nick":"Erin","FaceUrl":"https://example.com/erin.png"}"#)

    struct Request: CommandRequest {
        static let fields = FieldList(AccountFields.account, AccountFields.nick, AccountFields.faceURL)

        let item: Storage.AccountImport

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            guard let account = settings.account(named: try fields.read(AccountFields.account)) else {
                throw fields.refusal(
                    try fields.name(of: AccountFields.account), "must be \(settings.accountNaming.rule)")
            }
            item = Storage.AccountImport(
                account: account, nick: try fields.read(AccountFields.nick),
                faceURL: try fields.read(AccountFields.faceURL))
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        try await storing { () throws(StoreError) in
            try await context.store.importAccounts([request.item], in: context.scope)
        }
        return EmptyResponse()
    }
}
