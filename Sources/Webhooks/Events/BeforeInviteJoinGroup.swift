import Groups
package import Wire

/// Asks whether accounts may be added to a group.
///
/// - Source: protocol reference file 50, 7.4.
package struct BeforeInviteJoinGroup: BeforeEvent {
    package static let command = "Group.CallbackBeforeInviteJoinGroup"
    package static let occasion = "before accounts are added to a group"

    package let group: GroupID
    package let type: GroupType
    package let caller: Account
    /// Those who are not members yet, in request order; at least one.
    package let accounts: [Account]

    package init(_ accounts: [Account], into group: GroupID, of type: GroupType, by caller: Account) {
        self.accounts = accounts
        self.group = group
        self.type = type
        self.caller = caller
    }

    package static let fields: [WebhookField<BeforeInviteJoinGroup>] = [
        .text("GroupId", "the group") { $0.group.text },
        .text("Type", "type of the group, by its name on the wire") { $0.type.rawValue },
        .text("Operator_Account", "who made the call") { $0.caller.text },
        .accounts("DestinationMembers", "the accounts to add, without those that are members") { $0.accounts },
    ]
}
