import Apps
import Groups
import Storage
import Wire

/// Notes that a member has read messages of a group.
///
/// - Limits: 50 messages in a request.
/// - Group types: Work, Public and Meeting.
/// - Errors: ``ErrorCode/groupNotFound``, ``ErrorCode/notPermitted`` (the type, or an account that is not a member),
///   ``ErrorCode/receiptNotFound`` when none of the messages asks the member. Messages without receipts are passed
///   over.
/// - Source: protocol reference file 40, 12.1.
struct GroupMsgReceipt: Command {
    static let name = CommandName(service: .groupOpen, command: "group_msg_receipt")

    /// Most messages in a request.
    static let maximumMessages = 50

    struct Request: CommandRequest {
        let group: GroupID
        /// `nil` for a name that no account can have.
        let account: Account?
        let seqs: [Int64]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            account = settings.account(named: try fields.requiredAccountName("From_Account"))
            seqs = try fields.msgSeqList(atMost: GroupMsgReceipt.maximumMessages)
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
