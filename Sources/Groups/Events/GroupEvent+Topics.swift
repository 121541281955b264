extension GroupEvent {
    /// A field of a topic's profile with the value that was set, which may be the one that it had.
    package enum TopicField: Sendable, Equatable {
        case name(String)
        case introduction(String)
        case notification(String)
        case faceURL(String)
        case customString(String)
        case isMuted(Bool)
    }
}

extension TopicChange {
    /// The fields that the change sets, in the order of ``GroupEvent/TopicField``.
    package var fields: [GroupEvent.TopicField] {
        let fields: [GroupEvent.TopicField?] = [
            name.map { .name($0) },
            introduction.map { .introduction($0) },
            notification.map { .notification($0) },
            faceURL.map { .faceURL($0) },
            customString.map { .customString($0) },
            isMuted.map { .isMuted($0) },
        ]
        return fields.compactMap(\.self)
    }
}
