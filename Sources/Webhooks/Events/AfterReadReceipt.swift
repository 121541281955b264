import Groups
import Wire

/// Receipts of messages began or changed.
///
/// - Source: protocol reference file 50, 7.17.
struct AfterReadReceipt: AfterGroupEvent {
    static let command = "Group.CallbackAfterReadReceipt"
    static let occasion = "a message that asks for receipts was sent, or a member has read some"

    let event: GroupEvent
    let receipts: [GroupEvent.ReadReceipt]

    init?(_ event: GroupEvent) {
        guard case .receiptsChanged(let receipts) = event.kind, event.type != .community else {
            return nil
        }
        self.event = event
        self.receipts = receipts
    }

    static let fields: [WebhookField<AfterReadReceipt>] = [
        .groupID,
        .groupType,
        .objects(
            "GroupMsgReceiptList",
            "for each message `MsgSeq`, `ReadNum`, `UnreadNum`, and in `ReadReceiptMembers` those who have read it now",
            { $0.receipts }
        ) { writer, receipt in
            writer.field("MsgSeq", receipt.seq)
            writer.field("ReadNum", receipt.counts.readNum)
            writer.field("UnreadNum", receipt.counts.unreadNum)
            writer.accounts("ReadReceiptMembers", receipt.readers)
        },
    ]
}
