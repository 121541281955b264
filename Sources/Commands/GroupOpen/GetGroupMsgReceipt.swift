import Apps
import Groups
import Storage
import Wire

/// Returns how many members have read messages, and how many have not.
///
/// - Order: items in request order.
/// - Source: protocol reference file 40, 12.2. The longest list: assumed.
struct GetGroupMsgReceipt: Command {
    static let name = CommandName(service: .groupOpen, command: "get_group_msg_receipt")

    /// Most messages in a request.
    static let maximumMessages = 50

    static let reference = CommandReference(
        Wording(
            "Returns how many members have read messages, and how many have not.", "批量获取群消息的已读和未读人数。"),
        notes: [
            Wording("Work, Public and Meeting.", "仅支持好友工作群（Work）、陌生人社交群（Public）和临时会议群（Meeting）。"),
            Wording(
                "A message that was sent without `NeedReadReceipt` carries 10062 in its entry.",
                "发送时未设置 `NeedReadReceipt` 的消息，其条目返回 10062。"),
        ],
        codes: [.groupNotFound, .notPermitted, .receiptNotFound],
        example: #"{"GroupId":"readers","MsgSeqList":[{"MsgSeq":2}]}"#)

    struct Request: CommandRequest {
        static let msgSeqList = Field.msgSeqList(
            atMost: GetGroupMsgReceipt.maximumMessages, "The messages, in the order of the answer.", "消息列表，应答按相同顺序返回。")

        static let fields = FieldList(GroupFields.groupID, msgSeqList)

        let group: GroupID
        let seqs: [Int64]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            seqs = try fields.read(Self.msgSeqList)
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
