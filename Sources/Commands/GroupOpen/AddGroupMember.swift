import Apps
import Groups
import Storage
import Wire

/// Adds accounts to a group at once, whatever its join options say: all that are not members yet, or nobody.
///
/// Those who do not exist or are banned stay out. The call is refused when none of the accounts exists, when the group is
/// too full for those to be added, and with a plan when it allows nobody of those that are not members.
///
/// - Source: protocol reference file 30, section 4; decision 17 of the protocol reference.
struct AddGroupMember: Command {
    static let name = CommandName(service: .groupOpen, command: "add_group_member")
    static let isBrief = true

    static let reference = CommandReference(
        Wording(
            "Adds accounts to a group at once, whatever its join options say: all that are not members yet, or nobody.",
            "直接添加群成员，不受加群方式限制：要么加入全部尚未入群的用户，要么都不加入。"),
        notes: [
            Wording("All types but AVChatRoom.", "不支持直播群（AVChatRoom）。"),
            Wording(
                "Each account has a `Result`: 0 for one that does not exist, is banned or has as many groups as the app's plan "
                    + "allows, 1 for one that was added, 2 for one that was a member already.",
                "每个用户有各自的 `Result`：0 表示失败（用户不存在、已被封禁或加群数量达到套餐上限），1 表示成功，2 表示已经是群成员。"),
        ],
        codes: [
            .tooManyAccounts, .groupNotFound, .notPermitted, .accountNotFound, .groupFull, .tooManyGroupsOfAccount,
        ],
        example: #"{"GroupId":"team","Silence":1,"#
            + #""MemberList":[{"Member_Account":"carol"},{"Member_Account":"dave"}]}"#)

    struct Request: CommandRequest {
        static let silence = Field.flag(
            "Silence", "Whether the members are told nothing; without, they are told.", "是否静默加人，不通知群成员；不填则通知。")
        static let memberList = Field.objects(
            "MemberList", of: FieldList(GroupMemberFields.memberAccount), atMost: .groups(\.addedMembers),
            "Whom to add, in the order of the answer.", "待添加的群成员列表，应答按相同顺序返回。"
        ).requiredNonEmpty()

        static let fields = FieldList(GroupFields.groupID, silence, memberList)

        let group: GroupID
        let names: [String]
        /// Whether the group is told nothing.
        let isSilent: Bool

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            isSilent = try fields.read(Self.silence) ?? false
            names = try fields.read(Self.memberList).map { (member) throws(APIError) in
                try member.read(GroupMemberFields.memberAccount)
            }
            group = try GroupID(addressing: groupText)
            try fields.checkCount(names.count, of: Self.memberList, else: .tooManyAccounts)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> MemberResults {
        let accounts = request.names.map(context.app.account)
        guard let backend = context.backend else {
            return MemberResults(names: request.names, results: try await add(accounts, by: request, in: context))
        }
        do {
            return MemberResults(
                names: request.names, results: try await add(accounts, by: request, in: context, asking: backend))
        } catch {
            if error.code == .groupFull {
                await backend.tell(.groupFull(request.group))
            }
            throw error
        }
    }

    private func add(
        _ accounts: [Account?], by request: Request, in context: CommandContext, isRehearsal: Bool = false
    ) async throws(APIError) -> [MemberAdmission.Result] {
        var scope = context.scope
        scope.isRehearsal = isRehearsal
        return try await storing { [scope] () throws(StoreError) in
            try await context.store.addMembers(accounts, to: request.group, in: scope, isSilent: request.isSilent)
        }
    }

    /// Adds those whom the app's backend lets in; the others fail.
    private func add(
        _ accounts: [Account?], by request: Request, in context: CommandContext, asking backend: AppBackend
    ) async throws(APIError) -> [MemberAdmission.Result] {
        guard backend.wants(.addMembers) else {
            return try await add(accounts, by: request, in: context)
        }
        let tried = try await add(accounts, by: request, in: context, isRehearsal: true)
        let coming = zip(accounts, tried).compactMap { $1 == .added ? $0 : nil }
        guard !coming.isEmpty else {
            return tried
        }
        let type = try await profile(of: request.group, in: context).type
        let refused = try await backend.permit(.addMembers(coming, request.group, type)).refusedMembers
        let permitted = accounts.map { account in account.flatMap { refused.contains($0.text) ? nil : $0 } }
        guard permitted.contains(where: { $0 != nil }) else {
            return tried.map { $0 == .added ? .failed : $0 }
        }
        return try await add(permitted, by: request, in: context)
    }
}
