import Groups
import Wire

/// `GroupId` and `TopicId` of a request, as sent.
struct ConversationName: Sendable {
    private let group: String
    private let topic: String?

    /// - Throws: ``ErrorCode/invalidGroupID`` for texts that could never be identifiers.
    func conversation() throws(APIError) -> Conversation {
        let group = try GroupID(addressing: group)
        return Conversation(group, topic: try topic.map { (text) throws(APIError) in try TopicID(addressing: text) })
    }
}

extension ConversationName {
    /// The fields that say which group, or which topic of it, a request is about.
    static let fields = FieldList(GroupFields.groupID, TopicFields.topicID)

    init(_ fields: RequestFields) throws(APIError) {
        group = try fields.read(GroupFields.groupID)
        topic = try fields.read(TopicFields.topicID)
    }
}
