import Apps
import Groups
import Storage
import Wire

/// Changes what a message of a group, or of one topic, says; number, time and sender stay.
///
/// - Limits: 12,288 bytes of `MsgBody` and `CloudCustomData`.
/// - Group types: all but AVChatRoom.
/// - Errors: ``ErrorCode/invalidMessageChange``, ``ErrorCode/messageBodyNotAnArray``,
///   ``ErrorCode/malformedMessageElement``, ``ErrorCode/malformedMessage``, ``ErrorCode/groupNotFound`` (group or
///   topic), ``ErrorCode/notPermitted`` (AVChatRoom), ``ErrorCode/messageToChangeNotFound``,
///   ``ErrorCode/messageTooLong``.
/// - Source: protocol reference file 40, section 11.
struct ModifyGroupMsg: Command {
    static let name = CommandName(service: .openIM, command: "modify_group_msg")

    private static let bodyCodes = MessageBodyCodes(
        notAnArray: .messageBodyNotAnArray, element: .malformedMessageElement, content: .malformedMessage)

    struct Request: CommandRequest {
        let place: Conversation
        let seq: Int64
        let change: MessageChange

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let fields = fields.refusing(with: .invalidMessageChange)
            let name = try ConversationName(fields)
            seq = try fields.requiredMsgSeq()
            change = MessageChange(
                body: try fields.messageBody(codes: ModifyGroupMsg.bodyCodes),
                cloudCustomData: try fields.string("CloudCustomData"))
            guard change != MessageChange() else {
                throw APIError(.invalidMessageChange, "one of MsgBody and CloudCustomData must be present")
            }
            place = try name.conversation()
        }
    }

    /// The text of success that the documentation shows for this command alone.
    struct Response: CommandResponse {
        func write(to writer: inout JSONWriter) {}

        func answer(of service: Service) -> [UInt8] {
            Array(#"{"ActionStatus":"OK","ErrorInfo":"succeed","ErrorCode":0}"#.utf8)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        try await storing { () throws(StoreError) in
            try await context.store.changeMessage(
                request.seq, in: request.place, scope: context.scope, by: request.change)
        }
        return Response()
    }
}
