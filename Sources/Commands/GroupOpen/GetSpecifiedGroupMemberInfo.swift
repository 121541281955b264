import Apps
import Groups
import Storage
import Wire

/// Returns the profiles of the listed accounts that are members of a group.
///
/// - Order: as in the request, an account that stands twice once.
/// - Source: protocol reference file 20, section 5.
struct GetSpecifiedGroupMemberInfo: Command {
    static let name = CommandName(service: .groupOpen, command: "get_specified_group_member_info")

    /// Most accounts in a request.
    static let maximumAccounts = 50

    static let reference = CommandReference(
        Wording(
            "Returns the profiles of the listed accounts that are members of a group; others are left out.",
            "获取指定群成员的资料；不是群成员的用户不返回。"),
        notes: [Wording("All types but AVChatRoom.", "不支持直播群（AVChatRoom）。"), MemberSelection.note],
        codes: [.groupNotFound, .notPermitted, .answerTooLarge],
        example: #"{"GroupId":"readers","Member_List_Account":["bob","carol"],"MemberInfoFilter":["Role","MsgFlag"],"#
            + #""AppDefinedDataFilter_GroupMember":["level"]}"#)

    struct Request: CommandRequest {
        static let memberList = Field.accounts(
            "Member_List_Account", atMost: .fixed(GetSpecifiedGroupMemberInfo.maximumAccounts),
            "The members, in the order of the answer.", "群成员的 UserID 列表，应答按相同顺序返回。"
        ).requiredNonEmpty()

        static let fields =
            FieldList(GroupFields.groupID, memberList) + MemberSelection.fields + FieldList(MemberSelection.roleFilter)

        let group: GroupID
        /// In request order, each once.
        let accounts: [Account]
        let selection: MemberSelection
        let roles: Set<Role>

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            let names = try fields.read(Self.memberList)
            selection = try MemberSelection(fields, settings: settings)
            roles = try fields.read(MemberSelection.roleFilter)
            group = try GroupID(addressing: groupText)
            try fields.checkCount(names.count, of: Self.memberList)
            var seen: Set<Account> = []
            accounts = settings.accounts(named: names).filter { seen.insert($0).inserted }
        }
    }

    struct Content: CommandResponse {
        let group: GroupID
        let members: [Member]
        let selection: MemberSelection
        let now: UnixTime
        let isOnline: @Sendable (Account) -> Bool

        func write(to writer: inout JSONWriter) {
            writer.field("GroupId", group.text)
            writer.array("MemberList", of: members) { writer, member in
                writer.member(member, selection, at: now, isOnline: isOnline)
            }
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EncodedResponse {
        let found = try await storing { () throws(StoreError) in
            try await context.store.findMembers(request.accounts, of: request.group, in: context.scope)
        }
        let members = request.accounts.compactMap { found[$0] }.filter { request.roles.contains($0.role) }
        let content = Content(
            group: request.group, members: members, selection: request.selection, now: context.now,
            isOnline: context.isOnline)
        return try EncodedResponse(
            content, atMost: context.app.maximumAnswerBytes, advice: "ask for fewer members or fields")
    }
}
