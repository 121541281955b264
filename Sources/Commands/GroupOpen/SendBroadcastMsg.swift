import Apps
import Groups
import Storage
import Wire

/// Sends one message to all AVChatRooms of the app.
///
/// A message without `Random` gets one, as in ``SendGroupMsg``.
///
/// - Source: protocol reference file 40, section 5. The count that `MsgSeq` comes from: assumed.
struct SendBroadcastMsg: Command {
    static let name = CommandName(service: .groupOpen, command: "send_broadcast_msg")

    static let reference = CommandReference(
        Wording("Sends one message to all AVChatRooms of the app.", "向应用下所有直播群（AVChatRoom）发送广播消息。"),
        notes: [
            Wording(
                "`MsgBody` and `CloudCustomData` together have at most 12,288 bytes. The configuration may limit broadcasts a second.",
                "`MsgBody` 与 `CloudCustomData` 合计不超过 12,288 字节。可通过配置限制每秒的广播消息数。")
        ],
        codes: [.accountNotFound, .messageTooLong, .messagesTooFrequent],
        example: #"{"From_Account":"alice","Random":8912345,"#
            + #""MsgBody":[{"MsgType":"TIMTextElem","MsgContent":{"Text":"The show begins."}}],"#
            + #""CloudCustomData":"stage 1"}"#)

    struct Request: CommandRequest {
        static let fields =
            FieldList(MessageFields.randomOfSend) + MessageContent.fields + FieldList(MessageFields.fromAccount)

        /// `nil` lets the server make one.
        let random: UInt32?
        let content: MessageContent
        /// `nil` means the caller.
        let fromAccount: String?

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            random = try fields.read(MessageFields.randomOfSend)
            content = try MessageContent(fields)
            fromAccount = try fields.read(MessageFields.fromAccount)
        }
    }

    struct Response: CommandResponse {
        let sent: SentMessage

        var note: String? {
            sent.outcome == .duplicate
                ? "dropped: the same sender has sent the same Random and content less than 300 s ago" : nil
        }

        func write(to writer: inout JSONWriter) {
            writer.field("MsgSeq", sent.seq)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        let app = context.app
        let sender = try await sender(request.fromAccount, in: nil, context)
        let draft = draft(request, from: sender, in: context)
        let sent = try await storing { () throws(StoreError) in
            try await context.store.broadcastMessage(draft, in: context.scope(naming: sender)) {
                context.messageThrottle.drops(
                    draft.priority, to: nil, of: app.sdkAppID, limit: app.messages.broadcastsPerSecond,
                    at: context.now)
            }
        }
        guard sent.outcome != .dropped else {
            throw APIError(
                .messagesTooFrequent,
                "the app is limited to \(app.messages.broadcastsPerSecond ?? 0) broadcasts a second; try again")
        }
        return Response(sent: sent)
    }

    private func draft(_ request: Request, from sender: Account, in context: CommandContext) -> MessageDraft {
        var draft = MessageDraft(
            sender: sender, random: request.random ?? context.newMessageRandom(), content: request.content,
            digest: request.content.digest(from: sender))
        draft.isRandomMade = request.random == nil
        return draft
    }
}
