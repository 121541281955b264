import Apps
import Groups
import Storage
import Wire

/// Recalls messages of a group, or of one topic, whoever sent them; it cannot be undone.
///
/// A message that is recalled already counts as recalled now.
///
/// - Limits: 10 messages in a request, 100 bytes of `Reason`; in an AVChatRoom one hour after the message.
/// - Group types: all.
/// - Errors: ``ErrorCode/groupNotFound`` (group or topic), ``ErrorCode/invalidParameter``. Items carry
///   ``ErrorCode/messageNotFound``, ``ErrorCode/recallTooLate``, ``ErrorCode/cannotBeRecalled`` or
///   ``ErrorCode/recallDisabled``.
/// - Order: items in request order.
/// - Source: protocol reference file 40, section 8.
struct GroupMsgRecall: Command {
    static let name = CommandName(service: .groupOpen, command: "group_msg_recall")

    /// Most messages in a request.
    static let maximumMessages = 10
    /// Longest `Reason`.
    static let maximumReasonBytes = 100

    struct Request: CommandRequest {
        let place: Conversation
        let seqs: [Int64]
        /// For clients to show; empty where the request gives none.
        let reason: String

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let name = try ConversationName(fields)
            seqs = try fields.msgSeqList(atMost: GroupMsgRecall.maximumMessages)
            reason = try fields.text("Reason", maximumBytes: GroupMsgRecall.maximumReasonBytes) ?? ""
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
