import Apps
import Groups
import Storage
import Wire

/// Brings old messages of a group, or of one topic, in from another system, without notices and webhooks.
///
/// A message without `Random` gets one, and is never there already.
///
/// - Limits: 20 messages in a request; the original's documentation says 7.
/// - Source: protocol reference file 40, section 6.
struct ImportGroupMsg: Command {
    static let name = CommandName(service: .groupOpen, command: "import_group_msg")

    static let reference = CommandReference(
        Wording(
            "Brings old messages of a group, or of one topic, in from another system, without notices and webhooks.",
            "导入群组或话题的历史消息，不产生通知和回调。"),
        notes: [
            Wording(
                "All types but AVChatRoom. All members have read everything afterwards.",
                "不支持直播群（AVChatRoom）。导入后所有成员的消息均为已读。"),
            Wording(
                "An entry of the answer carries 10004 for a time that goes back or is not in the life of the group, and 80002 for a message that is too long.",
                "发送时间早于上一条消息、早于建群时间或晚于当前时间的消息，其条目返回 10004；过长的消息返回 80002。"),
        ],
        codes: [.groupNotFound, .notPermitted, .accountNotFound, .messageTooLong],
        example: #"{"GroupId":"archive","MsgList":[{"From_Account":"bob","SendTime":1448357837,"Random":8912345,"#
            + #""MsgBody":[{"MsgType":"TIMTextElem","MsgContent":{"Text":"see you at nine"}}]}]}"#)

    struct Request: CommandRequest {
        static let recentContactFlag = Field.flag(
            "RecentContactFlag", "Whether clients show the group among recent conversations; makes no difference here.",
            "是否更新最近会话；此处没有影响。")
        static let fromAccount = Field.account(
            "From_Account", "Who it comes from.", "消息发送者的 UserID。"
        ).required()
        static let sendTime = Field.integer(
            "SendTime", in: 0...UnixTime.forever.seconds,
            "When it was sent, in seconds since 1970; not before the message before, nor in the future.",
            "发送时间，UTC 时间戳（秒）；不能早于上一条消息，也不能晚于当前时间。"
        ).required()
        static let msgList = Field.objects(
            "MsgList", of: FieldList(fromAccount, sendTime, MessageFields.random) + MessageContent.fields,
            atMost: .messages(\.importedMessages), "The messages, the oldest first.", "消息列表，按发送时间从早到晚。"
        ).requiredNonEmpty()

        static let fields = ConversationName.fields + FieldList(recentContactFlag, msgList)

        let place: Conversation
        let senders: RequestAccounts
        /// Those whose senders can exist; `Random` of those that were sent without is still to be made.
        let messages: [ImportedMessage]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let name = try ConversationName(fields)
            _ = try fields.read(Self.recentContactFlag)
            let items = try fields.read(Self.msgList)
            try fields.checkCount(items.count, of: Self.msgList)
            var names: [String] = []
            var messages: [ImportedMessage] = []
            for item in items {
                let sender = try item.read(Self.fromAccount)
                names.append(sender)
                if let message = try Self.message(item, from: settings.account(named: sender)) {
                    messages.append(message)
                }
            }
            self.messages = messages
            senders = RequestAccounts(names, naming: settings.accountNaming)
            place = try name.conversation()
        }

        /// Reads one message of `MsgList`.
        ///
        /// - Parameter sender: `nil` for a name that no account can have, which makes no message.
        private static func message(
            _ fields: RequestFields, from sender: Account?
        ) throws(APIError) -> ImportedMessage? {
            let time = UnixTime(seconds: try fields.read(sendTime))
            let random = try fields.read(MessageFields.random)
            let content = try MessageContent(fields)
            return sender.map { sender in
                ImportedMessage(
                    sender: sender, time: time, random: random, content: content, digest: content.digest(from: sender))
            }
        }
    }

    struct Response: CommandResponse {
        let messages: [ImportedMessage]
        let results: [ImportedMessage.Result]

        var note: String? {
            let count = results.count { if case .duplicate = $0 { true } else { false } }
            return count > 0 ? "\(count) messages are there already" : nil
        }

        func write(to writer: inout JSONWriter) {
            writer.objects("ImportMsgResult", of: zip(messages, results)) { writer, item in
                let (message, result) = item
                write(result, of: message, to: &writer)
            }
        }

        private func write(_ result: ImportedMessage.Result, of message: ImportedMessage, to writer: inout JSONWriter) {
            let (seq, time, code): (Int64, UnixTime, Int64) =
                switch result {
                case .imported(let seq): (seq, message.time, 0)
                case .duplicate(let seq, let time): (seq, time, 0)
                case .invalidTime: (0, message.time, Int64(ErrorCode.invalidParameter.rawValue))
                case .tooLong: (0, message.time, Int64(ErrorCode.messageTooLong.rawValue))
                }
            writer.field("MsgSeq", seq)
            writer.field("MsgTime", time.seconds)
            writer.field("Result", code)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        try await checkPossible(request.senders, in: request.place.group, context)
        var messages = request.messages
        for index in messages.indices where messages[index].isRandomMade {
            messages[index].random = context.newMessageRandom()
        }
        let imported = messages
        let results = try await storing { () throws(StoreError) in
            try await context.store.importMessages(imported, to: request.place, in: context.scope)
        }
        return Response(messages: imported, results: results)
    }
}
