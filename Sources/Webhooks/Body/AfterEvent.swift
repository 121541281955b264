package import Groups
import Wire

/// An event that the backend is told of once it is on disk; what it answers changes nothing.
package protocol AfterEvent: WebhookEvent {
    /// What the backend is told of something that a write did; `nil` where it is told nothing, or something else.
    init?(_ event: AppEvent)
}

/// An event in a group, which most are.
protocol AfterGroupEvent: AfterEvent {
    /// What happened, with the group, its type and who did it.
    var event: GroupEvent { get }

    init?(_ event: GroupEvent)
}

extension AfterGroupEvent {
    package init?(_ event: AppEvent) {
        guard case .group(let event) = event else {
            return nil
        }
        self.init(event)
    }
}

extension WebhookField where Event: AfterGroupEvent {
    static var groupID: WebhookField { .text("GroupId", "the group") { $0.event.group.text } }

    static var groupType: WebhookField {
        .text("Type", "type of the group, by its name on the wire") { $0.event.type.rawValue }
    }

    /// Empty where nobody made a call.
    static func operatorAccount(_ meaning: String) -> WebhookField {
        .text("Operator_Account", meaning) { $0.event.operator?.text ?? "" }
    }
}
