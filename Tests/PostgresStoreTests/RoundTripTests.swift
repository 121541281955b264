import Groups
import SampleCalls
import Storage
import Synchronization
import Testing
import Wire

@testable import PostgresStore
@testable import StorageConformance

/// How often a call waits for the server, when nobody else calls.
@Suite(.serialized) struct RoundTripTests {
    private static let world = SampleWorld(size: 2)
    /// Holds the world; tests work on copies.
    private static let original = Task {
        let database = try PostgresServer.shared().makeDatabase()
        let store = try database.openStore()
        try await world.fill(store)
        try await store.close()
        return database
    }

    /// Accounts are deleted in four, and in one more where their names are asked for first.
    @Test(arguments: SampleCall.writes + SampleCall.reads)
    func `a call is at most three round trips`(_ call: SampleCall) async throws {
        let trips = try await trips(after: { try await call.prepare($0, Self.world) }) { store in
            try await call.run(store, Self.world)
        }
        // which groups lose something with an account is known after one trip, they are locked in the next and then read
        let most = ["deleteAccounts": 4, "emptyApp, groups and accounts": 5][call.name] ?? 3
        #expect(trips.count == call.transactionCount)
        #expect(trips.allSatisfy { $0 <= most }, "\(trips)")
    }

    @Test func `a check of the store is one round trip`() async throws {
        #expect(try await trips { try await $0.checkWritable() } == [1])
    }

    @Test(arguments: [true, false])
    func `groups are read in one round trip`(withMembers members: Bool) async throws {
        let trips = try await trips { store in
            _ = try await store.readGroups(
                [Self.world.club, Self.world.forum], members: members, in: Self.world.scope, visitor: RecordingVisitor()
            )
        }
        #expect(trips == [1])
    }

    @Test func `a page of members is two round trips`() async throws {
        let trips = try await trips { store in
            _ = try await store.readMembers(
                of: Self.world.club, page: MemberPage(), in: Self.world.scope, visitor: RecordingVisitor())
        }
        #expect(trips == [2])
    }

    @Test func `stamps are one round trip`() async throws {
        let test = try TestStore()
        _ = try await test.store.groupStamps(of: [Self.world.club, Self.world.forum], in: Self.world.scope)
        #expect(test.stampReads.withLock(\.self) == 1)
        #expect(test.stampTrips.withLock(\.self) == 1)
    }

    /// Calls a store of the world.
    ///
    /// - Parameter prepare: is called before.
    /// - Returns: the round trips of each transaction.
    private func trips(
        after prepare: (any GroupStore) async throws -> Void = { _ in }, of call: (any GroupStore) async throws -> Void
    ) async throws -> [Int] {
        let database = try await PostgresServer.shared().makeDatabase(copyOf: Self.original.value)
        let test = try TestStore(database, uri: database.uri)
        try await prepare(test.store)
        test.trips.withLock { $0.removeAll() }
        try await call(test.store)
        return test.trips.withLock(\.self)
    }
}
