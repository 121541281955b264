import Groups
import Wire

/// Fields of an account's profile were set.
///
/// - Source: protocol reference file 50, section 9.
struct PortraitSet: AfterEvent {
    static let command = "Profile.CallbackPortraitSet"
    static let occasion = "fields of an account's profile were set"

    let event: AccountEvent
    let items: [PortraitItem]

    init?(_ event: AppEvent) {
        guard case .account(let event) = event, case .portraitChanged(let items) = event.kind else {
            return nil
        }
        self.event = event
        self.items = items
    }

    static let fields: [WebhookField<PortraitSet>] = [
        .text("Operator_Account", "who made the call") { $0.event.operator?.text ?? "" },
        .text("From_Account", "whose profile it is") { $0.event.account.text },
        .objects("ProfileItem", "the fields that were set: `Tag`, `Value`", { $0.items }) { writer, item in
            writer.field("Tag", item.tag)
            switch item.value {
            case .text(let text): writer.field("Value", text)
            case .number(let number): writer.field("Value", number)
            }
        },
    ]
}
