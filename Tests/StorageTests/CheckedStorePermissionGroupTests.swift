import Groups
import Storage
import Testing
import Wire

@Suite struct CheckedStorePermissionGroupTests {
    private let breaches = Breaches()
    private let forum: GroupID
    private let editors: PermissionGroupID
    private let news: TopicID

    init() throws {
        forum = try #require(GroupID("@TGS#_f"))
        editors = try #require(PermissionGroupID("@PMG#_e"))
        news = try #require(TopicID("@TGS#_f@TOPIC#_n"))
    }

    @Test func `kept promises are passed on in silence`() async throws {
        let store = checked(
            BrokenStore(
                flags: [true], permissionGroups: [sample()],
                permissionGroupPage: CursorPage(elements: [sample()], next: 1)))
        _ = try await store.permissionGroups([editors], of: forum, in: .sample())
        _ = try await store.permissionGroups(after: 0, atMost: 1, of: forum, in: .sample())
        _ = try await store.destroyPermissionGroups([editors], of: forum, in: .sample())
        _ = try await store.deleteTopicPermissions(in: [news], of: editors, of: forum, in: .sample())
        #expect(breaches.found == [])
    }

    @Test func `missing results are noticed`() async throws {
        let store = checked(BrokenStore())
        let permission = TopicPermission(topic: news, permission: 1)
        _ = try await store.destroyPermissionGroups([editors], of: forum, in: .sample())
        _ = try await store.permissionGroups([editors], of: forum, in: .sample())
        _ = try await store.setTopicPermissions([permission], of: editors, of: forum, in: .sample())
        _ = try await store.deleteTopicPermissions(in: [news], of: editors, of: forum, in: .sample())
        _ = try await store.topicPermissions(in: [news], of: editors, of: forum, in: .sample())
        _ = try await store.addPermissionGroupMembers([nil], to: editors, of: forum, in: .sample())
        #expect(
            breaches.found == [
                "destroyPermissionGroups answers with a result for each",
                "permissionGroups answers in the order of the request",
                "setTopicPermissions answers with a result for each",
                "deleteTopicPermissions answers with a result for each",
                "topicPermissions answers with what was asked for",
                "addPermissionGroupMembers answers with a result for each",
            ])
    }

    @Test func `a page that is too long or leads nowhere is noticed`() async throws {
        let long = checked(BrokenStore(permissionGroupPage: CursorPage(elements: [sample(), sample()], next: nil)))
        _ = try await long.permissionGroups(after: 0, atMost: 1, of: forum, in: .sample())
        let circular = checked(BrokenStore(permissionGroupPage: CursorPage(elements: [], next: 3)))
        _ = try await circular.permissionGroups(after: 3, atMost: 1, of: forum, in: .sample())
        #expect(
            breaches.found == [
                "a page holds no more than was asked for", "a cursor leads on",
                "a page that is not the last one holds something",
            ])
    }

    @Test func `a new permission group with members is noticed`() async throws {
        var group = sample()
        group.memberCount = 1
        try await checked(BrokenStore()).createPermissionGroup(group, of: forum, in: .sample())
        #expect(breaches.found == ["a new permission group has no members"])
    }

    @Test func `refusals that are not declared are noticed`() async throws {
        let store = checked(BrokenStore(error: .refused(APIError(.answerTooLarge, "no"))))
        let calls: [() async throws -> Void] = [
            { try await store.createPermissionGroup(sample(), of: forum, in: .sample()) },
            { try await store.changePermissionGroup(editors, of: forum, in: .sample(), by: PermissionGroupChange()) },
            { _ = try await store.destroyPermissionGroups([], of: forum, in: .sample()) },
            { _ = try await store.permissionGroups([], of: forum, in: .sample()) },
            { _ = try await store.permissionGroups(after: 0, atMost: 1, of: forum, in: .sample()) },
            { _ = try await store.setTopicPermissions([], of: editors, of: forum, in: .sample()) },
            { _ = try await store.deleteTopicPermissions(in: [], of: editors, of: forum, in: .sample()) },
            { _ = try await store.topicPermissions(in: nil, of: editors, of: forum, in: .sample()) },
            { _ = try await store.addPermissionGroupMembers([], to: editors, of: forum, in: .sample()) },
            { try await store.deletePermissionGroupMembers([], from: editors, of: forum, in: .sample()) },
            { _ = try await store.permissionGroupMembers(of: editors, after: 0, atMost: 1, of: forum, in: .sample()) },
        ]
        for call in calls {
            await #expect(throws: StoreError.self) { try await call() }
        }
        #expect(breaches.found == Array(repeating: "answerTooLarge is not among the declared refusals", count: 11))
    }

    private func sample() -> PermissionGroup {
        PermissionGroup(id: editors, name: "n", permission: 1)
    }

    private func checked(_ store: BrokenStore) -> CheckedStore<BrokenStore> {
        CheckedStore(store, breach: breaches.note)
    }
}
