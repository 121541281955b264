import Apps
import Presence
import Storage
import Wire

/// Deletes up to 100 accounts with their memberships, ownerships and mutes; irreversible.
///
/// - Source: protocol reference file 60, section 4. A deleted name can be imported again at once.
struct AccountDelete: Command {
    static let name = CommandName(service: .login, command: "account_delete")

    static let reference = CommandReference(
        Wording(
            "Deletes accounts with their memberships, ownerships and mutes; irreversible.",
            "批量删除账号，同时删除其群成员关系、群主身份和禁言；删除后无法恢复。"),
        notes: [
            Wording(
                "An account that does not exist, or is an administrator of the app, does not fail the call; "
                    + "its item carries a code.",
                "不存在的账号和管理员账号无法删除，不影响其他账号，其结果带有错误码。")
        ],
        codes: [.accountMissing],
        example: #"{"DeleteItem":[{"UserID":"dave"}]}"#)

    struct Request: CommandRequest {
        static let deleteItem = AccountFields.list(
            "DeleteItem", "The accounts, in the order of the answer.", "要删除的账号列表，应答按相同顺序返回。")

        static let fields = FieldList(deleteItem)

        let names: [String]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            names = try fields.userIDs(Self.deleteItem)
        }
    }

    struct Response: CommandResponse {
        struct Item: Sendable {
            let name: String
            /// `nil` for an account that has been deleted.
            let failure: (code: ErrorCode, text: String)?
        }

        let items: [Item]

        func write(to writer: inout JSONWriter) {
            writer.objects("ResultItem", of: items) { writer, item in
                writer.field("ResultCode", item.failure?.code.rawValue ?? 0)
                writer.field("ResultInfo", item.failure?.text ?? "")
                writer.field("UserID", item.name)
            }
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        let admins = Set(context.app.admins)
        let deletable = context.app.accounts(named: request.names).filter { !admins.contains($0) }
        let deleted = try await storing { () throws(StoreError) in
            try await context.store.deleteAccounts(deletable, in: context.scope)
        }
        context.presence.forget(deleted, in: context.app.sdkAppID, at: context.now)
        let items = request.names.map { name in
            let account = context.app.account(named: name)
            return Response.Item(name: name, failure: Self.failure(of: account, deleted: deleted, admins: admins))
        }
        return Response(items: items)
    }

    private static func failure(
        of account: Account?, deleted: Set<Account>, admins: Set<Account>
    ) -> (code: ErrorCode, text: String)? {
        guard let account else {
            return (.accountMissing, "Err_TLS_PT_Open_Login_Account_Not_Exist")
        }
        if admins.contains(account) {
            return (.invalidAccountParameter, "UserID is an administrator of the app and cannot be deleted")
        }
        return deleted.contains(account) ? nil : (.accountMissing, "Err_TLS_PT_Open_Login_Account_Not_Exist")
    }
}
