import Apps
import Groups
import Storage
import Wire

/// Sets how many of a group's messages a member has not read, at most all of them.
///
/// - Source: protocol reference file 30, section 16.
struct SetUnreadMsgNum: Command {
    static let name = CommandName(service: .groupOpen, command: "set_unread_msg_num")

    static let reference = CommandReference(
        Wording(
            "Sets how many of a group's messages a member has not read, at most all of them.",
            "设置群成员的未读消息计数，不超过群消息总数。"),
        notes: [
            Wording(
                "All types; Meeting and AVChatRoom take the call for any account and do nothing.",
                "支持所有群组类型；临时会议群（Meeting）和直播群（AVChatRoom）接受任何用户的请求，但不做处理。")
        ],
        codes: [.groupNotFound],
        example: #"{"GroupId":"readers","Member_Account":"bob","UnreadMsgNum":2}"#)

    struct Request: CommandRequest {
        static let unreadMsgNum = Field.integer(
            "UnreadMsgNum", in: 0...Int64.max, "How many messages the member has not read.", "群成员的未读消息数。"
        ).required()

        static let fields = FieldList(GroupFields.groupID, GroupMemberFields.memberAccount, unreadMsgNum)

        let group: GroupID
        /// `nil` for a name that no account can have.
        let account: Account?
        let unreadMsgNum: Int64

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            account = settings.account(named: try fields.read(GroupMemberFields.memberAccount))
            unreadMsgNum = try fields.read(Self.unreadMsgNum)
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
