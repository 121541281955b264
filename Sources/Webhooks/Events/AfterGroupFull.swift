import Groups
import Wire

/// Accounts came in and took the last place of a group.
///
/// - Source: protocol reference file 50, 7.10; a join that was refused because the group was full tells it too, which no
///   write reports.
struct AfterGroupFull: AfterEvent {
    static let command = "Group.CallbackAfterGroupFull"
    static let occasion = "a group has no place left, or had none for those who were to be added"

    let group: GroupID

    /// After a join that was refused.
    init(_ group: GroupID) {
        self.group = group
    }

    init?(_ event: AppEvent) {
        guard
            case .group(let event) = event, case .membersJoined(let joined) = event.kind, joined.cause != .imported,
            joined.fillsGroup
        else {
            return nil
        }
        group = event.group
    }

    static let fields: [WebhookField<AfterGroupFull>] = [.text("GroupId", "the group") { $0.group.text }]
}
