import Apps
import Groups
import Storage
import Wire

/// Returns the accounts that are muted in a group, members or not.
///
/// - Order: by the end of the mute, the latest first, then by account.
/// - Source: protocol reference file 20, section 8. ``GetGroupShuttedUin`` is the same command under its older name.
struct GetGroupMutedAccount: Command {
    static let name = CommandName(service: .groupOpen, command: "get_group_muted_account")

    static let reference = CommandReference(
        Wording("Returns the accounts that are muted in a group, members or not.", "获取群组的禁言用户列表，包括不是群成员的用户。"),
        notes: [MutedAccountList.note],
        codes: MutedAccountList.codes,
        example: #"{"GroupId":"readers"}"#)

    struct Request: CommandRequest {
        static let fields = FieldList(GroupFields.groupID, TopicFields.topicID)

        let group: GroupID
        let topic: String?

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            topic = try fields.read(TopicFields.topicID)
            group = try GroupID(addressing: groupText)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EncodedResponse {
        try await mutedAccounts(
            of: request, words: MutedAccountList.Words(list: "MutedAccountList", end: "MutedUntil"), in: context)
    }
}

/// The list of muted accounts, in the words of the command that answers it.
struct MutedAccountList: CommandResponse {
    struct Words: Sendable {
        let list: StaticString
        let end: StaticString
    }

    static let note = Wording("All types; a Work group mutes nobody.", "支持所有群组类型；好友工作群（Work）没有禁言。")
    static let codes: [ErrorCode] = [.groupNotFound, .answerTooLarge]

    let group: GroupID
    let mutes: [TimedAccount]
    let words: Words

    func write(to writer: inout JSONWriter) {
        writer.field("GroupId", group.text)
        writer.objects(words.list, of: mutes) { writer, mute in
            writer.field("Member_Account", mute.account.text)
            writer.field(words.end, mute.until.seconds)
        }
    }
}

extension Command {
    /// The answer about the muted accounts of a group.
    func mutedAccounts(
        of request: GetGroupMutedAccount.Request, words: MutedAccountList.Words, in context: CommandContext
    ) async throws(APIError) -> EncodedResponse {
        let mutes = try await storing { () throws(StoreError) in
            try await context.store.mutes(of: request.group, topic: request.topic, in: context.scope)
        }
        return try EncodedResponse(
            MutedAccountList(group: request.group, mutes: mutes, words: words),
            atMost: context.app.maximumAnswerBytes, advice: "the group has too many muted accounts for one answer")
    }
}
