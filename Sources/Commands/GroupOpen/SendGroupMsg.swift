import Apps
import Groups
import Storage
import Wire

/// Sends a message to a group, or to one topic of a Community, as the caller or as any account.
///
/// A message without `Random` gets one, and is never taken for one that is sent again; a strict app refuses it.
///
/// - Limits: 12,288 bytes of `MsgBody` and `CloudCustomData`, 30 mentions, 50 receivers.
/// - Group types: all.
/// - Errors: ``ErrorCode/groupNotFound`` (group or topic), ``ErrorCode/accountNotFound``, ``ErrorCode/messageTooLong``,
///   ``ErrorCode/tooManyMentions``, ``ErrorCode/invalidParameter``, ``ErrorCode/noReceiptsForOnlineOnly``,
///   ``ErrorCode/groupTooLargeForReceipts``, ``ErrorCode/muted``, asked in this order. A message that the group has too
///   many of is answered with success and `MsgDropReason`.
/// - Source: protocol reference file 40, section 3.
struct SendGroupMsg: Command {
    static let name = CommandName(service: .groupOpen, command: "send_group_msg")
    static let isBrief = true

    struct Request: CommandRequest {
        let place: Conversation
        /// `nil` means the caller.
        let fromAccount: String?
        let options: MessageOptions

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let name = try fields.conversationName()
            options = try MessageOptions(fields, settings: settings)
            fromAccount = try fields.fromAccount()
            place = try name.conversation()
        }
    }

    struct Response: CommandResponse {
        let sent: SentMessage

        var note: String? {
            switch sent.outcome {
            case .taken: nil
            case .duplicate:
                "dropped: the same sender has sent the same Random and content less than 300 s ago, as MsgSeq \(sent.seq)"
            case .duplicateOfRecalled:
                "dropped: the same sender has sent the same Random and content less than 300 s ago, as MsgSeq \(sent.seq), "
                    + "which was recalled since; another Random sends it again"
            case .dropped: "dropped: the group has reached its messages a second"
            }
        }

        func write(to writer: inout JSONWriter) {
            writer.field("MsgTime", sent.time.seconds)
            writer.field("MsgSeq", sent.seq)
            if sent.outcome == .dropped {
                writer.field("MsgDropReason", "MsgFreqCtrl")
            }
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        let sender = try await sender(request.fromAccount, in: request.place.group, context)
        let draft = request.options.draft(
            from: sender, isExemptFromMutes: request.fromAccount == nil || context.app.admins.contains(sender),
            newRandom: context.newMessageRandom)
        let sent = try await storing { () throws(StoreError) in
            try await context.store.sendMessage(draft, to: request.place, in: context.scope(naming: sender)) {
                context.messageThrottle.drops(
                    draft.priority, to: request.place.group, of: context.app.sdkAppID,
                    limit: context.app.messages.messagesPerSecond, at: context.now)
            }
        }
        return Response(sent: sent)
    }
}
