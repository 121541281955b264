package import Groups
package import Wire

/// Asks the backends of apps before something happens, and tells them of what was refused.
///
/// What has happened they are told of by the store's outbox.
package protocol Backends: Sendable {
    /// Whether the backend of the call's app wants to be asked such a question.
    func wants(_ kind: BackendQuestion.Kind, for call: CommandCall) -> Bool

    /// Asks the backend of the call's app.
    func verdict(on question: BackendQuestion, for call: CommandCall) async -> BackendVerdict

    /// What becomes of a question whose answer cannot be used after all.
    ///
    /// - Returns: the refusal; `nil` goes on as if it had been allowed.
    func refusal(ofUnusableAnswer reason: String, to question: BackendQuestion, for call: CommandCall) -> APIError?

    /// Tells the backend of the call's app that something was refused; what cannot be told is logged.
    func tell(_ refusal: BackendRefusal, for call: CommandCall) async
}

/// What a backend is asked before it happens.
package enum BackendQuestion: Sendable {
    /// - Parameter ownedGroups: groups of the type that the wanted owner has.
    case createGroup(GroupDraft, ownedGroups: Int64)
    case createTopic(name: String)
    case addMembers([Account], GroupID, GroupType)
    case sendMessage(MessageDraft, Conversation, GroupType)

    /// What it is about.
    package enum Kind: Sendable {
        case createGroup
        case createTopic
        case addMembers
        case sendMessage
    }

    package var kind: Kind {
        switch self {
        case .createGroup: .createGroup
        case .createTopic: .createTopic
        case .addMembers: .addMembers
        case .sendMessage: .sendMessage
        }
    }
}

/// What a backend decides.
package enum BackendVerdict: Sendable {
    /// - Parameter amendment: fields that take the place of the request's; those that a question has no use for mean nothing.
    case allow(BackendAmendment)
    case refuse(APIError)
    /// The message is not sent, and the caller is told that it was.
    case dropSilently
}

/// What a backend wants otherwise.
package struct BackendAmendment: Sendable {
    /// `MsgBody` and `CloudCustomData`, as far as they are replaced.
    package var content: JSONObject
    /// Who is not to be added.
    package var refusedMembers: Set<String>

    package init(content: JSONObject = JSONObject(), refusedMembers: Set<String> = []) {
        self.content = content
        self.refusedMembers = refusedMembers
    }
}

/// What was refused and a backend is told of.
package enum BackendRefusal: Sendable {
    /// - Parameter type: `nil` for a group that does not exist.
    case message(MessageDraft, Conversation, GroupType?, APIError)
    /// Members found no place.
    case groupFull(GroupID)
}

/// No app has a backend.
package struct NoBackends: Backends {
    package init() {}

    package func wants(_ kind: BackendQuestion.Kind, for call: CommandCall) -> Bool { false }

    package func verdict(on question: BackendQuestion, for call: CommandCall) async -> BackendVerdict {
        .allow(BackendAmendment())
    }

    package func refusal(
        ofUnusableAnswer reason: String, to question: BackendQuestion, for call: CommandCall
    ) -> APIError? { nil }

    package func tell(_ refusal: BackendRefusal, for call: CommandCall) async {}
}
