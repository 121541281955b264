import Apps
import Groups
import Storage
import Wire

/// What the commands that write topics share.
extension RequestFields {
    /// Reads the fields that `create_topic` and `import_topic` both have.
    func topicDraft(settings: AppSettings) throws(APIError) -> TopicDraft {
        let limits = settings.limits
        let groupText = try requiredString("GroupId")
        guard let name = try nonEmptyText("TopicName", maximumBytes: limits.topicNameBytes) else {
            throw refusal("TopicName", "is missing")
        }
        let introduction = try text("Introduction", maximumBytes: limits.introductionBytes)
        let notification = try text("Notification", maximumBytes: limits.notificationBytes)
        let faceURL = try text("FaceUrl", maximumBytes: limits.faceURLBytes)
        let customString = try text("CustomString", maximumBytes: limits.customStringBytes)
        let id = try newID("TopicId", "must be 1 to 96 bytes of printable ASCII", TopicID.init)
        var draft = TopicDraft(group: try GroupID(addressing: groupText), name: name)
        draft.id = id
        draft.introduction = introduction ?? ""
        draft.notification = notification ?? ""
        draft.faceURL = faceURL ?? ""
        draft.customString = customString ?? ""
        return draft
    }

    /// The name in `From_Account`, or `nil` when there is none.
    func fromAccount() throws(APIError) -> String? {
        isAbsent("From_Account") ? nil : try accountName("From_Account")
    }
}

extension Command {
    /// Inserts the drafted topic; where the server makes the identifier, one that is in use is replaced by another.
    ///
    /// - Parameter isImported: whether the topic comes from elsewhere.
    func insert(
        _ draft: TopicDraft, fromAccount: String?, createTime: UnixTime, isImported: Bool, in context: CommandContext,
        isRehearsal: Bool = false
    ) async throws(APIError) -> TopicID {
        var scope = context.scope
        scope.isRehearsal = isRehearsal
        let named = try await namedOperator(fromAccount, in: draft.group, context)
        return try await insert(as: draft.id, generating: { draft.generatedID(random: context.random) }) {
            (id) throws(APIError) in
            try await storing { [scope] () throws(StoreError) in
                try await context.store.createTopic(
                    draft.topic(id: id, createTime: createTime), of: draft.group, in: scope, operator: named,
                    isImported: isImported)
            }
            return id
        }
    }

    /// The account that `From_Account` names, once the group is known to have topics where no account can have the name.
    ///
    /// - Throws: ``ErrorCode/accountNotFound`` for a name that no account can have.
    func namedOperator(
        _ name: String?, in group: GroupID, _ context: CommandContext
    ) async throws(APIError) -> Account? {
        let named = RequestAccounts(name.map { [$0] } ?? [], naming: context.app.accountNaming)
        if !named.allPossible {
            _ = try await storing { () throws(StoreError) in
                try await context.store.topics([], of: group, for: nil, in: context.scope)
            }
        }
        try named.checkPossible()
        return named.accounts.first
    }
}
