import Groups
import Wire

/// A group is gone.
///
/// - Source: protocol reference file 50, 7.12.
struct AfterGroupDestroyed: AfterGroupEvent {
    static let command = "Group.CallbackAfterGroupDestroyed"
    static let occasion = "a group was destroyed"

    let event: GroupEvent
    let name: String
    let owner: Account?
    /// `nil` for Communities, which have too many, and where no members are stored.
    let members: [Account]?

    init?(_ event: GroupEvent) {
        guard case .destroyed(let name, let owner, let members) = event.kind else {
            return nil
        }
        self.event = event
        self.name = name
        self.owner = owner
        self.members = event.type.storesMembers && event.type != .community ? members : nil
    }

    static let fields: [WebhookField<AfterGroupDestroyed>] = [
        .groupID,
        .groupType,
        .text("Owner_Account", "the owner; empty for a group without one") { $0.owner?.text ?? "" },
        .text("Name", "the name") { $0.name },
        .accounts("MemberList", "all members, with the owner; absent for Communities and AVChatRooms") { $0.members },
    ]
}
