import Apps
import Storage
import Wire

/// Tells which of up to 100 accounts have been imported.
///
/// - Limits: 1 to 100 accounts.
/// - Errors: none for an item; a name that no account can have is `NotImported`.
/// - Source: protocol reference file 60, section 5.
struct AccountCheck: Command {
    static let name = CommandName(service: .login, command: "account_check")

    struct Request: CommandRequest {
        let names: [String]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            names = try fields.userIDs("CheckItem")
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
