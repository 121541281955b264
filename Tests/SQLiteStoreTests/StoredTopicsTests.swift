import GRDB
import Groups
import Storage
import StoreTransactions
import Testing
import Wire

@testable import SQLiteStore

/// What the database holds of topics that no call of the contract shows.
@Suite struct StoredTopicsTests {
    let store: SQLiteStore
    let forum: GroupID
    let news: TopicID
    let alice: Account

    init() async throws {
        store = try SQLiteStore.temporary()
        forum = try #require(GroupID("@TGS#_forum"))
        news = try #require(TopicID("@TGS#_forum@TOPIC#_news"))
        alice = try #require(Account("alice"))
        var draft = GroupDraft(type: .community, name: "Forum")
        draft.owner = alice
        draft.supportsTopics = true
        let group = try draft.group(id: forum, createTime: .never, limits: GroupLimits())
        try await store.createGroup(group, in: .sample(accounts: .importOnSight))
    }

    @Test func `every write on a topic moves the group's version on`() async throws {
        var change = TopicChange()
        change.name = "Other"
        let renaming = change
        let writes: [() async throws -> Void] = [
            { try await create() },
            { try await self.change(by: renaming) },
            { try await store.muteMembers([alice], of: forum, topic: news, in: .sample(), until: .forever) },
            { _ = try await store.destroyTopics([news], of: forum, in: .sample()) },
        ]
        var versions = [try version()]
        for write in writes {
            try await write()
            versions.append(try version())
        }
        #expect(versions == Array(1...5))
    }

    @Test func `an empty or refused write leaves the version`() async throws {
        try await create()
        let before = try version()
        try await change(by: TopicChange())
        await #expect(throws: StoreError.self) { try await create() }
        _ = try await store.destroyTopics([], of: forum, in: .sample())
        #expect(try version() == before)
    }

    @Test func `a destroyed topic and a destroyed group leave nothing`() async throws {
        try await create()
        try await store.muteMembers([alice], of: forum, topic: news, in: .sample(), until: .forever)
        _ = try await store.destroyTopics([news], of: forum, in: .sample())
        #expect(try rows() == [0, 0])
        try await create()
        try await store.muteMembers([alice], of: forum, topic: news, in: .sample(), until: .forever)
        try await store.destroyGroup(forum, in: .sample())
        #expect(try rows() == [0, 0])
    }

    private func create() async throws {
        try await store.createTopic(
            Topic(id: news, name: "News", createTime: .never), of: forum, in: .sample(), operator: nil,
            isImported: false)
    }

    private func change(by change: TopicChange) async throws {
        try await store.changeTopic(news, of: forum, in: .sample(), by: change, operator: nil)
    }

    private func version() throws -> Int {
        let version = try store.writer.read { try Int.fetchOne($0, sql: "SELECT version FROM groups") }
        return try #require(version)
    }

    private func rows() throws -> [Int?] {
        try store.writer.read { database in
            try ["topics", "mutes"].map { try Int.fetchOne(database, sql: "SELECT count(*) FROM \($0)") }
        }
    }
}
