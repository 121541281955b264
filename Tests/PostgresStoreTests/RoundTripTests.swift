import Groups
import Storage
import StoreTransactions
import Synchronization
import Testing
import Wire

@testable import PostgresStore
@testable import StorageConformance

/// How often a call waits for the server, when nobody else calls.
@Suite struct RoundTripTests {
    /// A call, in a world of two groups with an owner and two members, which is made twice and counted the second time.
    struct Call: Sendable, CustomTestStringConvertible {
        let name: String
        let most: Int
        let body: @Sendable (any GroupStore, _ run: Int) async throws -> Void

        var testDescription: String { name }

        init(
            _ name: String, atMost most: Int,
            _ body: @escaping @Sendable (any GroupStore, _ run: Int) async throws -> Void
        ) {
            self.name = name
            self.most = most
            self.body = body
        }
    }

    static let writes = [
        Call("sendMessage", atMost: 3) { store, run in
            try await store.send(.sample("m", from: .bob, random: UInt32(run)))
        },
        Call("createGroup", atMost: 3) { store, run in
            try await store.create(.sample(.sample("new\(run)"), owner: .alice, members: [.bob]))
        },
        Call("addMembers of accounts that exist", atMost: 3) { store, run in
            try await store.add([Account.dave, .sample("erin")][run], to: .club)
        },
        Call("addMembers of accounts that do not exist", atMost: 3) { store, run in
            try await store.add(.sample("new\(run)"), to: .club)
        },
        Call("removeMembers", atMost: 3) { store, run in
            try await store.remove([Account.bob, .carol][run], from: .club)
        },
        Call("changeMember", atMost: 3) { store, _ in try await store.makeAdmin(.bob, in: .club) },
        Call("changeOwner", atMost: 3) { store, run in
            try await store.changeOwner(of: .club, to: [Account.bob, .alice][run], in: .sample())
        },
        Call("changeProfile", atMost: 3) { store, run in
            var change = ProfileChange()
            change.name = "\(run)"
            try await store.change(.club, by: change)
        },
        Call("muteMembers", atMost: 3) { store, run in
            try await store.mute(.bob, in: .club, until: later(UInt32(run + 100)))
        },
        Call("banMembers", atMost: 3) { store, run in
            try await store.ban([Account.bob, .carol][run], from: .club, until: later(100))
        },
        Call("changeAttributes", atMost: 3) { store, run in
            try await store.changeAttributes(
                of: .club, in: .sample(), by: .set([GroupAttribute(key: "k", value: "\(run)")]))
        },
        Call("updateCounters", atMost: 3) { store, _ in
            _ = try await store.updateCounters(
                of: .club, in: .sample(),
                by: GroupCounterUpdate(mode: .increase, counters: [GroupCounter(key: "k", value: 1)]))
        },
        Call("importAccounts", atMost: 3) { store, run in try await store.importAccounts(.sample("new\(run)")) },
        Call("kick", atMost: 3) { store, run in
            _ = try await store.kick(.bob, in: .sample(at: later(UInt32(run) * 100)))
        },
        Call("destroyGroup", atMost: 3) { store, run in
            try await store.destroyGroup([GroupID.team, .club][run], in: .sample())
        },
        Call("checkWritable", atMost: 1) { store, _ in try await store.checkWritable() },
    ]

    static let reads = [
        Call("readGroups with members", atMost: 1) { store, _ in _ = try await store.members(of: .club) },
        Call("readGroups without members", atMost: 1) { store, _ in _ = try await store.profile(.club) },
        Call("readMembers", atMost: 2) { store, _ in
            _ = try await store.readMembers(
                of: .club, page: MemberPage(), in: .sample(), visitor: RecordingVisitor())
        },
        Call("findMembers", atMost: 2) { store, _ in
            _ = try await store.findMembers([.alice, .bob], of: .club, in: .sample())
        },
        Call("history", atMost: 3) { store, _ in
            _ = try await store.history(of: .club, upTo: nil, count: 20, in: .sample())
        },
    ]

    @Test(arguments: writes + reads)
    func `a call is a few round trips`(_ call: Call) async throws {
        let test = try TestStore()
        let store = test.store
        try await store.importAccounts(.dave, .sample("erin"))
        for group in [GroupID.club, .team] {
            try await store.create(.sample(group, owner: .alice, members: [.bob, .carol]))
        }
        try await call.body(store, 0)
        test.trips.withLock { $0.removeAll() }
        try await call.body(store, 1)
        let trips = test.trips.withLock(\.self)
        #expect(trips.count == 1)
        #expect(trips.reduce(0, +) <= call.most)
    }

    @Test func `stamps are one round trip`() async throws {
        let test = try TestStore()
        _ = try await test.store.groupStamps(of: [.club, .team], in: .sample())
        #expect(test.stampReads.withLock(\.self) == 1)
        #expect(test.stampTrips.withLock(\.self) == 1)
    }
}
