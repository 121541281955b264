import Apps
import Groups
import Storage
import Wire

/// Lifts bans; accounts without one are passed over, and nobody is put back into the group.
///
/// - Source: protocol reference file 30, section 11.
struct UnbanGroupMember: Command {
    static let name = CommandName(service: .groupOpen, command: "unban_group_member")

    static let reference = CommandReference(
        Wording(
            "Lifts bans; accounts without one are passed over, and nobody is put back into the group.",
            "解除封禁；未被封禁的用户会被忽略，解封后不会自动回到群组。"),
        notes: [Wording("All types.", "支持所有群组类型。")],
        codes: [.tooManyAccounts, .groupNotFound],
        example: #"{"GroupId":"readers","Members_Account":["dave"]}"#)

    struct Request: CommandRequest {
        static let membersAccount = Field.accounts(
            "Members_Account", atMost: .groups(\.bannedAccounts),
            "Whose bans to lift; names that no account can have are passed over.", "需要解封的用户列表；不可能存在的用户名会被忽略。"
        ).requiredNonEmpty()

        static let fields = FieldList(GroupFields.groupID, membersAccount)

        let group: GroupID
        let accounts: [Account]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            let names = try fields.read(Self.membersAccount)
            group = try GroupID(addressing: groupText)
            try fields.checkCount(names.count, of: Self.membersAccount, else: .tooManyAccounts)
            accounts = settings.accounts(named: names)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        try await storing { () throws(StoreError) in
            try await context.store.unbanMembers(request.accounts, from: request.group, in: context.scope)
        }
        return EmptyResponse()
    }
}
