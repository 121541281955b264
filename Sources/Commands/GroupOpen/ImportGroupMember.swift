import Apps
import Groups
import Storage
import Wire

/// Brings members in from another system, each for itself, without notices and webhooks.
///
/// - Source: protocol reference file 30, section 15.
struct ImportGroupMember: Command {
    static let name = CommandName(service: .groupOpen, command: "import_group_member")

    static let reference = CommandReference(
        Wording(
            "Brings members in from another system, each for itself, without notices and webhooks.",
            "导入群成员，逐个处理，不发送通知，也不触发回调。"),
        notes: [
            Wording("All types but AVChatRoom.", "不支持直播群（AVChatRoom）。"),
            Wording(
                "Each account has a `Result`: 0 for one that does not exist or is banned, whose `JoinTime` is outside the life of "
                    + "the group, or for whom the group is full; 1 for one that was added, 2 for one that was a member already.",
                "每个用户有各自的 `Result`：0 表示失败（用户不存在、已被封禁、`JoinTime` 早于建群或晚于当前时间，或群已满员），1 表示成功，"
                    + "2 表示已经是群成员。"),
        ],
        codes: [.tooManyAccounts, .groupNotFound, .notPermitted],
        example: #"{"GroupId":"meeting","MemberList":[{"Member_Account":"alice","Role":"Admin"},"#
            + #"{"Member_Account":"dave","UnreadMsgNum":0}]}"#)

    struct Request: CommandRequest {
        static let joinTime = Field.optionalInteger(
            "JoinTime", in: 0...UnixTime.forever.seconds,
            "When the account joined, in seconds since 1970; without, now.",
            "入群时间，UTC 时间戳（秒）；不填则为当前时间。")
        static let unreadMsgNum = Field.integer(
            "UnreadMsgNum", in: 0...UnixTime.forever.seconds,
            "How many of the group's messages the member has not read, at most all of them; without, 0.",
            "未读消息数，不超过群消息总数；不填则为 0。")
        static let memberList = Field.objects(
            "MemberList",
            of: FieldList(GroupMemberFields.memberAccount, joinTime, GroupMemberFields.newRole, unreadMsgNum),
            atMost: .groups(\.importedMembers), "Whom to bring in, in the order of the answer.",
            "待导入的群成员列表，应答按相同顺序返回。"
        ).requiredNonEmpty()

        static let fields = FieldList(GroupFields.groupID, memberList)

        let group: GroupID
        let names: [String]
        let imports: [MemberAdmission.Import]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            var names: [String] = []
            var imports: [MemberAdmission.Import] = []
            for member in try fields.read(Self.memberList) {
                let name = try member.read(GroupMemberFields.memberAccount)
                let joinTime = try member.read(Self.joinTime)
                names.append(name)
                imports.append(
                    MemberAdmission.Import(
                        account: settings.account(named: name),
                        role: try member.read(GroupMemberFields.newRole),
                        joinTime: joinTime.map(UnixTime.init),
                        unreadMsgNum: try member.read(Self.unreadMsgNum) ?? 0))
            }
            group = try GroupID(addressing: groupText)
            try fields.checkCount(names.count, of: Self.memberList, else: .tooManyAccounts)
            self.names = names
            self.imports = imports
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> MemberResults {
        let results = try await storing { () throws(StoreError) in
            try await context.store.importMembers(request.imports, to: request.group, in: context.scope)
        }
        return MemberResults(names: request.names, results: results)
    }
}
