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

    struct Request: CommandRequest {
        let group: GroupID
        let change: ProfileChange
        let fromAccount: String?

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let limits = settings.limits
            let groupText = try fields.requiredString("GroupId")
            var change = ProfileChange()
            change.name = try fields.nonEmptyText("Name", maximumBytes: limits.nameBytes, tooLong: .nameTooLong)
            change.introduction = try fields.text(
                "Introduction", maximumBytes: limits.introductionBytes, tooLong: .introductionTooLong)
            change.notification = try fields.text("Notification", maximumBytes: limits.notificationBytes)
            change.faceURL = try fields.text("FaceUrl", maximumBytes: limits.faceURLBytes)
            change.maxMemberField = try fields.spelling("MaxMemberNum", "MaxMemberCount", zeroIsAbsent: true)
            change.maxMemberNum = try fields.optionalInteger(change.maxMemberField, in: .min ... .max)
            change.applyJoinOption = try fields.choice("ApplyJoinOption", of: ApplyJoinOption.self)
            change.inviteJoinOption = try fields.choice("InviteJoinOption", of: InviteJoinOption.self)
            change.isMuted = try fields.onOff(fields.spelling(newer: "MuteAllMember", older: "ShutUpAllMember"))
            change.enablesPermissions = try fields.flag("EnablePermission")
            change.defaultPermission = try fields.defaultPermission(
                whereEnabled: change.enablesPermissions ?? true)
            change.showsHistoryBeforeJoin = try fields.onOff("HistoryMsgBeforeJoin")
            change.customFields = try CustomFieldChange.group(
                fields.customFields("AppDefinedData"), declared: settings.declaredGroupFields, limits: limits)
            fromAccount = fields.isAbsent("From_Account") ? nil : try fields.accountName("From_Account")
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
