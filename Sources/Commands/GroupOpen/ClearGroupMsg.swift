import Apps
import Groups
import Storage
import Wire

/// Hides messages of a group from clients; administrators still read them with `group_msg_get_simple`.
///
/// A `MsgSeq` of 0, which no message has, hides all, as if it were absent; a strict app hides nothing then.
///
/// - Group types: all but Community.
/// - Errors: ``ErrorCode/groupNotFound``, ``ErrorCode/notPermitted`` (Community).
/// - Source: protocol reference file 40, section 10. The code for a Community: assumed.
struct ClearGroupMsg: Command {
    static let name = CommandName(service: .groupOpen, command: "clear_group_msg")

    struct Request: CommandRequest {
        let group: GroupID
        /// The newest message to be hidden; `nil` hides all.
        let seq: Int64?

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            seq = try fields.optionalInteger("MsgSeq", in: 0...Int64(UInt32.max))
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
