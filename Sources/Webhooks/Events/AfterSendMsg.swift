import Groups
import Wire

/// A message was sent, and the call did not forbid to tell.
///
/// - Source: protocol reference file 50, 7.8.
struct AfterSendMsg: AfterGroupEvent, MessageEvent {
    static let command = "Group.CallbackAfterSendMsg"
    static let occasion = "a message was sent, unless the call forbids to tell"

    let event: GroupEvent
    let sent: GroupEvent.SentMessage

    init?(_ event: GroupEvent) {
        guard case .messageSent(let sent) = event.kind, !sent.message.suppressesAfterSendWebhook else {
            return nil
        }
        self.event = event
        self.sent = sent
    }

    var group: GroupID { event.group }
    var type: GroupType? { event.type }
    var topic: TopicID? { sent.topic }
    var caller: Account? { event.operator }
    var message: MessageDraft { sent.message }

    static let fields: [WebhookField<AfterSendMsg>] = [
        .text("GroupId", "the group") { $0.group.text },
        .text("Type", "type of the group, by its name on the wire") { $0.event.type.rawValue },
        .sender,
        .caller,
        .random,
        .integer("MsgSeq", "the message's number; 0 for one to online members only") { $0.sent.seq },
        .integer("MsgTime", "when it was sent, in seconds since 1970") { $0.sent.time.seconds },
        .onlineOnlyFlag,
        .body,
        .cloudCustomData,
        .text("MsgId", "the message's name, the same for a message whenever it is told: number, `MsgTime`, `Random`") {
            "\($0.conversationNumber)-\($0.sent.time.seconds)-\($0.message.random)"
        },
        .objects(
            "GroupAtInfo", "whom the message mentions; absent where it mentions nobody",
            { $0.message.mentions.nonEmpty }
        ) {
            writer, mention in
            switch mention {
            case .everybody: writer.field("GroupAtAllFlag", 1)
            case .account(let account):
                writer.field("GroupAtAllFlag", 0)
                writer.field("GroupAt_Account", account.text)
            }
        },
        .topicID,
    ]

    /// A number made of the names of group and topic, by FNV-1a.
    private var conversationNumber: UInt64 { FNV1a.hash((topic?.text ?? group.text).utf8) >> 1 }
}
