import Apps
import Groups
import Storage
import Wire

/// Sends a system notification to the members of a group who are online; it is not kept.
///
/// - Source: protocol reference file 40, section 4.
struct SendGroupSystemNotification: Command {
    static let name = CommandName(service: .groupOpen, command: "send_group_system_notification")
    static let isBrief = true

    /// Longest `Content`, in bytes.
    static let maximumContentBytes = 12_288
    /// Most entries of `ToMembers_Account`.
    static let maximumReceivers = 500

    static let reference = CommandReference(
        Wording(
            "Sends a system notification to the members of a group who are online; it is not kept.",
            "在群组中向在线成员发送系统通知，不存历史消息。"),
        notes: [
            Wording(
                "All types; an AVChatRoom takes no `ToMembers_Account`. This server takes no connections of clients, so that it reaches nobody.",
                "支持所有群组类型；直播群（AVChatRoom）不支持 `ToMembers_Account`。本服务没有客户端长连接，因此不会下发。")
        ],
        codes: [.groupNotFound],
        example: #"{"GroupId":"readers","Content":"The library closes at six.","ToMembers_Account":["bob"]}"#)

    struct Request: CommandRequest {
        static let content = Field.anyText(
            "Content", atMost: SendGroupSystemNotification.maximumContentBytes, "What the notification says.",
            "系统通知的内容。"
        ).required()
        static let toMembersAccount = Field.accounts(
            "ToMembers_Account", atMost: .fixed(SendGroupSystemNotification.maximumReceivers),
            "The members that it is for; without, all of them.", "接收通知的群成员；不填则为全体成员。")

        static let fields = ConversationName.fields + FieldList(content, toMembersAccount)

        let place: Conversation
        let namesReceivers: Bool

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let name = try ConversationName(fields)
            _ = try fields.read(Self.content)
            let receivers = try fields.read(Self.toMembersAccount) ?? []
            try fields.checkCount(receivers.count, of: Self.toMembersAccount)
            namesReceivers = !receivers.isEmpty
            place = try name.conversation()
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        let type = try await storing { () throws(StoreError) in
            try await context.store.groupType(of: request.place, in: context.scope)
        }
        guard type != .avChatRoom || !request.namesReceivers else {
            throw APIError(.invalidParameter, "ToMembers_Account is not a field for an AVChatRoom")
        }
        // nobody is online, as this server takes no connections of clients
        return EmptyResponse()
    }
}
