import Apps
import Groups
import Storage
import Wire

/// Recalls what one account has sent among the newest messages of a group, or of one topic, without telling anybody.
///
/// - Source: protocol reference file 40, section 9.
struct DeleteGroupMsgBySender: Command {
    static let name = CommandName(service: .groupOpen, command: "delete_group_msg_by_sender")

    /// Messages that are looked at.
    static let newestMessages: Int64 = 1_000

    static let reference = CommandReference(
        Wording(
            "Recalls what one account has sent among the newest messages of a group, or of one topic, without telling anybody.",
            "撤回指定用户在群组或话题中最近发送的消息，不通知群成员。"),
        notes: [
            Wording(
                "All types; an AVChatRoom takes the call and keeps nothing that could be recalled. Looks at the newest 1,000 messages, whoever sent them.",
                "支持所有群组类型；直播群（AVChatRoom）不存消息，调用成功但无可撤回的内容。只查找最近 1,000 条消息，不论发送者。"),
            Wording(
                "An account that sent nothing, or does not exist, is no error.", "用户没有发过消息或不存在时，不返回错误。"),
        ],
        codes: [.groupNotFound],
        example: #"{"GroupId":"readers","Sender_Account":"bob"}"#)

    struct Request: CommandRequest {
        static let senderAccount = Field.account(
            "Sender_Account", "Whose messages to recall.", "被撤回消息的发送者的 UserID。"
        ).required()

        static let fields = ConversationName.fields + FieldList(senderAccount)

        let place: Conversation
        /// `nil` for a name that no account can have.
        let sender: Account?

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let name = try ConversationName(fields)
            sender = settings.account(named: try fields.read(Self.senderAccount))
            place = try name.conversation()
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        try await storing { () throws(StoreError) in
            try await context.store.recallMessages(
                sentBy: request.sender, amongNewest: Self.newestMessages, in: request.place, scope: context.scope)
        }
        return EmptyResponse()
    }
}
