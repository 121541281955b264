import Groups
import Wire

/// A group has another owner.
///
/// - Source: protocol reference file 50, 7.15.
struct AfterChangeGroupOwner: AfterGroupEvent {
    static let command = "Group.CallbackAfterChangeGroupOwner"
    static let occasion = "a group has another owner"

    let event: GroupEvent
    let former: Account?
    let owner: Account

    init?(_ event: GroupEvent) {
        guard case .ownerChanged(from: let former, to: let owner?) = event.kind else {
            return nil
        }
        self.event = event
        self.former = former
        self.owner = owner
    }

    static let fields: [WebhookField<AfterChangeGroupOwner>] = [
        .groupID,
        .groupType,
        .operatorAccount("who made the call"),
        .text("OldOwner_Account", "the former owner; empty where there was none") { $0.former?.text ?? "" },
        .text("NewOwner_Account", "the new owner") { $0.owner.text },
    ]
}
