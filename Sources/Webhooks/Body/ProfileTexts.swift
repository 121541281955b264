/// The texts of a group's or a topic's profile whose changes are told, as far as they were set.
struct ProfileTexts: Sendable {
    var name: String?
    var introduction: String?
    var notification: String?
    var faceURL: String?

    var isEmpty: Bool { name == nil && introduction == nil && notification == nil && faceURL == nil }

    /// The fields of an event that has such texts.
    static func fields<Event>(_ texts: any KeyPath<Event, ProfileTexts> & Sendable) -> [WebhookField<Event>] {
        [
            .text("Name", "the new name; absent unless it was set") { $0[keyPath: texts].name },
            .text("Introduction", "the new introduction; absent unless it was set") {
                $0[keyPath: texts].introduction
            },
            .text("Notification", "the new announcement; absent unless it was set") {
                $0[keyPath: texts].notification
            },
            .text("FaceUrl", "the new address of the avatar; absent unless it was set") { $0[keyPath: texts].faceURL },
        ]
    }
}
