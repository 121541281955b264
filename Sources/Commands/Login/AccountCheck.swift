import Apps
import Storage
import Wire

/// Tells which of up to 100 accounts have been imported.
///
/// - Source: protocol reference file 60, section 5.
struct AccountCheck: Command {
    static let name = CommandName(service: .login, command: "account_check")

    static let reference = CommandReference(
        Wording("Tells which of the listed accounts have been imported.", "查询账号是否已导入，可批量查询。"),
        notes: [
            Wording("A name that no account can have is `NotImported`.", "不符合账号规则的名称返回 `NotImported`。")
        ],
        example: #"{"CheckItem":[{"UserID":"alice"},{"UserID":"nobody"}]}"#)

    struct Request: CommandRequest {
        static let checkItem = AccountFields.list(
            "CheckItem", "The accounts, in the order of the answer.", "要查询的账号列表，应答按相同顺序返回。")

        static let fields = FieldList(checkItem)

        let names: [String]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            names = try fields.userIDs(Self.checkItem)
        }
    }

    struct Response: CommandResponse {
        let items: [(name: String, isImported: Bool)]

        func write(to writer: inout JSONWriter) {
            writer.objects("ResultItem", of: items) { writer, item in
                writer.field("UserID", item.name)
                writer.field("ResultCode", 0)
                writer.field("ResultInfo", "")
                writer.field("AccountStatus", item.isImported ? "Imported" : "NotImported")
            }
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        let accounts = context.app.accounts(named: request.names)
        let existing = try await storing { () throws(StoreError) in
            try await context.store.existingAccounts(among: accounts, in: context.scope)
        }
        .union(context.app.admins)
        return Response(
            items: request.names.map { name in
                (name, context.app.account(named: name).map(existing.contains) ?? false)
            })
    }
}
