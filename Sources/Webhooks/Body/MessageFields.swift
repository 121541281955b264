import Groups
import Wire

/// A message, as events before and after its sending tell it.
protocol MessageEvent: WebhookEvent {
    var group: GroupID { get }
    /// `nil` for a group that does not exist.
    var type: GroupType? { get }
    var topic: TopicID? { get }
    /// Who made the call, which need not be the sender.
    var caller: Account? { get }
    var message: MessageDraft { get }
}

/// - Source: protocol reference file 50, 7.7.
extension WebhookField where Event: MessageEvent {
    static var groupID: WebhookField { .text("GroupId", "the group") { $0.group.text } }

    static var groupType: WebhookField {
        .text("Type", "type of the group, by its name on the wire; empty for a group that does not exist") {
            $0.type?.rawValue ?? ""
        }
    }

    static var sender: WebhookField { .text("From_Account", "the sender") { $0.message.sender.text } }

    static var caller: WebhookField {
        .text("Operator_Account", "who made the call, an administrator of the app") { $0.caller?.text ?? "" }
    }

    static var random: WebhookField { .integer("Random", "the message's random number") { Int64($0.message.random) } }

    static var onlineOnlyFlag: WebhookField {
        .integer("OnlineOnlyFlag", "1 for a message to online members only, which is not kept; 0 in an AVChatRoom") {
            $0.message.isOnlineOnly && $0.type != .avChatRoom ? 1 : 0
        }
    }

    static var body: WebhookField {
        WebhookField(name: "MsgBody", shape: .array, meaning: "the elements") { event, writer in
            writer.key("MsgBody")
            writer.encoded(event.message.content.body)
        }
    }

    static var cloudCustomData: WebhookField {
        .text("CloudCustomData", "custom data; absent where there is none") {
            let data = $0.message.content.cloudCustomData
            return data.isEmpty ? nil : data
        }
    }

    /// What every event about a message begins with.
    static var messageFields: [WebhookField] {
        [.groupID, .groupType, .sender, .caller, .random, .onlineOnlyFlag, .body, .cloudCustomData]
    }

    static var topicID: WebhookField {
        .text("TopicId", "the topic; absent for a message to the group itself") { $0.topic?.text }
    }
}
