import Apps
import Groups
import Storage
import Wire

/// Hides messages of a group from clients; administrators still read them with `group_msg_get_simple`.
///
/// A `MsgSeq` of 0, which no message has, hides all, as if it were absent; a strict app hides nothing then.
///
/// - Source: protocol reference file 40, section 10. The code for a Community: assumed.
struct ClearGroupMsg: Command {
    static let name = CommandName(service: .groupOpen, command: "clear_group_msg")

    static let reference = CommandReference(
        Wording(
            "Hides messages of a group from clients; administrators still read them with `group_msg_get_simple`.",
            "清空群组的历史消息；客户端不再可见，管理员仍可通过 `group_msg_get_simple` 拉取。"),
        notes: [Wording("All types but Community.", "不支持社群（Community）。")],
        codes: [.groupNotFound, .notPermitted],
        example: #"{"GroupId":"readers","MsgSeq":2}"#)

    struct Request: CommandRequest {
        static let seq = Field.optionalInteger(
            "MsgSeq", in: 0...Int64(UInt32.max), "The newest message to hide; without, all are hidden.",
            "清空该 seq 及之前的消息；不填则清空全部消息。")

        static let fields = FieldList(GroupFields.groupID, seq)

        let group: GroupID
        /// The newest message to be hidden; `nil` hides all.
        let seq: Int64?

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            seq = try fields.read(Self.seq)
            group = try GroupID(addressing: groupText)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        try await storing { () throws(StoreError) in
            try await context.store.clearMessages(of: request.group, upTo: request.seq, in: context.scope)
        }
        return EmptyResponse()
    }
}
