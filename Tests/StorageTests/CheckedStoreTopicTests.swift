import Groups
import Storage
import Testing
import Wire

@Suite struct CheckedStoreTopicTests {
    private let breaches = Breaches()
    private let forum: GroupID
    private let early: Topic
    private let late: Topic

    init() throws {
        forum = try #require(GroupID("@TGS#_f"))
        early = Topic(id: try #require(TopicID("@TGS#_f@TOPIC#_b")), name: "n", createTime: UnixTime(seconds: 1))
        late = Topic(id: try #require(TopicID("@TGS#_f@TOPIC#_a")), name: "n", createTime: UnixTime(seconds: 2))
    }

    @Test func `topics in their order are passed on in silence`() async throws {
        let store = checked(BrokenStore(flags: [true, false], topics: [view(early), view(late)]))
        _ = try await store.topics(nil, of: forum, for: nil, in: .sample())
        _ = try await store.topics([early.id, late.id], of: forum, for: nil, in: .sample())
        _ = try await store.destroyTopics([early.id, late.id], of: forum, in: .sample())
        #expect(breaches.found == [])
    }

    @Test func `topics in another order are noticed`() async throws {
        let store = checked(BrokenStore(topics: [view(late), view(early)]))
        _ = try await store.topics(nil, of: forum, for: nil, in: .sample())
        _ = try await store.topics([early.id, late.id], of: forum, for: nil, in: .sample())
        _ = try await store.topics([late.id], of: forum, for: nil, in: .sample())
        let promise = "topics are answered in their order, and those that were asked for"
        #expect(breaches.found == [promise, promise, promise])
    }

    @Test func `a missing result is noticed`() async throws {
        _ = try await checked(BrokenStore()).destroyTopics([early.id], of: forum, in: .sample())
        #expect(breaches.found == ["destroyTopics answers with a result for each topic"])
    }

    @Test func `a topic of another group is noticed`() async throws {
        let other = try #require(GroupID("@TGS#_g"))
        try await create(in: checked(BrokenStore()), of: other)
        #expect(breaches.found == ["a new topic's identifier belongs to its group"])
    }

    @Test func `refusals that are not declared are noticed`() async throws {
        let store = checked(BrokenStore(error: .refused(APIError(.answerTooLarge, "no"))))
        let calls: [() async throws -> Void] = [
            { try await create(in: store, of: forum) },
            {
                try await store.changeTopic(early.id, of: forum, in: .sample(), by: TopicChange(), operator: nil)
            },
            { _ = try await store.destroyTopics([], of: forum, in: .sample()) },
            { _ = try await store.topics(nil, of: forum, for: nil, in: .sample()) },
        ]
        for call in calls {
            await #expect(throws: StoreError.self) { try await call() }
        }
        #expect(breaches.found == Array(repeating: "answerTooLarge is not among the declared refusals", count: 4))
    }

    private func create(in store: CheckedStore<BrokenStore>, of group: GroupID) async throws {
        try await store.createTopic(early, of: group, in: .sample(), operator: nil, isImported: false)
    }

    private func view(_ topic: Topic) -> TopicView {
        TopicView(topic: topic, selfInfo: nil)
    }

    private func checked(_ store: BrokenStore) -> CheckedStore<BrokenStore> {
        CheckedStore(store, breach: breaches.note)
    }
}
