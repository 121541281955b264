import Apps
import Groups
import Storage
import Wire

/// Returns how many members have read messages, and how many have not.
///
/// - Limits: 50 messages in a request.
/// - Group types: Work, Public and Meeting.
/// - Errors: ``ErrorCode/groupNotFound``, ``ErrorCode/notPermitted`` (the type). Items carry
///   ``ErrorCode/receiptNotFound`` for a message without receipts.
/// - Order: items in request order.
/// - Source: protocol reference file 40, 12.2. The longest list: assumed.
struct GetGroupMsgReceipt: Command {
    static let name = CommandName(service: .groupOpen, command: "get_group_msg_receipt")

    /// Most messages in a request.
    static let maximumMessages = 50

    struct Request: CommandRequest {
        let group: GroupID
        let seqs: [Int64]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            seqs = try fields.msgSeqList(atMost: GetGroupMsgReceipt.maximumMessages)
            group = try GroupID(addressing: groupText)
        }
    }

    struct Response: CommandResponse {
        let seqs: [Int64]
        /// For each number; `nil` for a message without receipts.
        let counts: [ReceiptCount?]

        func write(to writer: inout JSONWriter) {
            writer.objects("GroupMsgReceiptList", of: zip(seqs, counts)) { writer, item in
                let (seq, count) = item
                writer.field("Code", count == nil ? ErrorCode.receiptNotFound.rawValue : 0)
                writer.field("MsgSeq", seq)
                writer.field("ReadNum", count?.read ?? 0)
                writer.field("UnreadNum", count?.unread ?? 0)
            }
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        let counts = try await storing { () throws(StoreError) in
            try await context.store.receiptCounts(of: request.seqs, in: request.group, scope: context.scope)
        }
        return Response(seqs: request.seqs, counts: counts)
    }
}
