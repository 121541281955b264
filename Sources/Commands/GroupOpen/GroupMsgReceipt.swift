import Apps
import Groups
import Storage
import Wire

/// Notes that a member has read messages of a group.
///
/// - Source: protocol reference file 40, 12.1.
struct GroupMsgReceipt: Command {
    static let name = CommandName(service: .groupOpen, command: "group_msg_receipt")

    /// Most messages in a request.
    static let maximumMessages = 50

    static let reference = CommandReference(
        Wording("Notes that a member has read messages of a group.", "以群成员的身份为群消息发送已读回执。"),
        notes: [
            Wording(
                "Work, Public and Meeting. The account has to be a member.",
                "仅支持好友工作群（Work）、陌生人社交群（Public）和临时会议群（Meeting）；用户须为群成员。"),
            Wording(
                "Messages without receipts are passed over; where none of the messages asks the member, the call is refused with 10062.",
                "没有已读回执的消息会被忽略；若所有消息都不需要该成员的回执，返回 10062。"),
        ],
        codes: [.groupNotFound, .notPermitted, .receiptNotFound],
        example: #"{"GroupId":"readers","From_Account":"bob","MsgSeqList":[{"MsgSeq":2}]}"#)

    struct Request: CommandRequest {
        static let fromAccount = Field.account(
            "From_Account", "The member who has read them.", "已读消息的群成员的 UserID。"
        ).required()
        static let msgSeqList = Field.msgSeqList(
            atMost: GroupMsgReceipt.maximumMessages, "The messages that were read.", "已读的消息列表。")

        static let fields = FieldList(GroupFields.groupID, fromAccount, msgSeqList)

        let group: GroupID
        /// `nil` for a name that no account can have.
        let account: Account?
        let seqs: [Int64]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            account = settings.account(named: try fields.read(Self.fromAccount))
            seqs = try fields.read(Self.msgSeqList)
            group = try GroupID(addressing: groupText)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        try await storing { () throws(StoreError) in
            try await context.store.acknowledgeMessages(
                request.seqs, in: request.group, scope: context.scope, by: request.account)
        }
        return EmptyResponse()
    }
}
