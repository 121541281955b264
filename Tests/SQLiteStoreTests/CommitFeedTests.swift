import Groups
import Storage
import Synchronization
import Testing
import Wire

@testable import SQLiteStore
@testable import StoreTransactions

@Suite struct CommitFeedTests {
    private final class Observer: GroupChangeObserver {
        let calls = Mutex<[Set<Int64>]>([])

        func groupsChanged(_ numbers: Set<Int64>) {
            calls.withLock { $0.append(numbers) }
        }

        var count: Int { calls.withLock(\.count) }
    }

    private let app = SDKAppID(1)
    private let now = UnixTime(seconds: 1_735_700_000)

    private func touch(_ store: SQLiteStore, _ group: GroupID) async throws {
        try await store.write(in: .sample(at: now), about: .group(group)) { work in
            try work.change(group) { _ in }
        }
    }

    private func group(_ id: String) throws -> NewGroup {
        NewGroup(
            profile: GroupProfile(
                id: try #require(GroupID(id)), type: .public, name: "n", introduction: "", notification: "",
                faceURL: "", owner: nil, createTime: now, infoSeq: 0, lastInfoTime: now, lastMsgTime: .never,
                nextMsgSeq: 1, memberNum: 0, maxMemberNum: 200, applyJoinOption: .freeAccess,
                inviteJoinOption: .freeAccess, isMuted: false, supportsTopics: false, enablesPermissions: false,
                defaultPermission: 0, showsHistoryBeforeJoin: false, isActivated: true, customFields: []),
            members: [])
    }

    @Test func `whoever inserts, touches or deletes a group's row tells its number before it returns`() async throws {
        let store = try SQLiteStore.temporary()
        let observer = Observer()
        store.observeGroupChanges(observer)
        try await store.createGroup(try group("g"), in: .sample(at: now))
        #expect(observer.count == 1)
        let number = try #require(observer.calls.withLock(\.first)?.first)
        try await touch(store, try #require(GroupID("g")))
        #expect(observer.count == 2)
        try await store.destroyGroup(try #require(GroupID("g")), in: .sample())
        #expect(observer.calls.withLock(\.self) == [[number], [number], [number]])
    }

    @Test func `writes that touch no group tell nothing`() async throws {
        let store = try SQLiteStore.temporary()
        let observer = Observer()
        store.observeGroupChanges(observer)
        try await store.importAccounts([AccountImport(account: try #require(Account("a")))], in: .sample(at: now))
        try await store.checkWritable()
        #expect(observer.count == 0)
    }

    @Test func `an observer that has gone is told nothing`() async throws {
        let store = try SQLiteStore.temporary()
        weak var gone: Observer?
        do {
            let observer = Observer()
            gone = observer
            store.observeGroupChanges(observer)
        }
        #expect(gone == nil)
        try await store.createGroup(try group("g"), in: .sample(at: now))
    }
}
