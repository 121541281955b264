import Apps
import Groups
import Storage
import Wire

/// Returns profile fields of up to 100 accounts; fields that were never set are left out.
///
/// - Source: protocol reference file 60, section 9. Items for accounts that do not exist: as in the page's sample,
///   against its text.
struct PortraitGet: Command {
    static let name = CommandName(service: .profile, command: "portrait_get")

    static let reference = CommandReference(
        Wording(
            "Returns profile fields of up to 100 accounts; fields that were never set are left out.",
            "批量获取用户资料，单次最多 100 个账号；从未设置的字段不返回。"),
        notes: [
            Wording(
                "An account that does not exist does not fail the call: its item carries a code, "
                    + "which is the call's code only when none of the accounts exists.",
                "不存在的账号不影响其他账号，其结果带有错误码；全部不存在时才返回错误。"),
            CommandReference.profileTagsNote,
        ],
        codes: [
            .profileAccountMissing, .unknownProfileField, .profileFieldNotReadable, .profileAccountNotFound,
        ],
        example: #"{"To_Account":["alice","bob"],"TagList":["Tag_Profile_IM_Nick","Tag_Profile_IM_Image"]}"#)

    struct Request: CommandRequest {
        /// A list that is absent or empty is refused with ``ErrorCode/profileAccountMissing``.
        static let toAccount = Field.accounts(
            "To_Account", atMost: 100, "The accounts, in the order of the answer.", "要获取资料的用户列表，应答按相同顺序返回。"
        ).map { (_, name, names) throws(APIError) -> [String]? in
            guard let names, !names.isEmpty else {
                throw APIError(.profileAccountMissing, "\(name) is missing or empty")
            }
            return names
        }.required()
        static let tagList = Field.texts("TagList", "The tags of the wanted fields.", "要获取的资料字段列表。").requiredNonEmpty()

        static let fields = FieldList(toAccount, tagList)

        let names: [String]
        let fields: [PortraitField]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            names = try fields.read(Self.toAccount)
            let tags = try fields.read(Self.tagList)
            try fields.checkCount(names.count, of: Self.toAccount, else: .invalidProfileParameter)
            var portraitFields: [PortraitField] = []
            for tag in tags {
                let field = try PortraitField(tag: tag, declared: settings.declaredProfileFields)
                try field.checkReadable()
                portraitFields.append(field)
            }
            self.fields = portraitFields
        }
    }

    struct Response: CommandResponse {
        struct Item: Sendable {
            let name: String
            /// `nil` for an account that does not exist.
            let portrait: [PortraitItem]?
        }

        /// In the order of the request.
        let items: [Item]

        func write(to writer: inout JSONWriter) {
            writer.array("UserProfileItem", of: items) { writer, item in
                write(item, to: &writer)
            }
            let failed = items.filter { $0.portrait == nil }.map(\.name)
            if !failed.isEmpty {
                writer.field("Fail_Account", failed)
            }
        }

        private func write(_ item: Item, to writer: inout JSONWriter) {
            writer.beginObject()
            writer.field("To_Account", item.name)
            if let portrait = item.portrait {
                writer.array("ProfileItem", of: portrait) { writer, field in
                    writer.portraitItem(field)
                }
            }
            writer.field("ResultCode", item.portrait == nil ? ErrorCode.profileAccountNotFound.rawValue : 0)
            writer.field("ResultInfo", item.portrait == nil ? "the account has not been imported" : "")
            writer.endObject()
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        let accounts = context.app.accounts(named: request.names)
        let stored = try await storing { () throws(StoreError) in
            try await context.store.portraits(of: accounts, in: context.scope)
        }
        let admins = Set(context.app.admins)
        let items = request.names.map { name in
            let account = context.app.account(named: name)
            let portrait = account.flatMap { stored[$0] ?? (admins.contains($0) ? [:] : nil) }
            return Response.Item(name: name, portrait: portrait.map { Self.select(request.fields, from: $0) })
        }
        guard items.contains(where: { $0.portrait != nil }) else {
            throw APIError(.profileAccountNotFound, "To_Account: none of the accounts has been imported")
        }
        return Response(items: items)
    }

    private static func select(_ fields: [PortraitField], from portrait: [String: PortraitValue]) -> [PortraitItem] {
        fields.compactMap { field in
            portrait[field.tag].map { PortraitItem(tag: field.tag, value: $0) }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func portraitItem(_ item: PortraitItem) {
        beginObject()
        field("Tag", item.tag)
        switch item.value {
        case .text(let text): field("Value", text)
        case .number(let number): field("Value", number)
        }
        endObject()
    }
}
