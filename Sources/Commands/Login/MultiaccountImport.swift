import Apps
import Storage
import Wire

/// Creates up to 100 accounts, or updates those that exist.
///
/// - Limits: 1 to 100 accounts, in `Accounts` (names) or in `AccountList` (objects), not in both.
/// - Errors: ``ErrorCode/invalidAccountParameter`` for a wrong list, or when no entry can be imported. Single entries
///   that cannot are listed in `FailAccounts`.
/// - Source: protocol reference file 60, section 3.
struct MultiaccountImport: Command {
    static let name = CommandName(service: .login, command: "multiaccount_import")

    struct Request: CommandRequest {
        let items: [Storage.AccountImport]
        /// The names that cannot be imported, in request order.
        let failed: [String]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let isNewForm = try fields.usesSecond(of: "Accounts", "AccountList")
            let entries = isNewForm ? try Self.objects(in: fields, settings) : try Self.names(in: fields, settings)
            items = entries.compactMap(\.item)
            failed = entries.filter { $0.item == nil }.map(\.name)
            guard !items.isEmpty else {
                throw fields.refusal(
                    isNewForm ? "AccountList" : "Accounts",
                    "holds no name that an account can have, or only texts over 500 bytes")
            }
        }

        private typealias Entry = (name: String, item: Storage.AccountImport?)

        private static func names(in fields: RequestFields, _ settings: AppSettings) throws(APIError) -> [Entry] {
            let names = try fields.requiredAccountNames("Accounts")
            guard names.count <= 100 else {
                throw fields.refusal("Accounts", "holds \(names.count) names, more than 100")
            }
            return names.map { ($0, settings.account(named: $0).map { Storage.AccountImport(account: $0) }) }
        }

        private static func objects(in fields: RequestFields, _ settings: AppSettings) throws(APIError) -> [Entry] {
            var entries: [Entry] = []
            for object in try fields.accountItems("AccountList") {
                let name = try object.requiredAccountName("UserID")
                let nick = try object.string("Nick")
                let faceURL = try object.string("FaceUrl")
                let fits = [nick, faceURL].allSatisfy { ($0?.utf8.count ?? 0) <= 500 }
                let account = fits ? settings.account(named: name) : nil
                entries.append(
                    (name, account.map { Storage.AccountImport(account: $0, nick: nick, faceURL: faceURL) }))
            }
            return entries
        }
    }

    struct Response: CommandResponse {
        let failed: [String]

        func write(to writer: inout JSONWriter) {
            writer.field("FailAccounts", failed)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        try await storing { () throws(StoreError) in
            try await context.store.importAccounts(request.items, in: context.scope)
        }
        return Response(failed: request.failed)
    }
}
