import Groups
import Wire

/// Role or name card of a member were set.
///
/// - Source: protocol reference file 50, 7.14.
struct AfterMemberFieldChanged: AfterGroupEvent {
    static let command = "Group.CallbackAfterMemberFieldChanged"
    static let occasion = "role or name card of a member were set"

    let event: GroupEvent
    let account: Account
    let role: Role?
    let nameCard: String?

    init?(_ event: GroupEvent) {
        guard case .memberChanged(let account, let fields) = event.kind else {
            return nil
        }
        var role: Role?
        var nameCard: String?
        for field in fields {
            switch field {
            case .role(let new, from: _): role = new
            case .nameCard(let text): nameCard = text
            default: break
            }
        }
        guard role != nil || nameCard != nil else {
            return nil
        }
        self.event = event
        self.account = account
        self.role = role
        self.nameCard = nameCard
    }

    static let fields: [WebhookField<AfterMemberFieldChanged>] = [
        .groupID,
        .groupType,
        .operatorAccount("who made the call"),
        .text("Modified_Account", "the member") { $0.account.text },
        .text("Role", "the new role, `Admin` or `Member`; absent unless it was set") { $0.role?.rawValue },
        .text("NameCard", "the new name card; absent unless it was set") { $0.nameCard },
    ]
}
