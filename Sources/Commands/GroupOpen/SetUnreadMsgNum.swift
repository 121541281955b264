import Apps
import Groups
import Storage
import Wire

/// Sets how many of a group's messages a member has not read, at most all of them.
///
/// - Group types: all; Meeting and AVChatRoom take the call for any account and do nothing.
/// - Errors: ``ErrorCode/groupNotFound``, ``ErrorCode/invalidParameter`` (the account is not a member).
/// - Source: protocol reference file 30, section 16.
struct SetUnreadMsgNum: Command {
    static let name = CommandName(service: .groupOpen, command: "set_unread_msg_num")

    struct Request: CommandRequest {
        let group: GroupID
        /// `nil` for a name that no account can have.
        let account: Account?
        let unreadMsgNum: Int64

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            account = settings.account(named: try fields.requiredAccountName("Member_Account"))
            guard let unreadMsgNum = try fields.integer("UnreadMsgNum", in: 0...Int64.max) else {
                throw fields.refusal("UnreadMsgNum", "is missing")
            }
            self.unreadMsgNum = unreadMsgNum
            group = try GroupID(addressing: groupText)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        try await storing { () throws(StoreError) in
            try await context.store.setUnreadMsgNum(
                request.unreadMsgNum, of: request.account, in: request.group, scope: context.scope)
        }
        return EmptyResponse()
    }
}
