import Groups
import Wire

/// A topic was created, and not imported.
///
/// - Source: protocol reference file 50, section 8. `UserDefinedDataList` is left out: topics have no custom fields.
struct AfterCreateTopic: AfterGroupEvent {
    static let command = "Group.CallbackAfterCreateTopic"
    static let occasion = "a topic was created"
    static let hasEventTime = false
    static var switchedAs: String { AfterCreateGroup.command }

    let event: GroupEvent
    let topic: Topic
    let owner: Account?

    init?(_ event: GroupEvent) {
        guard case .topicCreated(let topic, owner: let owner, isImported: false) = event.kind else {
            return nil
        }
        self.event = event
        self.topic = topic
        self.owner = owner
    }

    static let fields: [WebhookField<AfterCreateTopic>] = [
        .groupID,
        .text("TopicId", "the topic") { $0.topic.id.text },
        .operatorAccount("who made the call"),
        .text("Owner_Account", "the group's owner; empty for a group without one") { $0.owner?.text ?? "" },
        .groupType,
        .text("Name", "the name") { $0.topic.name },
    ]
}
