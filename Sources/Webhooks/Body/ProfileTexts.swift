import Groups

/// The texts of a group's or a topic's profile whose changes are told, as far as they were set.
struct ProfileTexts: Sendable {
    private(set) var name: String?
    private(set) var introduction: String?
    private(set) var notification: String?
    private(set) var faceURL: String?

    init(_ fields: [GroupEvent.ProfileField]) {
        for field in fields {
            switch field {
            case .name(let text): name = text
            case .introduction(let text): introduction = text
            case .notification(let text): notification = text
            case .faceURL(let text): faceURL = text
            default: break
            }
        }
    }

    init(_ fields: [GroupEvent.TopicField]) {
        for field in fields {
            switch field {
            case .name(let text): name = text
            case .introduction(let text): introduction = text
            case .notification(let text): notification = text
            case .faceURL(let text): faceURL = text
            case .customString, .isMuted: break
            }
        }
    }

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
