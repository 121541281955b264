import Groups
import Wire

/// Pairs of a message were written.
///
/// - Source: protocol reference file 50, 7.20.
struct AfterGroupMsgExtension: AfterGroupEvent {
    static let command = "Group.CallbackAfterGroupMsgExtension"
    static let occasion = "pairs of a message were set, deleted or cleared"

    let event: GroupEvent
    let changed: GroupEvent.ChangedExtensions

    init?(_ event: GroupEvent) {
        guard case .extensionsChanged(let changed) = event.kind else {
            return nil
        }
        self.event = event
        self.changed = changed
    }

    static let fields: [WebhookField<AfterGroupMsgExtension>] = [
        .groupID,
        .integer("MsgSeq", "the message") { $0.changed.seq },
        .integer("OperateType", "1 set, 2 deleted, 3 cleared") { Int64($0.changed.operation.rawValue) },
        .objects("ExtensionList", "the pairs: `Key`, `Value` (empty for a deleted one), `Seq`", { $0.changed.pairs }) {
            writer, pair in
            writer.field("Key", pair.key)
            writer.field("Value", pair.value)
            writer.field("Seq", pair.seq)
        },
        .integer("Seq", "the message's newest `Seq`") { $0.changed.latestSeq },
    ]
}
