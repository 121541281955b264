import Groups
package import Wire

/// Asks whether a topic may be created.
///
/// - Source: protocol reference file 50, section 8.
package struct BeforeCreateTopic: BeforeEvent {
    package static let command = "Group.CallbackBeforeCreateTopic"
    package static let occasion = "before a topic is created"
    package static let hasEventTime = false
    package static var switchedAs: String { BeforeCreateGroup.command }

    package let name: String
    package let caller: Account

    package init(named name: String, by caller: Account) {
        self.name = name
        self.caller = caller
    }

    package static let fields: [WebhookField<BeforeCreateTopic>] = [
        .text("Operator_Account", "who made the call") { $0.caller.text },
        .text("Type", "always `Community`") { _ in GroupType.community.rawValue },
        .text("Name", "the wanted name") { $0.name },
    ]
}
