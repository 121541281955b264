import Apps
import Presence
import Storage
import Wire

/// Ends the logins of one account on all terminals: signatures made up to now are no longer good for a client's login.
///
/// - Source: protocol reference file 60, section 6. `Identifier` is an older name of `UserID`; both with a value are
///   refused.
struct Kick: Command {
    static let name = CommandName(service: .login, command: "kick")

    static let reference = CommandReference(
        Wording(
            "Ends the logins of one account on all terminals; signatures made up to now are no longer good for a login.",
            "使账号在所有终端的登录状态失效；此前签发的 UserSig 不能再用于登录。"),
        notes: [
            Wording(
                "Calls of the REST API are not logins: an administrator who is kicked still calls.",
                "REST API 调用不属于登录，管理员账号被踢下线后仍可调用。")
        ],
        codes: [.accountMissing],
        example: #"{"UserID":"bob"}"#)

    struct Request: CommandRequest {
        static let fields = FieldList(AccountFields.account)

        let name: String

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            name = try fields.read(AccountFields.account)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        guard let account = context.app.account(named: request.name), try await kick(account, in: context) else {
            throw APIError(.accountMissing, "UserID: Err_TLS_PT_Open_Login_Account_Not_Exist")
        }
        context.presence.logOut(account, in: context.app.sdkAppID, at: context.now)
        return EmptyResponse()
    }

    private func kick(_ account: Account, in context: CommandContext) async throws(APIError) -> Bool {
        try await storing { () throws(StoreError) in
            try await context.store.kick(account, in: context.scope(naming: account))
        }
    }
}
