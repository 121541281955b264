import Groups
import Storage
import StoreTransactions
import Synchronization
import Testing
import Wire

@testable import PostgresStore

@Suite struct StampQueueTests {
    private let test: TestStore
    private let scope = StoreScope(TestStore.app, at: UnixTime(seconds: 1))

    init() throws {
        let database = try PostgresServer.shared().makeDatabase()
        test = try TestStore(database, uri: database.patientURI, options: .patient)
    }

    @Test func `those who ask while a statement is out share the next`() async throws {
        let store = test.store
        let group = try #require(GroupID("g"))
        let lock = Session(try test.database.connectPatiently(), .writing)
        lock.begin()
        try lock.run(script: "LOCK TABLE groups IN ACCESS EXCLUSIVE MODE")
        let answers = try await withThrowingTaskGroup(of: [GroupStamp?].self) { [scope] tasks in
            tasks.addTask { try await store.groupStamps(of: [group], in: scope) }
            try await waitUntilBlocked()
            for _ in 1...20 {
                tasks.addTask { try await store.groupStamps(of: [group, group], in: scope) }
            }
            try await waitUntil { store.stamps.waitingCount == 20 }
            #expect(try lock.commit())
            return try await tasks.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count == 21)
        #expect(answers.dropFirst().allSatisfy { $0 == [nil, nil] })
        #expect(test.stampReads.withLock(\.self) == 2)
    }

    /// Waits until a statement waits for a lock.
    private func waitUntilBlocked() async throws {
        let connection = try test.database.connect()
        let statement = Statement(
            """
            SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database
            WHERE NOT granted AND datname = current_database()
            """)
        try await waitUntil { try connection.exchange([statement])[0].rows { $0.integer(0) } != [0] }
    }

    @Test func `a state is that of the present`() async throws {
        let group = try #require(GroupID("g"))
        #expect(try await test.store.groupStamps(of: [group], in: scope) == [nil])
        try await test.store.createGroup(
            NewGroup(
                profile: GroupProfile(
                    id: group, type: .public, name: "n", introduction: "", notification: "", faceURL: "", owner: nil,
                    createTime: scope.now, infoSeq: 0, lastInfoTime: scope.now, lastMsgTime: .never, nextMsgSeq: 1,
                    memberNum: 0, maxMemberNum: 200, applyJoinOption: .freeAccess, inviteJoinOption: .freeAccess,
                    isMuted: false, supportsTopics: false, enablesPermissions: false, defaultPermission: 0,
                    showsHistoryBeforeJoin: false, isActivated: true, customFields: []), members: []), in: scope)
        let stamps = try await test.store.groupStamps(of: [group], in: scope)
        #expect(stamps[0]?.version == 1)
        try await test.store.close()
        await #expect(throws: StoreError.self) { try await test.store.groupStamps(of: [group], in: scope) }
    }
}
