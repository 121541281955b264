package import Groups
package import Wire

/// Asks whether a message may be sent, and with which content.
///
/// - Source: protocol reference file 50, 7.7.
package struct BeforeSendMsg: BeforeEvent, MessageEvent {
    package static let command = "Group.CallbackBeforeSendMsg"
    package static let occasion = "before a message is sent, unless the call forbids the question"

    let group: GroupID
    let type: GroupType?
    let topic: TopicID?
    let caller: Account?
    let message: MessageDraft

    package init(_ message: MessageDraft, to group: GroupID, of type: GroupType, topic: TopicID?, by caller: Account) {
        self.message = message
        self.group = group
        self.type = type
        self.topic = topic
        self.caller = caller
    }

    package static let fields = WebhookField<BeforeSendMsg>.messageFields + [.topicID]
}
