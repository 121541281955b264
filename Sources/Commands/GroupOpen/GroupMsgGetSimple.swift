import Apps
import Groups
import Storage
import Wire

/// Returns a page of a group's messages, or of one topic's, the newest first.
///
/// - Limits: 20 messages a page, 1,048,576 bytes in an answer.
/// - Group types: all but AVChatRoom.
/// - Errors: ``ErrorCode/groupNotFound`` (group or topic), ``ErrorCode/noHistory`` (AVChatRoom),
///   ``ErrorCode/invalidParameter``.
/// - Order: by `MsgSeq`, the highest first; an entry for each number of the interval, but none for a recalled message
///   unless the request asks for it.
/// - Source: protocol reference file 40, section 7; decision 12 of the protocol reference.
struct GroupMsgGetSimple: Command {
    static let name = CommandName(service: .groupOpen, command: "group_msg_get_simple")

    /// Most messages of a page.
    static let maximumMessages: Int64 = 20

    struct Request: CommandRequest {
        let place: Conversation
        let reqMsgNumber: Int64
        /// `nil` and 0 mean the newest.
        let reqMsgSeq: Int64?
        let withRecalledMsg: Bool

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let name = try ConversationName(fields)
            reqMsgNumber = try fields.requiredInteger("ReqMsgNumber", in: 1...Int64(UInt32.max))
            reqMsgSeq = try fields.integer("ReqMsgSeq", in: 0...Int64(UInt32.max))
            withRecalledMsg = try fields.flag("WithRecalledMsg") ?? false
            place = try name.conversation()
        }
    }

    struct Response: CommandResponse {
        let group: GroupID
        let page: HistoryPage

        func write(to writer: inout JSONWriter) {
            writer.field("GroupId", group.text)
            writer.field("IsFinished", page.isFinished.rawValue)
            writer.key("RspMsgList")
            writer.encoded(page.entries)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        let entries = try await storing { () throws(StoreError) in
            try await context.store.history(
                of: request.place, upTo: request.reqMsgSeq, count: min(request.reqMsgNumber, Self.maximumMessages),
                in: context.scope)
        }
        let page = HistoryPage(
            entries, isWhole: request.reqMsgNumber <= Self.maximumMessages, withRecalled: request.withRecalledMsg,
            maximumBytes: context.app.maximumAnswerBytes)
        return Response(group: request.place.group, page: page)
    }
}
