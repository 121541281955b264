import Apps
import Groups
import Storage
import Wire

/// Takes members out of a group; accounts that are not members are passed over.
///
/// - Source: protocol reference file 30, section 5.
struct DeleteGroupMember: Command {
    static let name = CommandName(service: .groupOpen, command: "delete_group_member")
    static let isBrief = true

    static let reference = CommandReference(
        Wording(
            "Takes members out of a group; accounts that are not members are passed over.", "删除群成员；不是群成员的用户会被忽略。"),
        notes: [
            Wording(
                "All types but AVChatRoom. Only a Work group can lose its owner; in others a list with the owner removes nobody.",
                "不支持直播群（AVChatRoom）。只有好友工作群（Work）可以删除群主；其他类型的群组中，列表含群主时不会删除任何成员。"),
            Wording("A running mute stays, and applies again to who comes back.", "禁言在删除后继续计时，重新入群后仍然有效。"),
        ],
        codes: [.tooManyAccounts, .groupNotFound, .notPermitted],
        example: #"{"GroupId":"readers","MemberToDel_Account":["bob"],"Silence":1,"Reason":"Moved away"}"#)

    struct Request: CommandRequest {
        static let silence = Field.flag(
            "Silence", "Whether those who stay are told nothing; without, they are told.", "是否静默删人，不通知其余群成员；不填则通知。")
        static let reason = Field.text(
            "Reason", "What those who leave are told; without, nothing.", "删除成员的原因，会通知被删除的成员；不填则为空。")
        static let memberToDel = Field.accounts(
            "MemberToDel_Account", atMost: .groups(\.removedMembers),
            "Whom to remove; names that no account can have are passed over.", "待删除的群成员列表；不可能存在的用户名会被忽略。"
        ).requiredNonEmpty()

        static let fields = FieldList(GroupFields.groupID, silence, reason, memberToDel)

        let group: GroupID
        let accounts: [Account]
        /// Whether those who stay are told nothing.
        let isSilent: Bool
        /// For those who leave; empty where the request gives none.
        let reason: String

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            isSilent = try fields.read(Self.silence) ?? false
            reason = try fields.read(Self.reason) ?? ""
            let names = try fields.read(Self.memberToDel)
            group = try GroupID(addressing: groupText)
            try fields.checkCount(names.count, of: Self.memberToDel, else: .tooManyAccounts)
            accounts = settings.accounts(named: names)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        try await storing { () throws(StoreError) in
            try await context.store.removeMembers(
                request.accounts, from: request.group, in: context.scope, isSilent: request.isSilent,
                reason: request.reason)
        }
        return EmptyResponse()
    }
}
