import Apps
import Storage
import Wire

/// Creates up to 100 accounts, or updates those that exist.
///
/// - Source: protocol reference file 60, section 3.
struct MultiaccountImport: Command {
    static let name = CommandName(service: .login, command: "multiaccount_import")

    static let reference = CommandReference(
        Wording("Creates up to 100 accounts, or updates those that exist.", "批量导入账号，单次最多 100 个；账号已存在时更新其昵称和头像。"),
        notes: [
            Wording(
                "Either `AccountList` or `Accounts` must be there, not both. Entries that cannot be imported are listed in "
                    + "`FailAccounts`; the call fails only when none can.",
                "`AccountList` 和 `Accounts` 必须且只能填写一个。无法导入的账号在 `FailAccounts` 中返回，全部无法导入时才返回错误。")
        ],
        example: #"{"AccountList":[{"UserID":"erin","Nick":"Erin","FaceUrl":"https://example.com/erin.png"},"#
            + #"{"UserID":"frank","Nick":"Frank"}]}"#)

    struct Request: CommandRequest {
        static let nick = Field.text(
            "Nick", "The nickname, at most 500 bytes; without, the account keeps the one it has.",
            "用户昵称，不超过 500 字节；不填则保持不变。")
        static let faceURL = Field.text(
            "FaceUrl", "The address of the picture, at most 500 bytes; without, the account keeps the one it has.",
            "用户头像 URL，不超过 500 字节；不填则保持不变。")
        static let accountList = Field.objects(
            "AccountList", of: FieldList(AccountFields.userID, nick, faceURL),
            atMost: .fixed(AccountFields.maximumAccounts), "The accounts with their profiles.", "要导入的账号及其资料列表。")
        static let accounts = Field.accounts(
            "Accounts", atMost: .fixed(AccountFields.maximumAccounts), "The names of the accounts: the older form.",
            "要导入的账号名列表（旧格式）。")

        static let fields = FieldList(accountList, accounts)

        let items: [Storage.AccountImport]
        /// The names that cannot be imported, in request order.
        let failed: [String]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let isNewForm = try fields.usesSecond(of: Self.accounts.facts.name, Self.accountList.facts.name)
            let entries = isNewForm ? try Self.objects(in: fields, settings) : try Self.names(in: fields, settings)
            items = entries.compactMap(\.item)
            failed = entries.filter { $0.item == nil }.map(\.name)
            guard !items.isEmpty else {
                throw fields.refusal(
                    isNewForm ? Self.accountList.facts.name : Self.accounts.facts.name,
                    "holds no name that an account can have, or only texts over 500 bytes")
            }
        }

        private typealias Entry = (name: String, item: Storage.AccountImport?)

        private static func names(in fields: RequestFields, _ settings: AppSettings) throws(APIError) -> [Entry] {
            let names = try fields.read(accounts.requiredNonEmpty())
            guard names.count <= AccountFields.maximumAccounts else {
                throw fields.refusal(
                    accounts, "holds \(names.count) names, more than \(AccountFields.maximumAccounts)")
            }
            return names.map { ($0, settings.account(named: $0).map { Storage.AccountImport(account: $0) }) }
        }

        private static func objects(in fields: RequestFields, _ settings: AppSettings) throws(APIError) -> [Entry] {
            var entries: [Entry] = []
            let objects = try fields.read(accountList.requiredNonEmpty())
            try fields.checkCount(objects.count, of: accountList)
            for object in objects {
                let name = try object.read(AccountFields.userID)
                let nick = try object.read(Self.nick)
                let faceURL = try object.read(Self.faceURL)
                let fits = [nick, faceURL].allSatisfy { ($0?.utf8.count ?? 0) <= AccountFields.maximumTextBytes }
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
