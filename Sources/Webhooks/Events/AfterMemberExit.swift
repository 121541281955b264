import Groups
import Wire

/// Accounts are no members any more.
///
/// - Source: protocol reference file 50, 7.6.
struct AfterMemberExit: AfterGroupEvent {
    static let command = "Group.CallbackAfterMemberExit"
    static let occasion = "members left a group or were taken out"

    let event: GroupEvent
    let left: GroupEvent.LeftMembers

    init?(_ event: GroupEvent) {
        guard case .membersLeft(let left) = event.kind else {
            return nil
        }
        self.event = event
        self.left = left
    }

    static let fields: [WebhookField<AfterMemberExit>] = [
        .groupID,
        .groupType,
        .text("ExitType", "`Kicked`, or `Quit` where the account was deleted") { $0.left.cause.exitType },
        .operatorAccount("who made the call, or the account that was deleted"),
        .accounts("ExitMemberList", "those who left") { $0.left.accounts },
    ]
}

extension GroupEvent.LeftMembers.Cause {
    fileprivate var exitType: String {
        switch self {
        case .removed, .banned: "Kicked"
        case .accountDeleted: "Quit"
        }
    }
}
