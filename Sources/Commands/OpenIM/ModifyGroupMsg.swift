import Apps
import Groups
import Storage
import Wire

/// Changes what a message of a group, or of one topic, says; number, time and sender stay.
///
/// - Source: protocol reference file 40, section 11.
struct ModifyGroupMsg: Command {
    static let name = CommandName(service: .openIM, command: "modify_group_msg")

    static let reference = CommandReference(
        Wording(
            "Changes what a message of a group, or of one topic, says; number, time and sender stay.",
            "修改群组或话题中的历史消息；seq、时间和发送者不变。"),
        notes: [
            Wording(
                "All types but AVChatRoom. `MsgBody` and `CloudCustomData` together have at most 12,288 bytes; one of them must be there.",
                "不支持直播群（AVChatRoom）。`MsgBody` 与 `CloudCustomData` 合计不超过 12,288 字节，且至少填写一个。")
        ],
        codes: [
            .invalidMessageChange, .messageBodyNotAnArray, .malformedMessageElement, .malformedMessage, .groupNotFound,
            .notPermitted, .messageToChangeNotFound, .messageTooLong,
        ],
        example: #"{"GroupId":"readers","MsgSeq":3,"#
            + #""MsgBody":[{"MsgType":"TIMTextElem","MsgContent":{"Text":"see you at ten"}}],"#
            + #""CloudCustomData":"edited"}"#)

    private static let bodyCodes = MessageBodyCodes(
        notAnArray: .messageBodyNotAnArray, element: .malformedMessageElement, content: .malformedMessage)

    struct Request: CommandRequest {
        static let body = Field<[UInt8]?>(
            FieldFacts("MsgBody", .messageBody, "The new elements; without, they stay.", "新的消息体；不填则不修改。")
        ) { (fields, name) throws(APIError) in
            try fields.messageBody(name, codes: ModifyGroupMsg.bodyCodes)
        }
        static let cloudCustomData = Field.text(
            "CloudCustomData", "The new text of the app's own; without, it stays.", "新的消息自定义数据；不填则不修改。")

        static let fields = ConversationName.fields + FieldList(MessageFields.seq, body, cloudCustomData)

        let place: Conversation
        let seq: Int64
        let change: MessageChange

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let fields = fields.refusing(with: .invalidMessageChange)
            let name = try ConversationName(fields)
            seq = try fields.read(MessageFields.seq)
            change = MessageChange(
                body: try fields.read(Self.body), cloudCustomData: try fields.read(Self.cloudCustomData))
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
