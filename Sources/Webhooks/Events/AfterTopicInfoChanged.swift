import Groups
import Wire

/// Name, introduction, announcement or avatar of a topic were set.
///
/// - Source: protocol reference file 50, section 8, which adds `TopicId` to what the original sends.
struct AfterTopicInfoChanged: AfterGroupEvent {
    static let command = "Group.CallbackAfterTopicInfoChanged"
    static let occasion = "name, introduction, announcement or avatar of a topic were set"
    static let hasEventTime = false
    static var switchedAs: String { AfterGroupInfoChanged.command }

    let event: GroupEvent
    let topic: TopicID
    let texts: ProfileTexts

    init?(_ event: GroupEvent) {
        guard case .topicChanged(let topic, let fields) = event.kind else {
            return nil
        }
        texts = ProfileTexts(fields)
        guard !texts.isEmpty else {
            return nil
        }
        self.event = event
        self.topic = topic
    }

    static let fields: [WebhookField<AfterTopicInfoChanged>] =
        [
            .groupID, .groupType, .operatorAccount("who made the call"),
            .text("TopicId", "the topic") { $0.topic.text },
        ] + ProfileTexts.fields(\.texts)
}
