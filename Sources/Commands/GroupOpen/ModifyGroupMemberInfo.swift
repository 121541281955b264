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

    struct Request: CommandRequest {
        let group: GroupID
        /// `nil` for a name that no account can have.
        let account: Account?
        let role: Role?
        let msgFlag: MsgFlag?
        let nameCard: String?
        let muteTime: UInt32?
        let customFields: [CustomField]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            account = settings.account(named: try fields.requiredAccountName("Member_Account"))
            role = try fields.choice("Role", of: Role.self)
            msgFlag = try fields.choice("MsgFlag", of: MsgFlag.self)
            nameCard = try fields.text("NameCard", maximumBytes: settings.limits.nameCardBytes)
            muteTime = try fields.muteTime()
            customFields = try fields.customFields("AppMemberDefinedData")
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

extension RequestFields {
    /// The seconds of a mute, from `MuteTime` or the older `ShutUpTime`; `nil` when absent.
    func muteTime() throws(APIError) -> UInt32? {
        try integer(spelling(newer: "MuteTime", older: "ShutUpTime"), in: 0...Int64(UInt32.max)).map(UInt32.init)
    }
}
