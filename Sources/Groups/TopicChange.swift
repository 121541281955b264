/// The changes that `modify_topic` asks for; a field that is `nil` stays.
///
/// - Source: protocol reference file 32, 2.4.
package struct TopicChange: Sendable {
    package var name: String?
    package var introduction: String?
    package var notification: String?
    package var faceURL: String?
    package var customString: String?
    package var isMuted: Bool?

    package init() {}

    /// Whether the request names no field at all; such a call changes nothing.
    package var isEmpty: Bool {
        name == nil && introduction == nil && notification == nil && faceURL == nil && customString == nil
            && isMuted == nil
    }

    package func apply(to topic: inout Topic) {
        topic.name = name ?? topic.name
        topic.introduction = introduction ?? topic.introduction
        topic.notification = notification ?? topic.notification
        topic.faceURL = faceURL ?? topic.faceURL
        topic.customString = customString ?? topic.customString
        topic.isMuted = isMuted ?? topic.isMuted
    }
}
