import GRDB
import Groups
import Storage
import StoreTransactions
import Testing
import Wire

@testable import SQLiteStore

/// What the database holds of permission groups that no call of the contract shows.
@Suite struct StoredPermissionGroupsTests {
    let store: SQLiteStore
    let forum: GroupID
    let news: TopicID
    let editors: PermissionGroupID
    let alice: Account

    init() async throws {
        store = try SQLiteStore.temporary()
        forum = try #require(GroupID("@TGS#_forum"))
        news = try #require(TopicID("@TGS#_forum@TOPIC#_news"))
        editors = try #require(PermissionGroupID("@PMG#_editors"))
        alice = try #require(Account("alice"))
        var draft = GroupDraft(type: .community, name: "Forum")
        draft.owner = alice
        draft.supportsTopics = true
        draft.enablesPermissions = true
        let group = try draft.group(id: forum, createTime: .never, limits: GroupLimits())
        try await store.createGroup(group, in: .sample(accounts: .importOnSight))
        try await store.createTopic(
            Topic(id: news, name: "News", createTime: .never), of: forum, in: .sample(), operator: nil,
            isImported: false)
    }

    @Test func `every write on a permission group moves the group's version on`() async throws {
        var change = PermissionGroupChange()
        change.name = "Other"
        let renaming = change
        let writes: [() async throws -> Void] = [
            { try await create() },
            { try await store.changePermissionGroup(editors, of: forum, in: .sample(), by: renaming) },
            { try await give() },
            { _ = try await store.deleteTopicPermissions(in: [news], of: editors, of: forum, in: .sample()) },
            { _ = try await store.addPermissionGroupMembers([alice], to: editors, of: forum, in: .sample()) },
            { try await store.deletePermissionGroupMembers([alice], from: editors, of: forum, in: .sample()) },
            { _ = try await store.destroyPermissionGroups([editors], of: forum, in: .sample()) },
        ]
        var versions = [try version()]
        for write in writes {
            try await write()
            versions.append(try version())
        }
        #expect(versions == Array(2...9))
    }

    @Test func `a destroyed permission group and a destroyed group leave nothing`() async throws {
        try await create()
        try await give()
        _ = try await store.addPermissionGroupMembers([alice], to: editors, of: forum, in: .sample())
        _ = try await store.destroyPermissionGroups([editors], of: forum, in: .sample())
        #expect(try rows() == [0, 0, 0])
        try await create()
        try await give()
        _ = try await store.addPermissionGroupMembers([alice], to: editors, of: forum, in: .sample())
        try await store.destroyGroup(forum, in: .sample())
        #expect(try rows() == [0, 0, 0])
    }

    private func create() async throws {
        try await store.createPermissionGroup(
            PermissionGroup(id: editors, name: "Editors", permission: 1), of: forum, in: .sample())
    }

    private func give() async throws {
        _ = try await store.setTopicPermissions(
            [TopicPermission(topic: news, permission: 1)], of: editors, of: forum, in: .sample())
    }

    private func version() throws -> Int {
        let version = try store.writer.read { try Int.fetchOne($0, sql: "SELECT version FROM groups") }
        return try #require(version)
    }

    private func rows() throws -> [Int?] {
        try store.writer.read { database in
            try ["permission_groups", "topic_permissions", "permission_group_members"].map {
                try Int.fetchOne(database, sql: "SELECT count(*) FROM \($0)")
            }
        }
    }
}
