import Apps
import Groups
import Storage
import Wire

/// Sends a system notification to the members of a group who are online; it is not kept.
///
/// - Limits: 12,288 bytes of `Content`, 500 entries in `ToMembers_Account`.
/// - Group types: all; an AVChatRoom takes no `ToMembers_Account`.
/// - Errors: ``ErrorCode/groupNotFound`` (group or topic), ``ErrorCode/invalidParameter``.
/// - Source: protocol reference file 40, section 4.
struct SendGroupSystemNotification: Command {
    static let name = CommandName(service: .groupOpen, command: "send_group_system_notification")
    static let isBrief = true

    /// Longest `Content`, in bytes.
    static let maximumContentBytes = 12_288
    /// Most entries of `ToMembers_Account`.
    static let maximumReceivers = 500

    struct Request: CommandRequest {
        let place: Conversation
        let namesReceivers: Bool

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let name = try ConversationName(fields)
            let content = try fields.requiredString("Content")
            let maximumBytes = SendGroupSystemNotification.maximumContentBytes
            guard content.utf8.count <= maximumBytes else {
                throw fields.refusal("Content", "is longer than \(maximumBytes) bytes")
            }
            let receivers = try fields.accountNames("ToMembers_Account") ?? []
            try fields.checkListLength(
                receivers.count, of: "ToMembers_Account", atMost: SendGroupSystemNotification.maximumReceivers)
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
