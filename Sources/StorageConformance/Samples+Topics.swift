import Groups
import Storage
import Testing
import Wire

extension GroupID {
    /// The identifier of a Community with topics.
    static let forum = sample("@TGS#_forum")
}

extension TopicID {
    /// - Precondition: the text can be a topic's identifier.
    static func sample(_ text: String) -> TopicID {
        guard let id = TopicID(text) else {
            preconditionFailure("\(text) cannot be a topic's identifier")
        }
        return id
    }

    /// Topics of ``GroupID/forum``.
    static let news = sample("@TGS#_forum@TOPIC#_news")
    static let chat = sample("@TGS#_forum@TOPIC#_chat")
    static let none = sample("@TGS#_forum@TOPIC#_none")
}

extension NewGroup {
    /// A Community as `create_group` makes it.
    static func forum(_ members: [Account] = [], supportsTopics: Bool = true) throws -> NewGroup {
        var draft = GroupDraft(type: .community, name: "Forum")
        draft.owner = .alice
        draft.supportsTopics = supportsTopics
        draft.enablesPermissions = supportsTopics
        draft.members = members.map { .init(account: $0, role: .member, customFields: .none) }
        return try draft.group(id: .forum, createTime: now, limits: GroupLimits())
    }
}

extension GroupStore {
    /// Creates a topic of ``GroupID/forum``.
    func create(
        _ topic: TopicID, in app: SDKAppID = app, limits: GroupLimits = GroupLimits(), at time: UnixTime = now
    ) async throws {
        try await createTopic(
            Topic(id: topic, name: "Topic", createTime: time), of: .forum, in: .sample(app, at: time, groups: limits),
            operator: nil, isImported: false)
    }

    /// Reads one topic of ``GroupID/forum``.
    func topic(_ topic: TopicID, for account: Account? = nil, in app: SDKAppID = app) async throws -> TopicView? {
        try await topics([topic], of: .forum, for: account, in: .sample(app)).first ?? nil
    }

    /// The identifiers of all topics of ``GroupID/forum``, in order.
    func topicIDs(in app: SDKAppID = app) async throws -> [TopicID] {
        try await topics(nil, of: .forum, for: nil, in: .sample(app)).compactMap(\.?.topic.id)
    }
}
