import Apps
import Groups
import Storage
import Wire

/// Mutes or unmutes accounts in a group, or in one topic of a Community.
///
/// A mute outlives leaving the group, and may precede joining it.
///
/// - Limits: 500 entries in `Members_Account`. Names that no account can have are passed over.
/// - Group types: all but Work.
/// - Errors: ``ErrorCode/tooManyAccounts``, ``ErrorCode/groupNotFound`` (group or topic), ``ErrorCode/notPermitted``
///   (Work), ``ErrorCode/invalidParameter`` for `TopicId` in a group without topics.
/// - Source: protocol reference file 30, section 9. `ShutUpTime` is an older name of `MuteTime`, which wins.
struct ForbidSendMsg: Command {
    static let name = CommandName(service: .groupOpen, command: "forbid_send_msg")
    static let isBrief = true

    static let reference = CommandReference(
        Wording(
            "Mutes or unmutes accounts in a group, or in one topic of a Community.", "批量禁言或取消禁言群成员，也可针对社群的某个话题。"),
        notes: [
            Wording(
                "All types but Work. A mute outlives leaving the group, and may precede joining it.",
                "不支持好友工作群（Work）。退群后禁言仍有效，也可在入群前设置。")
        ],
        codes: [.tooManyAccounts, .groupNotFound, .notPermitted],
        example: #"{"GroupId":"readers","Members_Account":["bob"],"MuteTime":600}"#)

    struct Request: CommandRequest {
        static let membersAccount = Field.accounts(
            "Members_Account", atMost: .groups(\.mutedAccounts),
            "Whom to mute; names that no account can have are passed over.",
            "需要禁言的用户列表。"
        ).requiredNonEmpty()
        static let muteTime = GroupMemberFields.muteTime.required()

        static let fields = FieldList(
            GroupFields.groupID, membersAccount, muteTime, TopicFields.topicID)

        let group: GroupID
        let accounts: [Account]
        let muteTime: UInt32
        /// `nil` mutes in the whole group.
        let topic: TopicID?

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            let names = try fields.read(Self.membersAccount)
            muteTime = try fields.read(Self.muteTime)
            let topicText = try fields.read(TopicFields.topicID)
            group = try GroupID(addressing: groupText)
            topic = try topicText.map { (text) throws(APIError) in try TopicID(addressing: text) }
            try fields.checkCount(names.count, of: Self.membersAccount, else: .tooManyAccounts)
            accounts = settings.accounts(named: names)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        try await storing { () throws(StoreError) in
            try await context.store.muteMembers(
                request.accounts, of: request.group, topic: request.topic, in: context.scope,
                until: muteEnd(after: request.muteTime, from: context.now))
        }
        return EmptyResponse()
    }
}
