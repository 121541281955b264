import Groups
package import Storage
package import Wire

/// An app in which every list has the same length: what the transactions work on whose calls are counted.
package struct SampleWorld: Sendable {
    package let size: Int
    package let scope: StoreScope
    /// Members of ``club`` and ``forum``, each of whom owns one of ``groups``.
    let members: [Account]
    /// Accounts that are members of nothing.
    let others: [Account]
    /// Groups with one member.
    let groups: [GroupID]
    let topics: [TopicID]
    let permissionGroups: [PermissionGroupID]
    /// Texts for keys.
    let keys: [String]

    /// A Public group with as many messages.
    package let club = sampleGroup("club")
    /// An AVChatRoom.
    let room = sampleGroup("room")
    /// A Community with as many topics and permission groups.
    package let forum = sampleGroup("@TGS#_forum")

    package init(size: Int) {
        self.size = size
        var plan = PlanLimits()
        plan.groups = 1_000
        plan.dailyGroups = 1_000
        plan.groupsPerAccount = 1_000
        scope = StoreScope(
            app, at: UnixTime(seconds: 1_700_000_000), accounts: .importOnSight,
            limits: StoreLimits(plan: plan))
        members = (0..<size).map { sampleAccount("member\($0)") }
        others = (0..<size).map { sampleAccount("other\($0)") }
        groups = (0..<size).map { sampleGroup("group\($0)") }
        topics = (0..<size).compactMap { TopicID("@TGS#_forum@TOPIC#_topic\($0)") }
        permissionGroups = (0..<size).compactMap { PermissionGroupID("@PMG#_group\($0)") }
        keys = (0..<size).map { "key\($0)" }
    }

    var seqs: [Int64] { (1...Int64(size)).map(\.self) }
    /// The moment after everything.
    var later: StoreScope { StoreScope(app, at: scope.now.advanced(bySeconds: 100), accounts: .importOnSight) }

    /// The scope of an app that wants tips.
    var scopeWithTips: StoreScope {
        var scope = scope
        scope.messages.keepsTips = true
        return scope
    }

    func newGroup(
        _ id: GroupID, _ type: GroupType = .public, owner: Account = alice, members: [Account] = []
    ) throws -> NewGroup {
        var draft = GroupDraft(type: type, name: id.text)
        draft.owner = owner
        draft.supportsTopics = type == .community
        draft.enablesPermissions = type == .community
        draft.members = members.map { .init(account: $0, role: .member, customFields: .none) }
        return try draft.group(id: id, createTime: scope.now, limits: GroupLimits())
    }

    func message(_ text: String, from sender: Account) -> MessageDraft {
        var message = MessageDraft(
            sender: sender, random: 1, content: MessageContent(body: Array(text.utf8)), digest: Array(text.utf8))
        message.supportsExtensions = true
        message.needsReadReceipt = true
        return message
    }

    func plainMessage(_ text: String, from sender: Account) -> MessageDraft {
        MessageDraft(
            sender: sender, random: 1, content: MessageContent(body: Array(text.utf8)), digest: Array(text.utf8))
    }

    /// As many as a room can have, where that is less.
    var roomAdmins: [Account] { Array(members.prefix(5)) }
    /// As many as a group can have, where that is less.
    var attributes: [GroupAttribute] { keys.prefix(16).map { GroupAttribute(key: $0, value: $0) } }
    var counters: [GroupCounter] { keys.map { GroupCounter(key: $0, value: 1) } }
    var pairs: [MessageExtensionChange.Pair] { keys.map { MessageExtensionChange.Pair(key: $0, value: $0) } }
    var permissions: [TopicPermission] { topics.map { TopicPermission(topic: $0, permission: 1) } }

    func topic(_ id: TopicID) -> Topic {
        Topic(id: id, name: "Topic", createTime: scope.now)
    }

    func imports(from senders: [Account]) -> [ImportedMessage] {
        senders.enumerated().map { index, sender in
            ImportedMessage(
                sender: sender, time: later.now, random: UInt32(index), content: MessageContent(body: []), digest: [])
        }
    }

    /// Makes the app in an empty store.
    package func fill(_ store: any GroupStore) async throws {
        try await store.importAccounts(others.map { AccountImport(account: $0) }, in: scope)
        try await store.createGroup(newGroup(club, members: members), in: scope)
        for (group, owner) in zip(groups, members) {
            try await store.createGroup(newGroup(group, owner: owner), in: scope)
        }
        for (index, sender) in members.enumerated() {
            let text = "message \(index)"
            _ = try await store.sendMessage(message(text, from: sender), to: Conversation(club), in: scope) { false }
        }
        _ = try await store.changeExtensions(of: 1, in: club, scope: scope, by: .set(pairs))
        try await store.changeAttributes(of: club, in: scope, by: .set(attributes))
        _ = try await store.updateCounters(
            of: club, in: scope, by: GroupCounterUpdate(mode: .set, counters: counters))

        try await store.createGroup(newGroup(room, .avChatRoom), in: scope)

        try await store.createGroup(newGroup(forum, .community, members: members), in: scope)
        for topic in topics {
            try await store.createTopic(self.topic(topic), of: forum, in: scope, operator: nil, isImported: false)
        }
        for group in permissionGroups {
            try await store.createPermissionGroup(
                PermissionGroup(id: group, name: "Group", permission: 1), of: forum, in: scope)
        }
        _ = try await store.addPermissionGroupMembers(members, to: permissionGroups[0], of: forum, in: scope)
        _ = try await store.setTopicPermissions(permissions, of: permissionGroups[0], of: forum, in: scope)
    }
}
