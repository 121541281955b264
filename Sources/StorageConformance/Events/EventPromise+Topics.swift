import Groups
import Storage
import Testing
import Wire

extension EventPromise {
    static let topics = [
        EventPromise("createTopic") { scene in
            let store = scene.store
            try await store.create(.forum())
            let create = { @Sendable (topic: Topic, operator: Account?, isImported: Bool) in
                try await store.createTopic(
                    topic, of: .forum, in: .called, operator: `operator`, isImported: isImported)
            }
            let news = Topic(id: .news, name: "News", createTime: now)
            let chat = Topic(id: .chat, name: "Chat", createTime: now)
            try await scene.tells(.forum(.topicCreated(news, owner: .alice, isImported: false), by: .bob)) {
                try await create(news, .bob, false)
            }
            try await scene.tells(.forum(.topicCreated(chat, owner: .alice, isImported: true))) {
                try await create(chat, nil, true)
            }
            try await scene.refuses(.groupIDInUseBySameOwner) { try await create(news, nil, false) }
        },
        EventPromise("changeTopic") { scene in
            let store = scene.store
            try await store.create(.forum())
            try await store.create(TopicID.news)
            var muting = TopicChange()
            muting.isMuted = true
            muting.name = "Old"
            let change = { @Sendable (topic: TopicID, change: TopicChange, operator: Account?) in
                try await store.changeTopic(topic, of: .forum, in: .called, by: change, operator: `operator`)
            }
            try await scene.tells(.forum(.topicChanged(.news, [.name("Old"), .isMuted(true)]), by: .bob)) { [muting] in
                try await change(.news, muting, .bob)
            }
            try await scene.tellsNothing { try await change(.news, TopicChange(), nil) }
            try await scene.refuses(.groupNotFound) { [muting] in try await change(.none, muting, nil) }
        },
        EventPromise("destroyTopics") { scene in
            let store = scene.store
            try await store.create(.forum())
            try await store.create(TopicID.news)
            try await store.create(TopicID.chat)
            try await scene.tells(.forum(.topicsDestroyed([.news, .chat]))) {
                _ = try await store.destroyTopics([.news, .none, .chat, .news], of: .forum, in: .called)
            }
            try await scene.tellsNothing { _ = try await store.destroyTopics([.news], of: .forum, in: .called) }
            try await scene.refuses(.groupNotFound) {
                _ = try await store.destroyTopics([.news], of: .none, in: .called)
            }
        },
    ]

    static let permissionGroups = [
        EventPromise("createPermissionGroup") { scene in
            try await scene.store.create(.forum())
            let editors = PermissionGroup(id: .editors, name: "Editors", permission: 3)
            try await scene.tells(.forum(.permissionGroupCreated(editors))) {
                try await scene.store.createPermissionGroup(editors, of: .forum, in: .called)
            }
            try await scene.refuses(.groupIDInUse) {
                try await scene.store.createPermissionGroup(editors, of: .forum, in: .called)
            }
        },
        EventPromise("changePermissionGroup") { scene in
            let store = scene.store
            try await store.createPermissionGroups()
            var change = PermissionGroupChange()
            change.name = "New"
            var changed = try #require(try await store.permissionGroup(.editors))
            changed.name = "New"
            try await scene.tells(.forum(.permissionGroupChanged(changed))) { [change] in
                try await store.changePermissionGroup(.editors, of: .forum, in: .called, by: change)
            }
            try await scene.tellsNothing {
                try await store.changePermissionGroup(
                    .editors, of: .forum, in: .called, by: PermissionGroupChange())
            }
            try await scene.refuses(.groupNotFound) { [change] in
                try await store.changePermissionGroup(.nobody, of: .forum, in: .called, by: change)
            }
        },
        EventPromise("destroyPermissionGroups") { scene in
            let store = scene.store
            try await store.createPermissionGroups()
            let destroy = { @Sendable (listed: [PermissionGroupID]) in
                _ = try await store.destroyPermissionGroups(listed, of: .forum, in: .called)
            }
            try await scene.tells(.forum(.permissionGroupsDestroyed([.readers, .editors]))) {
                try await destroy([.readers, .nobody, .editors, .readers])
            }
            try await scene.tellsNothing { try await destroy([.readers]) }
            try await scene.refuses(.groupNotFound) {
                _ = try await store.destroyPermissionGroups([.readers], of: .none, in: .called)
            }
        },
        EventPromise("setTopicPermissions") { scene in
            let store = scene.store
            try await store.createPermissionGroups()
            let rights = [
                TopicPermission(topic: .chat, permission: 1), TopicPermission(topic: .none, permission: 2),
                TopicPermission(topic: .news, permission: 3),
            ]
            try await scene.tells(.forum(.topicPermissionsSet([rights[0], rights[2]], of: .editors))) {
                _ = try await store.setTopicPermissions(rights, of: .editors, of: .forum, in: .called)
            }
            try await scene.tellsNothing {
                _ = try await store.setTopicPermissions([rights[1]], of: .editors, of: .forum, in: .called)
            }
            try await scene.refuses(.groupNotFound) {
                _ = try await store.setTopicPermissions(rights, of: .nobody, of: .forum, in: .called)
            }
        },
        EventPromise("deleteTopicPermissions") { scene in
            let store = scene.store
            try await store.createPermissionGroups()
            let delete = { @Sendable (topics: [TopicID], id: PermissionGroupID) in
                _ = try await store.deleteTopicPermissions(in: topics, of: id, of: .forum, in: .called)
            }
            try await scene.tells(.forum(.topicPermissionsDeleted([.news, .chat], of: .editors))) {
                try await delete([.news, .none, .chat, .news], .editors)
            }
            try await scene.tellsNothing { try await delete([.none], .editors) }
            try await scene.refuses(.groupNotFound) { try await delete([.news], .nobody) }
        },
        EventPromise("addPermissionGroupMembers") { scene in
            let store = scene.store
            try await store.createPermissionGroups()
            let add = { @Sendable (accounts: [Account?], id: PermissionGroupID) in
                _ = try await store.addPermissionGroupMembers(accounts, to: id, of: .forum, in: .called)
            }
            try await scene.tells(.forum(.permissionGroupMembersAdded([.bob, .alice], to: .editors))) {
                try await add([.bob, nil, .dave, .alice, .bob], .editors)
            }
            try await scene.tellsNothing { try await add([.bob, .dave], .editors) }
            try await scene.refuses(.groupNotFound) { try await add([.bob], .nobody) }
        },
        EventPromise("deletePermissionGroupMembers") { scene in
            let store = scene.store
            try await store.createPermissionGroups()
            let delete = { @Sendable (accounts: [Account], id: PermissionGroupID) in
                try await store.deletePermissionGroupMembers(accounts, from: id, of: .forum, in: .called)
            }
            try await store.add(.bob, to: PermissionGroupID.editors)
            try await scene.tells(.forum(.permissionGroupMembersDeleted([.dave, .bob], from: .editors))) {
                try await delete([.dave, .bob, .dave], .editors)
            }
            try await scene.tellsNothing { try await delete([], .editors) }
            try await scene.refuses(.groupNotFound) { try await delete([.bob], .nobody) }
        },
    ]
}

extension GroupStore {
    /// Creates the forum with two topics and two permission groups.
    fileprivate func createPermissionGroups() async throws {
        try await create(.forum([.bob]))
        try await create(TopicID.news)
        try await create(TopicID.chat)
        try await create(PermissionGroupID.editors)
        try await create(PermissionGroupID.readers)
    }
}
