import Groups
import Wire

/// Accounts came in and took the last place of a group.
///
/// - Source: protocol reference file 50, 7.10; a join that was refused because the group was full tells it too, which no
///   write reports.
struct AfterGroupFull: AfterGroupEvent {
    static let command = "Group.CallbackAfterGroupFull"
    static let occasion = "a group has no place left, or had none for those who were to be added"

    let event: GroupEvent

    init?(_ event: GroupEvent, _ facts: EventFacts) {
        guard case .membersJoined(let joined) = event.kind, joined.cause != .imported, joined.fillsGroup else {
            return nil
        }
        self.event = event
    }

    static let fields: [WebhookField<AfterGroupFull>] = [.groupID]
}
