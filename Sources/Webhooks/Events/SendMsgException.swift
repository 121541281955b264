package import Groups
package import Wire

/// A message was refused.
///
/// No write reports it, as a refused call has no commit.
///
/// - Source: protocol reference file 50, 7.9.
package struct SendMsgException: WebhookEvent, MessageEvent {
    package static let command = "Group.CallbackSendMsgException"
    package static let occasion = "a message was refused"

    let group: GroupID
    let type: GroupType?
    let topic: TopicID? = nil
    let caller: Account?
    let message: MessageDraft
    let refusal: APIError

    /// - Parameter type: `nil` where the group does not exist.
    package init(
        _ message: MessageDraft, to group: GroupID, of type: GroupType?, by caller: Account, refusal: APIError
    ) {
        self.message = message
        self.group = group
        self.type = type
        self.caller = caller
        self.refusal = refusal
    }

    package static let fields =
        WebhookField<SendMsgException>.messageFields + [
            .integer("ErrorCode", "the code that the call was answered with") { Int64($0.refusal.number) },
            .text("ErrorInfo", "its text") { $0.refusal.text },
        ]
}
