package import Groups
package import Wire

/// An event that the backend is told of once it is on disk; what it answers changes nothing.
package protocol AfterEvent: WebhookEvent {
    /// What the backend is told of something that a write did; `nil` where it is told nothing, or something else.
    ///
    /// - Parameter facts: what the event itself does not say.
    init?(_ event: AppEvent, _ facts: EventFacts)
}

/// What webhooks tell and a write does not have in hand; whoever takes its events asks for it in the same commit.
package struct EventFacts: Sendable, Equatable {
    /// The members of a group that is destroyed, in list order; `nil` where nobody asked.
    package var members: [Account]?
    /// How many have read each message whose receipts changed, by its number.
    package var receiptCounts: [Int64: GroupEvent.ReadReceipt.Counts] = [:]

    package init() {}
}

/// An event in a group, which most are.
protocol AfterGroupEvent: AfterEvent {
    /// What happened, with the group, its type and who did it.
    var event: GroupEvent { get }

    init?(_ event: GroupEvent, _ facts: EventFacts)
}

extension AfterGroupEvent {
    package init?(_ event: AppEvent, _ facts: EventFacts) {
        guard case .group(let event) = event else {
            return nil
        }
        self.init(event, facts)
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
