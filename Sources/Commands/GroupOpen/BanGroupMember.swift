import Apps
import Groups
import Storage
import Wire

/// Throws accounts out of a group and keeps them out for a time; they need not be members.
///
/// - Source: protocol reference file 30, section 10.
struct BanGroupMember: Command {
    static let name = CommandName(service: .groupOpen, command: "ban_group_member")

    static let reference = CommandReference(
        Wording(
            "Throws accounts out of a group and keeps them out for a time; they need not be members.",
            "封禁用户：将其移出群组，并在一段时间内禁止其再次加群；被封禁的用户可以不是群成员。"),
        notes: [
            Wording("All types. The owner cannot be banned; nobody is banned then.", "支持所有群组类型。不能封禁群主，否则所有用户都不会被封禁。")
        ],
        codes: [.tooManyAccounts, .groupNotFound, .notPermitted],
        example: #"{"GroupId":"readers","Members_Account":["bob"],"Duration":3600,"Description":"Advertising"}"#)

    struct Request: CommandRequest {
        static let membersAccount = Field.accounts(
            "Members_Account", atMost: .groups(\.bannedAccounts),
            "Whom to ban; names that no account can have are passed over.", "需要封禁的用户列表；不可能存在的用户名会被忽略。"
        ).requiredNonEmpty()
        static let duration = Field.integer(
            "Duration", in: 1...Int64(UInt32.max), "Seconds of the ban from now.", "封禁时长，单位为秒。"
        ).required()
        static let description = Field.text(
            "Description", atMost: .groups(\.banDescriptionBytes),
            "What those who are thrown out are told; checked and not used.", "封禁说明；仅校验，不使用。")

        static let fields = FieldList(GroupFields.groupID, membersAccount, duration, description)

        let group: GroupID
        let accounts: [Account]
        let duration: UInt32

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            let names = try fields.read(Self.membersAccount)
            duration = UInt32(try fields.read(Self.duration))
            // it is for the client of whoever is thrown out, and this server takes no connections of clients
            _ = try fields.read(Self.description)
            group = try GroupID(addressing: groupText)
            try fields.checkCount(names.count, of: Self.membersAccount, else: .tooManyAccounts)
            accounts = settings.accounts(named: names)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        try await storing { () throws(StoreError) in
            try await context.store.banMembers(
                request.accounts, from: request.group, in: context.scope,
                until: context.now.advanced(bySeconds: request.duration))
        }
        return EmptyResponse()
    }
}
