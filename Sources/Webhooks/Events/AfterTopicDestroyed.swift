import Groups
import Wire

/// Topics are gone.
///
/// - Source: protocol reference file 50, section 8.
struct AfterTopicDestroyed: AfterGroupEvent {
    static let command = "Group.CallbackAfterTopicDestroyed"
    static let occasion = "topics were destroyed"
    static let hasEventTime = false
    static var switchedAs: String { AfterGroupDestroyed.command }

    let event: GroupEvent
    let topics: [TopicID]

    init?(_ event: GroupEvent) {
        guard case .topicsDestroyed(let topics) = event.kind else {
            return nil
        }
        self.event = event
        self.topics = topics
    }

    static let fields: [WebhookField<AfterTopicDestroyed>] = [
        .groupID,
        .groupType,
        .texts("TopicIdList", "the topics") { $0.topics.map(\.text) },
    ]
}
