import Groups
import Wire

/// Messages were recalled by their numbers.
///
/// - Source: protocol reference file 50, 7.13.
struct AfterRecallMsg: AfterGroupEvent {
    static let command = "Group.CallbackAfterRecallMsg"
    static let occasion = "messages were recalled by their numbers"

    let event: GroupEvent
    let seqs: [Int64]
    let topic: TopicID?

    init?(_ event: GroupEvent) {
        guard case .messagesRecalled(let seqs, let topic, reason: _) = event.kind else {
            return nil
        }
        self.event = event
        self.seqs = seqs
        self.topic = topic
    }

    static let fields: [WebhookField<AfterRecallMsg>] = [
        .operatorAccount("who made the call"),
        .groupType,
        .groupID,
        .objects("MsgSeqList", "the messages that were recalled and had not been before", { $0.seqs }) { writer, seq in
            writer.field("MsgSeq", seq)
        },
        .text("TopicId", "the topic; absent for messages of the group itself") { $0.topic?.text },
    ]
}
