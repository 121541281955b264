import Groups
import Wire

/// Accounts became members, and were not imported.
///
/// - Source: protocol reference file 50, 7.5.
struct AfterNewMemberJoin: AfterGroupEvent {
    static let command = "Group.CallbackAfterNewMemberJoin"
    static let occasion = "accounts became members of a group"

    let event: GroupEvent
    let joined: GroupEvent.JoinedMembers

    init?(_ event: GroupEvent) {
        guard case .membersJoined(let joined) = event.kind, joined.cause != .imported else {
            return nil
        }
        self.event = event
        self.joined = joined
    }

    static let fields: [WebhookField<AfterNewMemberJoin>] = [
        .groupID,
        .groupType,
        .text("JoinType", "always `Invited`, as a call cannot apply for somebody") { _ in "Invited" },
        .operatorAccount("who made the call"),
        .accounts("NewMemberList", "those who came in") { $0.joined.accounts },
    ]
}
