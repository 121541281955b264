import Apps
import Groups
import Storage
import Wire

/// Recalls messages of a group, or of one topic, whoever sent them; it cannot be undone.
///
/// - Order: items in request order.
/// - Source: protocol reference file 40, section 8.
struct GroupMsgRecall: Command {
    static let name = CommandName(service: .groupOpen, command: "group_msg_recall")

    /// Most messages in a request.
    static let maximumMessages = 10
    /// Longest `Reason`, in bytes.
    static let maximumReasonBytes = 100

    static let reference = CommandReference(
        Wording(
            "Recalls messages of a group, or of one topic, whoever sent them; it cannot be undone.",
            "撤回群组或话题中的消息，不论发送者；撤回后不可恢复。"),
        notes: [
            Wording(
                "All types; in an AVChatRoom until one hour after the message. A message that is recalled already counts as recalled now.",
                "支持所有群组类型；直播群（AVChatRoom）只能撤回一小时内的消息。已撤回的消息视为撤回成功。"),
            Wording(
                "What forbids the recall of a message stands in its entry as `RetCode`.",
                "单条消息撤回失败的原因见对应条目的 `RetCode`。"),
        ],
        codes: [.groupNotFound, .messageNotFound, .recallTooLate, .cannotBeRecalled, .recallDisabled],
        example: #"{"GroupId":"readers","MsgSeqList":[{"MsgSeq":3}],"Reason":"advertisement"}"#)

    struct Request: CommandRequest {
        static let msgSeqList = Field.msgSeqList(
            atMost: GroupMsgRecall.maximumMessages, "The messages, in the order of the answer.",
            "要撤回的消息列表，应答按相同顺序返回。")
        static let reason = Field.text(
            "Reason", atMost: .fixed(GroupMsgRecall.maximumReasonBytes), "Why, for clients to show; without, empty.",
            "撤回原因，供客户端展示；不填则为空。")

        static let fields = ConversationName.fields + FieldList(msgSeqList, reason)

        let place: Conversation
        let seqs: [Int64]
        /// For clients to show; empty where the request gives none.
        let reason: String

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let name = try ConversationName(fields)
            seqs = try fields.read(Self.msgSeqList)
            reason = try fields.read(Self.reason) ?? ""
            place = try name.conversation()
        }
    }

    struct Response: CommandResponse {
        let seqs: [Int64]
        /// For each number; `nil` for a message that is recalled now.
        let codes: [ErrorCode?]

        func write(to writer: inout JSONWriter) {
            writer.objects("RecallRetList", of: zip(seqs, codes)) { writer, item in
                let (seq, code) = item
                writer.field("MsgSeq", seq)
                writer.field("RetCode", code?.rawValue ?? 0)
            }
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        guard context.app.messages.hasRecall else {
            _ = try await profile(of: request.place.group, in: context)
            return Response(seqs: request.seqs, codes: request.seqs.map { _ in .recallDisabled })
        }
        let codes = try await storing { () throws(StoreError) in
            try await context.store.recallMessages(
                request.seqs, in: request.place, scope: context.scope, reason: request.reason)
        }
        return Response(seqs: request.seqs, codes: codes)
    }
}
