import Groups
import Wire

/// `GroupId` and `TopicId` of a request, as sent.
struct ConversationName: Sendable {
    private let group: String
    private let topic: String?

    fileprivate init(group: String, topic: String?) {
        self.group = group
        self.topic = topic
    }

    /// - Throws: ``ErrorCode/invalidGroupID`` for texts that could never be identifiers.
    func conversation() throws(APIError) -> Conversation {
        let group = try GroupID(addressing: group)
        return Conversation(group, topic: try topic.map { (text) throws(APIError) in try TopicID(addressing: text) })
    }
}

extension RequestFields {
    /// Reads which group, or which topic of it, a request is about.
    func conversationName() throws(APIError) -> ConversationName {
        ConversationName(
            group: try requiredString("GroupId"), topic: isAbsent("TopicId") ? nil : try string("TopicId"))
    }
}
