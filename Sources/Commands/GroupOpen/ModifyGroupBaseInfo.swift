import Apps
import Groups
import Storage
import Wire

/// Changes the fields of a group's profile that the request names; the others stay.
///
/// - Group types: all; single fields are not for every type.
/// - Errors: ``ErrorCode/groupNotFound``, ``ErrorCode/accountNotFound`` (`From_Account`),
///   ``ErrorCode/invalidParameter`` for a field that the group does not have.
/// - Source: protocol reference file 30, section 3. `ShutUpAllMember` is an older name of `MuteAllMember`, which
///   wins.
struct ModifyGroupBaseInfo: Command {
    static let name = CommandName(service: .groupOpen, command: "modify_group_base_info")
    static let isBrief = true

    static let reference = CommandReference(
        Wording(
            "Changes the fields of a group's profile that the request names; the others stay.",
            "修改群基础资料；未填写的字段保持不变。"),
        codes: [.groupNotFound, .accountNotFound],
        example: #"{"GroupId":"readers","Name":"Readers of novels","Notification":"We meet on Friday."}"#)

    struct Request: CommandRequest {
        static let maxMemberNum = Field.optionalInteger(
            "MaxMemberNum", in: .min ... .max, GroupFields.maxMemberCount.facts.meaning
        ).or("MaxMemberCount", .exclusiveUnlessZero)
        static let muteAllMember = Field.onOff(
            "MuteAllMember", "Whether only owner and admins may send messages.", "是否全员禁言。"
        ).or("ShutUpAllMember", .older)
        static let historyMsgBeforeJoin = Field.onOff(
            "HistoryMsgBeforeJoin", "Whether members see messages from before they joined.", "新成员是否可见入群前的历史消息。")

        static let fields = FieldList(
            GroupFields.groupID, GroupFields.newName, GroupFields.introduction, GroupFields.notification,
            GroupFields.faceURL, maxMemberNum, GroupFields.applyJoinOption, GroupFields.inviteJoinOption,
            muteAllMember, GroupFields.enablePermission, GroupFields.defaultPermission, historyMsgBeforeJoin,
            GroupFields.customFields, OperatorFields.fromAccount)

        let group: GroupID
        let change: ProfileChange
        let fromAccount: String?

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            var change = ProfileChange()
            change.name = try fields.read(GroupFields.newName)
            change.introduction = try fields.read(GroupFields.introduction)
            change.notification = try fields.read(GroupFields.notification)
            change.faceURL = try fields.read(GroupFields.faceURL)
            change.maxMemberField = try fields.name(of: Self.maxMemberNum)
            change.maxMemberNum = try fields.read(Self.maxMemberNum)
            change.applyJoinOption = try fields.read(GroupFields.applyJoinOption)
            change.inviteJoinOption = try fields.read(GroupFields.inviteJoinOption)
            change.isMuted = try fields.read(Self.muteAllMember)
            change.enablesPermissions = try fields.read(GroupFields.enablePermission)
            change.defaultPermission = try fields.read(
                change.enablesPermissions ?? true ? GroupFields.defaultPermission : GroupFields.idleDefaultPermission)
            change.showsHistoryBeforeJoin = try fields.read(Self.historyMsgBeforeJoin)
            change.customFields = try CustomFieldChange.group(
                fields.read(GroupFields.customFields), declared: settings.declaredGroupFields, limits: settings.limits)
            fromAccount = try fields.read(OperatorFields.fromAccount)
            group = try GroupID(addressing: groupText)
            self.change = change
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        let named = RequestAccounts(
            request.fromAccount.map { [$0] } ?? [], naming: context.app.accountNaming)
        if !named.allPossible {
            _ = try await profile(of: request.group, in: context)
        }
        try named.checkPossible()
        try await storing { () throws(StoreError) in
            try await context.store.changeProfile(
                of: request.group, in: context.scope, by: request.change, operator: named.accounts.first)
        }
        return EmptyResponse()
    }
}
