import Apps
import Groups
import Storage
import Wire

/// Brings old messages of a group, or of one topic, in from another system, without notices and webhooks.
///
/// All members have read everything afterwards. A message without `Random` gets one, and is never there already.
///
/// - Limits: 20 messages in a request; the original's documentation says 7.
/// - Group types: all but AVChatRoom.
/// - Errors: ``ErrorCode/groupNotFound`` (group or topic), ``ErrorCode/notPermitted`` (AVChatRoom),
///   ``ErrorCode/accountNotFound`` (a sender), ``ErrorCode/invalidParameter``. Items carry
///   ``ErrorCode/invalidParameter`` for a time that goes back or is not in the life of the group, and
///   ``ErrorCode/messageTooLong``.
/// - Source: protocol reference file 40, section 6.
struct ImportGroupMsg: Command {
    static let name = CommandName(service: .groupOpen, command: "import_group_msg")

    struct Request: CommandRequest {
        let place: Conversation
        let senders: RequestAccounts
        /// Those whose senders can exist; `Random` of those that were sent without is still to be made.
        let messages: [ImportedMessage]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let name = try ConversationName(fields)
            _ = try fields.flag("RecentContactFlag")
            let items = try fields.requiredObjects("MsgList")
            try fields.checkListLength(items.count, of: "MsgList", atMost: settings.messages.importedMessages)
            var names: [String] = []
            var messages: [ImportedMessage] = []
            for item in items {
                names.append(try item.requiredAccountName("From_Account"))
                if let message = try item.importedMessage(settings: settings) {
                    messages.append(message)
                }
            }
            self.messages = messages
            senders = RequestAccounts(names, naming: settings.accountNaming)
            place = try name.conversation()
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

extension RequestFields {
    /// One message of `MsgList`; `nil` when no account can have the sender's name.
    fileprivate func importedMessage(settings: AppSettings) throws(APIError) -> ImportedMessage? {
        let name = try requiredAccountName("From_Account")
        let time = UnixTime(seconds: try requiredInteger("SendTime", in: 0...UnixTime.forever.seconds))
        let random = try self.random()
        let content = try MessageContent(self)
        return settings.account(named: name).map { sender in
            ImportedMessage(
                sender: sender, time: time, random: random, content: content, digest: content.digest(from: sender))
        }
    }
}
