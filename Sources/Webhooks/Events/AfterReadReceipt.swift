import Groups
import Wire

/// Receipts of messages began or changed.
///
/// - Source: protocol reference file 50, 7.17.
struct AfterReadReceipt: AfterGroupEvent {
    static let command = "Group.CallbackAfterReadReceipt"
    static let occasion = "a message that asks for receipts was sent, or a member has read some"

    /// A message with how many have read it.
    struct Line: Sendable {
        let receipt: GroupEvent.ReadReceipt
        let counts: GroupEvent.ReadReceipt.Counts
    }

    let event: GroupEvent
    let lines: [Line]

    init?(_ event: GroupEvent, _ facts: EventFacts) {
        guard case .receiptsChanged(let receipts) = event.kind, event.type != .community else {
            return nil
        }
        self.event = event
        lines = receipts.map { receipt in
            let counts = receipt.counts ?? facts.receiptCounts[receipt.seq]
            return Line(receipt: receipt, counts: counts ?? .init(readNum: Int64(receipt.readers.count), unreadNum: 0))
        }
    }

    static let fields: [WebhookField<AfterReadReceipt>] = [
        .groupID,
        .groupType,
        .objects(
            "GroupMsgReceiptList",
            "for each message `MsgSeq`, `ReadNum`, `UnreadNum`, and in `ReadReceiptMembers` those who have read it now",
            { $0.lines }
        ) { writer, line in
            writer.field("MsgSeq", line.receipt.seq)
            writer.field("ReadNum", line.counts.readNum)
            writer.field("UnreadNum", line.counts.unreadNum)
            writer.objects("ReadReceiptMembers", of: line.receipt.readers) { writer, account in
                writer.field("Member_Account", account.text)
            }
        },
    ]
}
