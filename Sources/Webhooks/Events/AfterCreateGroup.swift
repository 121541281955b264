import Groups
import Wire

/// A group was created, and not imported.
///
/// - Source: protocol reference file 50, 7.2.
struct AfterCreateGroup: AfterGroupEvent {
    static let command = "Group.CallbackAfterCreateGroup"
    static let occasion = "a group was created"

    let event: GroupEvent
    let created: GroupEvent.CreatedGroup

    init?(_ event: GroupEvent) {
        guard case .created(let created) = event.kind, !created.isImported else {
            return nil
        }
        self.event = event
        self.created = created
    }

    static let fields: [WebhookField<AfterCreateGroup>] = [
        .groupID,
        .operatorAccount("who made the call"),
        .text("Owner_Account", "the owner; empty for a group without one") { $0.created.owner?.text ?? "" },
        .groupType,
        .text("Name", "the name") { $0.created.name },
        .accounts("MemberList", "the first members, without the owner") { $0.created.members },
        .customFields("UserDefinedDataList", "the group's custom fields; absent where there are none") {
            $0.created.customFields
        },
    ]
}
