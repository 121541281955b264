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

    static let reference = CommandReference(
        Wording(
            "Sends a message to a group, or to one topic of a Community, as the caller or as any account.",
            "在群组或话题中发送普通消息，可指定发送者。"),
        notes: [
            Wording(
                "`MsgBody` and `CloudCustomData` together have at most 12,288 bytes. A message that the group has too many of is answered with success and `MsgDropReason`.",
                "`MsgBody` 与 `CloudCustomData` 合计不超过 12,288 字节。超过群消息频率限制的消息返回成功，并带有 `MsgDropReason`。")
        ],
        codes: [
            .groupNotFound, .accountNotFound, .messageTooLong, .tooManyMentions, .noReceiptsForOnlineOnly,
            .groupTooLargeForReceipts, .muted,
        ],
        example: #"{"GroupId":"readers","Random":8912345,"From_Account":"bob","#
            + #""MsgBody":[{"MsgType":"TIMTextElem","MsgContent":{"Text":"red packet"}}]}"#)

    struct Request: CommandRequest {
        static let fields =
            ConversationName.fields + MessageOptions.fields + FieldList(MessageFields.fromAccount)

        let place: Conversation
        /// `nil` means the caller.
        let fromAccount: String?
        let options: MessageOptions

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let name = try ConversationName(fields)
            options = try MessageOptions(fields, settings: settings)
            fromAccount = try fields.read(MessageFields.fromAccount)
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
        guard let backend = context.backend else {
            return Response(sent: try await send(draft, to: request.place, in: context))
        }
        do {
            return Response(sent: try await send(draft, to: request.place, in: context, asking: backend))
        } catch {
            let type = try? await context.store.groupType(of: request.place, in: context.scope)
            await backend.tell(.message(draft, request.place, type, error))
            throw error
        }
    }

    private func send(
        _ draft: MessageDraft, to place: Conversation, in context: CommandContext, isRehearsal: Bool = false
    ) async throws(APIError) -> SentMessage {
        var scope = context.scope(naming: draft.sender)
        scope.isRehearsal = isRehearsal
        return try await storing { [scope] () throws(StoreError) in
            try await context.store.sendMessage(draft, to: place, in: scope) {
                context.messageThrottle.drops(
                    draft.priority, to: place.group, of: context.app.sdkAppID,
                    limit: context.app.messages.messagesPerSecond, at: context.now)
            }
        }
    }

    /// Sends a message that the app's backend allows, once it would be taken.
    private func send(
        _ draft: MessageDraft, to place: Conversation, in context: CommandContext, asking backend: AppBackend
    ) async throws(APIError) -> SentMessage {
        guard !draft.suppressesBeforeSendWebhook, backend.wants(.sendMessage) else {
            return try await send(draft, to: place, in: context)
        }
        let tried = try await send(draft, to: place, in: context, isRehearsal: true)
        guard tried.outcome == .taken else {
            return tried
        }
        let type = try await storing { () throws(StoreError) in
            try await context.store.groupType(of: place, in: context.scope)
        }
        guard let permitted = try await backend.permit(draft, to: place, of: type) else {
            return SentMessage(seq: 0, time: context.now)
        }
        return try await send(permitted, to: place, in: context)
    }
}
