import Apps
import Groups
import Storage
import Wire

/// Returns a page of a group's messages, or of one topic's, the newest first.
///
/// - Order: by `MsgSeq`, the highest first; an entry for each number of the interval, but none for a recalled message
///   unless the request asks for it.
/// - Source: protocol reference file 40, section 7; decision 12 of the protocol reference.
struct GroupMsgGetSimple: Command {
    static let name = CommandName(service: .groupOpen, command: "group_msg_get_simple")

    /// Most messages of a page.
    static let maximumMessages: Int64 = 20

    static let reference = CommandReference(
        Wording(
            "Returns a page of a group's messages, or of one topic's, the newest first.", "拉取群组或话题的历史消息，从新到旧。"),
        notes: [
            Wording("All types but AVChatRoom.", "不支持直播群（AVChatRoom）。"),
            Wording(
                "An answer holds at most 1,048,576 bytes; `IsFinished` says whether messages of the interval are left.",
                "应答包不超过 1,048,576 字节；`IsFinished` 表示是否还有未返回的消息。"),
        ],
        codes: [.groupNotFound, .noHistory],
        example: #"{"GroupId":"readers","ReqMsgNumber":2,"ReqMsgSeq":3,"WithRecalledMsg":1}"#)

    struct Request: CommandRequest {
        static let reqMsgNumber = Field.integer(
            "ReqMsgNumber", in: 1...Int64(UInt32.max), "Most messages of the page; more than 20 means 20.",
            "拉取的消息数量；超过 20 按 20 处理。"
        ).required()
        static let reqMsgSeq = Field.integer(
            "ReqMsgSeq", in: 0...Int64(UInt32.max),
            "The newest message of the page; without, or 0, the group's newest.",
            "拉取消息的最大 seq；不填或为 0 则从最新消息开始。")
        static let withRecalledMsg = Field.flag(
            "WithRecalledMsg", "Whether recalled messages are answered too; without, they are not.",
            "是否返回已撤回的消息；不填则不返回。")

        static let fields = ConversationName.fields + FieldList(reqMsgNumber, reqMsgSeq, withRecalledMsg)

        let place: Conversation
        let reqMsgNumber: Int64
        /// `nil` and 0 mean the newest.
        let reqMsgSeq: Int64?
        let withRecalledMsg: Bool

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let name = try ConversationName(fields)
            reqMsgNumber = try fields.read(Self.reqMsgNumber)
            reqMsgSeq = try fields.read(Self.reqMsgSeq)
            withRecalledMsg = try fields.read(Self.withRecalledMsg) ?? false
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
