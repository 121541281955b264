import Groups
import Wire

/// The fields of topics that several commands read.
enum TopicFields {
    /// A topic that the call is about instead of the whole group.
    static let topicID = Field.text(
        "TopicId", "A topic of the Community, which the call is about then.", "话题 ID；填写后针对该话题。"
    ).emptyIsAbsent()

    static let newTopicID = Field.text(
        "TopicId",
        "The identifier to create the topic under, the group's with `_` and a name; without, the server makes one.",
        "自定义话题 ID，由群组 ID、`_` 和名称组成；不填则由服务端生成。"
    ).newID("must be 1 to 96 bytes of printable ASCII", TopicID.init)

    static let name = newName.required()

    /// The name that a topic is given instead of the one it has.
    static let newName = Field.nonEmptyText(
        "TopicName", atMost: .groups(\.topicNameBytes), "The topic's name.", "话题名称。")

    static let introduction = Field.text(
        "Introduction", atMost: .groups(\.introductionBytes), "What the topic is about.", "话题简介。")

    static let notification = Field.text(
        "Notification", atMost: .groups(\.notificationBytes), "What the topic's readers are told.", "话题公告。")

    static let faceURL = Field.text(
        "FaceUrl", atMost: .groups(\.faceURLBytes), "The address of the topic's picture.", "话题头像 URL。")

    static let customString = Field.text(
        "CustomString", atMost: .groups(\.customStringBytes), "A text of the app's own.", "话题自定义字段。")
}
