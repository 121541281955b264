import Groups
import Wire

/// Attributes of a group were written.
///
/// - Source: protocol reference file 50, 7.16.
struct AfterGroupAttrChanged: AfterGroupEvent {
    static let command = "Group.CallbackAfterGroupAttrChanged"
    static let occasion = "attributes of a group were set, modified, deleted or cleared"

    let event: GroupEvent
    let change: GroupAttributeChange

    init?(_ event: GroupEvent) {
        guard case .attributesChanged(by: let change, attributes: _) = event.kind else {
            return nil
        }
        self.event = event
        self.change = change
    }

    static let fields: [WebhookField<AfterGroupAttrChanged>] = [
        .groupID,
        .groupType,
        .operatorAccount("who made the call"),
        .text("OptionType", "`set` (all are replaced), `modify`, `delete` or `clear`") { $0.change.optionType },
        .objects("GroupAttr", "what the call names: keys with values, empty ones for `delete`; nothing for `clear`") {
            $0.change.listedAttributes
        } _: { writer, attribute in
            writer.field("key", attribute.key)
            writer.field("value", attribute.value)
        },
    ]
}

extension GroupAttributeChange {
    fileprivate var optionType: String {
        switch self {
        case .set: "set"
        case .modify: "modify"
        case .delete: "delete"
        case .clear: "clear"
        }
    }

    fileprivate var listedAttributes: [GroupAttribute] {
        switch self {
        case .set(let attributes), .modify(let attributes): attributes
        case .delete(let keys): keys.map { GroupAttribute(key: $0, value: "") }
        case .clear: []
        }
    }
}
