import Apps
import Groups
import Wire

/// The backend of the app that a call is for.
struct AppBackend: Sendable {
    let backends: any Backends
    let call: CommandCall

    func wants(_ kind: BackendQuestion.Kind) -> Bool {
        backends.wants(kind, for: call)
    }

    /// Asks a question to which there is but yes and no.
    ///
    /// - Returns: what the backend wants otherwise.
    /// - Throws: the backend's refusal.
    func permit(_ question: BackendQuestion) async throws(APIError) -> BackendAmendment {
        switch await backends.verdict(on: question, for: call) {
        case .allow(let amendment): return amendment
        case .refuse(let refusal): throw refusal
        case .dropSilently: throw APIError(.refusedByBackend, "the app's backend has refused it")
        }
    }

    /// Asks about a message.
    ///
    /// - Returns: the message as it is to be sent; `nil` where the caller is to believe that it was.
    /// - Throws: the backend's refusal.
    func permit(
        _ message: MessageDraft, to place: Conversation, of type: GroupType
    ) async throws(APIError) -> MessageDraft? {
        let question = BackendQuestion.sendMessage(message, place, type)
        switch await backends.verdict(on: question, for: call) {
        case .allow(let amendment):
            do {
                return try message.amended(by: amendment.content, for: call.app)
            } catch {
                let refusal = backends.refusal(ofUnusableAnswer: error.reason, to: question, for: call)
                guard let refusal else {
                    return message
                }
                throw refusal
            }
        case .refuse(let refusal): throw refusal
        case .dropSilently: return nil
        }
    }

    func tell(_ refusal: BackendRefusal) async {
        await backends.tell(refusal, for: call)
    }
}

extension MessageDraft {
    /// The message with the content that a backend puts in its place.
    ///
    /// - Throws: why the content can be no message's.
    fileprivate func amended(by content: JSONObject, for app: AppSettings) throws(APIError) -> MessageDraft {
        let fields = RequestFields(
            content, declared: FieldList(MessageFields.body, MessageFields.cloudCustomData), of: .groupOpen,
            isLenient: !app.isStrict, limits: app.storeLimits)
        var message = self
        message.content.body = try fields.read(MessageFields.body) ?? message.content.body
        message.content.cloudCustomData =
            try fields.read(MessageFields.cloudCustomData) ?? message.content.cloudCustomData
        return message
    }
}
