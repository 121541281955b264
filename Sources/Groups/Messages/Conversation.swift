package import Wire

/// What has a sequence of messages of its own: a group, or one topic of a Community.
///
/// - Source: protocol reference files 32 (section 1) and 40 (1.1).
package struct Conversation: Hashable, Sendable {
    package let group: GroupID
    /// `nil` means the group itself.
    package let topic: TopicID?

    package init(_ group: GroupID, topic: TopicID? = nil) {
        self.group = group
        self.topic = topic
    }
}
