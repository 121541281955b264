import Apps
import Groups
import Storage
import Wire

/// What the commands that write topics share.
extension TopicDraft {
    /// The fields that `create_topic` and `import_topic` both have.
    static let fields = FieldList(
        GroupFields.groupID, TopicFields.name, TopicFields.newTopicID, OperatorFields.fromAccount,
        TopicFields.introduction, TopicFields.notification, TopicFields.faceURL, TopicFields.customString)

    /// Reads the fields that both requests have, but for `From_Account`.
    init(_ fields: RequestFields) throws(APIError) {
        let groupText = try fields.read(GroupFields.groupID)
        let name = try fields.read(TopicFields.name)
        let introduction = try fields.read(TopicFields.introduction)
        let notification = try fields.read(TopicFields.notification)
        let faceURL = try fields.read(TopicFields.faceURL)
        let customString = try fields.read(TopicFields.customString)
        let id = try fields.read(TopicFields.newTopicID)
        self.init(group: try GroupID(addressing: groupText), name: name)
        self.id = id
        self.introduction = introduction ?? ""
        self.notification = notification ?? ""
        self.faceURL = faceURL ?? ""
        self.customString = customString ?? ""
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
