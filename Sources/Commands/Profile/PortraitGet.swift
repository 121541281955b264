import Apps
import Groups
import Storage
import Wire

/// Returns profile fields of up to 100 accounts; fields that were never set are left out.
///
/// - Limits: 1 to 100 accounts.
/// - Errors: ``ErrorCode/profileAccountMissing``, ``ErrorCode/unknownProfileField``,
///   ``ErrorCode/profileFieldNotReadable``. An account that does not exist does not fail the command: its item carries
///   ``ErrorCode/profileAccountNotFound``, which is the command's code only when none of the accounts exists.
/// - Source: protocol reference file 60, section 9. Items for accounts that do not exist: as in the page's sample,
///   against its text.
struct PortraitGet: Command {
    static let name = CommandName(service: .profile, command: "portrait_get")

    struct Request: CommandRequest {
        let names: [String]
        let fields: [PortraitField]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            names = try fields.portraitAccountNames()
            let tags = try fields.requiredStrings("TagList")
            guard names.count <= 100 else {
                throw fields.refusal("To_Account", "holds \(names.count) accounts, more than 100")
            }
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

extension RequestFields {
    /// The names in `To_Account`.
    ///
    /// - Throws: ``ErrorCode/profileAccountMissing`` for a list that is absent or empty.
    fileprivate func portraitAccountNames() throws(APIError) -> [String] {
        guard let names = try accountNames("To_Account"), !names.isEmpty else {
            throw APIError(.profileAccountMissing, "To_Account is missing or empty")
        }
        return names
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
