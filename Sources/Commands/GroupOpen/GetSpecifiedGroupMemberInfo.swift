import Apps
import Groups
import Storage
import Wire

/// Returns the profiles of the listed accounts that are members of a group.
///
/// - Limits: 50 entries in `Member_List_Account`.
/// - Group types: all but AVChatRoom.
/// - Errors: ``ErrorCode/groupNotFound``, ``ErrorCode/notPermitted`` (AVChatRoom), ``ErrorCode/answerTooLarge``.
///   Accounts that are not members are left out.
/// - Order: as in the request, an account that stands twice once.
/// - Source: protocol reference file 20, section 5.
struct GetSpecifiedGroupMemberInfo: Command {
    static let name = CommandName(service: .groupOpen, command: "get_specified_group_member_info")

    /// Most accounts in a request.
    static let maximumAccounts = 50

    struct Request: CommandRequest {
        let group: GroupID
        /// In request order, each once.
        let accounts: [Account]
        let selection: MemberSelection
        let roles: Set<Role>

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            let names = try fields.requiredAccountNames("Member_List_Account")
            selection = try MemberSelection(fields, settings: settings)
            roles = try fields.memberRoles()
            group = try GroupID(addressing: groupText)
            try fields.checkListLength(
                names.count, of: "Member_List_Account", atMost: GetSpecifiedGroupMemberInfo.maximumAccounts)
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
