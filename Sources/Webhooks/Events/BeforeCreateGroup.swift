package import Groups
package import Wire

/// Asks whether a group may be created.
///
/// - Source: protocol reference file 50, 7.1; `CreatedGroupNum` and `InviteOption` are left out.
package struct BeforeCreateGroup: BeforeEvent {
    package static let command = "Group.CallbackBeforeCreateGroup"
    package static let occasion = "before a group is created"

    package let caller: Account
    package let draft: GroupDraft
    /// Groups of the type that the wanted owner has already.
    package let ownedGroups: Int64

    package init(_ draft: GroupDraft, by caller: Account, ownedGroups: Int64) {
        self.draft = draft
        self.caller = caller
        self.ownedGroups = ownedGroups
    }

    package static let fields: [WebhookField<BeforeCreateGroup>] = [
        .text("Operator_Account", "who made the call") { $0.caller.text },
        .text("Owner_Account", "the wanted owner; empty where none is named") { $0.draft.owner?.text ?? "" },
        .text("Type", "the wanted type, by its name on the wire") { $0.draft.type.rawValue },
        .text("Name", "the wanted name") { $0.draft.name },
        .integer("CreateGroupNum", "groups of this type that the owner has already") { $0.ownedGroups },
        .accounts("MemberList", "the wanted members beside the owner") { $0.draft.members.map(\.account) },
    ]
}
