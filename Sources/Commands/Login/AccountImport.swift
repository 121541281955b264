import Apps
import Storage
import Wire

/// Creates one account, or updates its nickname and avatar.
///
/// - Errors: ``ErrorCode/invalidAccountParameter`` for a `UserID` that no account can have,
///   ``ErrorCode/profileValueTooLong`` for a `Nick` or `FaceUrl` over 500 bytes.
/// - Source: protocol reference file 60, section 2. `Identifier` is an older name of `UserID`; both with a value are
///   refused.
struct AccountImport: Command {
    static let name = CommandName(service: .login, command: "account_import")

    struct Request: CommandRequest {
        let item: Storage.AccountImport

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let field = try fields.userIDField()
            guard let account = settings.account(named: try fields.requiredAccountName(field)) else {
                throw fields.refusal(field, "must be \(settings.accountNaming.rule)")
            }
            item = Storage.AccountImport(
                account: account, nick: try fields.profileText("Nick"), faceURL: try fields.profileText("FaceUrl"))
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        try await storing { () throws(StoreError) in
            try await context.store.importAccounts([request.item], in: context.scope)
        }
        return EmptyResponse()
    }
}

extension RequestFields {
    /// The name under which the request gives the account: `UserID`, or the older `Identifier`.
    func userIDField() throws(APIError) -> StaticString {
        try spelling("UserID", "Identifier")
    }

    /// A text of an account's profile; `nil` when absent.
    ///
    /// - Throws: ``ErrorCode/profileValueTooLong`` over 500 bytes.
    func profileText(_ name: StaticString) throws(APIError) -> String? {
        let text = try string(name)
        guard (text?.utf8.count ?? 0) <= 500 else {
            throw APIError(.profileValueTooLong, "\(name) is longer than 500 bytes")
        }
        return text
    }

    /// The 1 to 100 objects of a list in an account call.
    func accountItems(_ name: StaticString) throws(APIError) -> [RequestFields] {
        let items = try requiredObjects(name)
        guard items.count <= 100 else {
            throw refusal(name, "holds \(items.count) entries, more than 100")
        }
        return items
    }
}
