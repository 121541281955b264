import Apps
import Groups
import Storage
import Wire

/// Recalls what one account has sent among the newest messages of a group, or of one topic, without telling anybody.
///
/// - Limits: looks at the newest 1,000 messages, whoever sent them.
/// - Group types: all; an AVChatRoom takes the call and keeps nothing that could be recalled.
/// - Errors: ``ErrorCode/groupNotFound`` (group or topic). An account that sent nothing, or does not exist, is no
///   error.
/// - Source: protocol reference file 40, section 9.
struct DeleteGroupMsgBySender: Command {
    static let name = CommandName(service: .groupOpen, command: "delete_group_msg_by_sender")

    /// Messages that are looked at.
    static let newestMessages: Int64 = 1_000

    struct Request: CommandRequest {
        let place: Conversation
        /// `nil` for a name that no account can have.
        let sender: Account?

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let name = try ConversationName(fields)
            sender = settings.account(named: try fields.requiredAccountName("Sender_Account"))
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
