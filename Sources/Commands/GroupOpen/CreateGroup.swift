import Apps
import Groups
import Storage
import Wire

/// Creates a group, with its owner and the listed accounts as first members where the type stores members.
///
/// - Limits: 100 entries in `MemberList`.
/// - Group types: all; AVChatRoom without `MemberList`.
/// - Errors: ``ErrorCode/tooManyAccounts``, ``ErrorCode/notPermitted`` (members or admins that the type does not have),
///   ``ErrorCode/accountNotFound``, ``ErrorCode/groupIDInUse``, ``ErrorCode/groupIDInUseBySameOwner`` unless the
///   configuration says otherwise; with a plan also ``ErrorCode/operationTooFrequent``,
///   ``ErrorCode/tooManyAVChatRooms``, ``ErrorCode/tooManyGroupsOfAccount``, ``ErrorCode/tooManyMembersForPlan``,
///   ``ErrorCode/tooManyGroupsOfTrial``.
/// - Source: protocol reference file 30, section 2.
struct CreateGroup: Command {
    static let name = CommandName(service: .groupOpen, command: "create_group")

    static let reference = CommandReference(
        Wording(
            "Creates a group, with its owner and the listed accounts as first members where the type stores members.",
            "创建群组，可同时指定群主和首批群成员。"),
        notes: [Wording("All types; AVChatRoom without `MemberList`.", "支持所有群组类型；直播群（AVChatRoom）不支持 `MemberList`。")],
        codes: [
            .tooManyAccounts, .notPermitted, .accountNotFound, .groupIDInUse, .groupIDInUseBySameOwner,
            .operationTooFrequent, .tooManyAVChatRooms, .tooManyGroupsOfAccount, .tooManyMembersForPlan,
            .tooManyGroupsOfTrial,
        ],
        example: #"{"Type":"Public","Name":"Hikers","GroupId":"hikers","Owner_Account":"alice","#
            + #""MemberList":[{"Member_Account":"bob","Role":"Admin"}]}"#)

    struct Request: CommandRequest {
        static let memberList = Field.objects(
            "MemberList",
            of: FieldList(GroupMemberFields.memberAccount, GroupMemberFields.newRole, GroupMemberFields.customFields),
            atMost: .groups(\.initialMembers), "The first members.", "初始群成员列表。")

        static let fields =
            GroupDraft.fields
            + FieldList(
                GroupFields.inviteJoinOption, GroupFields.enablePermission, GroupFields.defaultPermission, memberList)

        let draft: GroupDraft
        let accounts: RequestAccounts

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            var draft = try GroupDraft(fields, settings: settings)
            draft.inviteJoinOption = try fields.read(GroupFields.inviteJoinOption)
            draft.enablesPermissions = try fields.read(GroupFields.enablePermission) ?? false
            draft.defaultPermission = try fields.read(
                draft.enablesPermissions ? GroupFields.defaultPermission : GroupFields.idleDefaultPermission)
            let members = try fields.read(Self.memberList) ?? []
            var names: [String] = []
            for member in members {
                let name = try member.read(GroupMemberFields.memberAccount)
                let role = try member.read(GroupMemberFields.newRole)
                let customFields = try CustomFieldChange.member(
                    member.read(GroupMemberFields.customFields), declared: settings.declaredMemberFields[draft.type],
                    limits: settings.limits)
                names.append(name)
                if let account = settings.account(named: name) {
                    draft.members.append(
                        GroupDraft.InitialMember(account: account, role: role, customFields: customFields))
                }
            }
            try draft.checkNewID()
            try fields.checkCount(members.count, of: Self.memberList, else: .tooManyAccounts)
            try draft.check(limits: settings.limits, plan: settings.plan)
            accounts = RequestAccounts(
                [try fields.read(GroupFields.ownerAccount)].compactMap(\.self) + names, naming: settings.accountNaming)
            self.draft = draft
        }
    }

    struct Response: CommandResponse {
        let profile: GroupProfile

        func write(to writer: inout JSONWriter) {
            writer.field("GroupId", profile.id.text)
            if profile.type == .community {
                writer.field("Type", profile.type.rawValue)
                writer.field("HugeGroupFlag", 0)
            }
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        try request.accounts.checkPossible()
        do {
            if let backend = context.backend, backend.wants(.createGroup) {
                _ = try await insert(request.draft, in: context, isRehearsal: true)
                let owned = try await ownedGroups(by: request.draft.owner, of: request.draft.type, context)
                _ = try await backend.permit(.createGroup(request.draft, ownedGroups: owned))
            }
            return Response(profile: try await insert(request.draft, in: context))
        } catch  where error.isIDInUse && context.app.sameOwnerCode == .groupIDInUse {
            throw APIError(.groupIDInUse, reason: error.reason)
        }
    }

    private func insert(
        _ draft: GroupDraft, in context: CommandContext, isRehearsal: Bool = false
    ) async throws(APIError) -> GroupProfile {
        try await insert(
            draft, createTime: context.now, plan: context.app.plan, in: context, isRehearsal: isRehearsal)
    }
}
