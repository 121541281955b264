import Apps
import Groups
import Storage
import Wire

/// Changes a member's role, delivery option, name card, mute and custom fields; all that is named, or nothing.
///
/// - Group types: all but AVChatRoom; Work without admins and mutes.
/// - Errors: ``ErrorCode/groupNotFound``, ``ErrorCode/notPermitted`` (the type has no such thing, or the account is the
///   owner and has to keep its role), ``ErrorCode/invalidParameter`` (the account is not a member, or is to be owner).
/// - Source: protocol reference file 30, section 6. The code for a role of the owner: observed with a client SDK.
///   `ShutUpTime` is an older name of `MuteTime`, which wins.
struct ModifyGroupMemberInfo: Command {
    static let name = CommandName(service: .groupOpen, command: "modify_group_member_info")
    static let isBrief = true

    static let reference = CommandReference(
        Wording(
            "Changes a member's role, delivery option, name card, mute and custom fields; all that is named, or nothing.",
            "修改群成员资料：角色、消息屏蔽类型、群名片、禁言时长和自定义字段。"),
        notes: [
            Wording(
                "All types but AVChatRoom; Work without admins and mutes.", "不支持直播群（AVChatRoom）；好友工作群（Work）没有管理员和禁言。")
        ],
        codes: [.groupNotFound, .notPermitted],
        example: #"{"GroupId":"readers","Member_Account":"bob","Role":"Admin","NameCard":"Bob B."}"#)

    struct Request: CommandRequest {
        static let role = Field.choice(
            "Role", of: Role.self, "The role; the owner's is changed by `change_group_owner`.",
            "成员角色；群主请使用 `change_group_owner` 转让。")
        static let msgFlag = Field.choice(
            "MsgFlag", of: MsgFlag.self, "How messages reach the member.", "消息屏蔽类型。")
        static let nameCard = Field.text(
            "NameCard", atMost: .groups(\.nameCardBytes), "What the member is called in the group.", "群名片。")

        static let fields = FieldList(
            GroupFields.groupID, GroupMemberFields.memberAccount, role, msgFlag, nameCard, GroupMemberFields.muteTime,
            GroupMemberFields.customFields)

        let group: GroupID
        /// `nil` for a name that no account can have.
        let account: Account?
        let role: Role?
        let msgFlag: MsgFlag?
        let nameCard: String?
        let muteTime: UInt32?
        let customFields: [CustomField]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            account = settings.account(named: try fields.read(GroupMemberFields.memberAccount))
            role = try fields.read(Self.role)
            msgFlag = try fields.read(Self.msgFlag)
            nameCard = try fields.read(Self.nameCard)
            muteTime = try fields.read(GroupMemberFields.muteTime)
            customFields = try fields.read(GroupMemberFields.customFields)
            group = try GroupID(addressing: groupText)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        var change = MemberChange()
        change.role = request.role
        change.msgFlag = request.msgFlag
        change.nameCard = request.nameCard
        change.muteTime = request.muteTime
        change.customFields = try CustomFieldChange.member(
            request.customFields, declared: try await declaredFields(for: request, in: context),
            limits: context.app.limits)
        let finished = change
        try await storing { () throws(StoreError) in
            try await context.store.changeMember(request.account, of: request.group, in: context.scope, by: finished)
        }
        return EmptyResponse()
    }

    /// The keys that members of the group may use.
    ///
    /// A group's type never changes, so it can be read beforehand.
    private func declaredFields(
        for request: Request, in context: CommandContext
    ) async throws(APIError) -> [String]? {
        guard !request.customFields.isEmpty, !context.app.declaredMemberFields.isEmpty else {
            return nil
        }
        return context.app.declaredMemberFields[try await profile(of: request.group, in: context).type]
    }
}
