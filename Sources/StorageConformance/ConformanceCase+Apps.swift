import Groups
import Storage
import Synchronization
import Testing
import Wire

extension ConformanceCase {
    static let apps = [
        ConformanceCase("an app that is emptied is like one that nobody has used") { store in
            store.composeOutbox(by: EchoingComposer())
            try await store.fillApp()
            try await store.emptyWholeApp()
            #expect(try await store.existingAccounts(among: [.alice, .bob], in: .sample()).isEmpty)
            let groups = try await store.listGroups(of: nil, after: 0, limit: 10, in: .sample())
            #expect((groups.groups, groups.totalCount) == ([], 0))
            #expect(try await store.waitingLanes(of: app, after: nil, limit: 10).isEmpty)
            #expect(try await store.outboxState(of: app) == OutboxState(waiting: 0, parked: 0, oldest: nil))
            // what was there before does not come back
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.create(.forum([.bob]))
            try await store.create(.news)
            let profile = try await store.profile(.club)
            #expect((profile.nextMsgSeq, profile.memberNum) == (1, 2))
            #expect(try await store.history().isEmpty)
            #expect(try await store.history(of: .news).isEmpty)
            #expect(try await store.bans(of: .club, offset: 0, limit: 10, in: .sample()).isEmpty)
            #expect(try await store.mutes(of: .club, topic: nil, in: .sample()).isEmpty)
            #expect(try await store.portraits(of: [.alice], in: .sample())[.alice]?[PortraitField.nickTag] == nil)
            let sent = try await store.send(.sample())
            #expect((sent.seq, sent.outcome) == (1, .taken))
            let broadcast = try await store.broadcastMessage(.sample(), in: .sample(), isThrottled: { false })
            #expect((broadcast.seq, broadcast.outcome) == (1, .taken))
        },
        ConformanceCase("an app is emptied in steps, and nothing of another goes") { store in
            let many = Account.many(450)
            try await store.importAccounts(many.map { AccountImport(account: $0) }, in: .sample())
            for number in 0..<230 {
                try await store.create(.sample(.sample("g\(number)"), owner: many[number]))
            }
            try await store.create(.sample(.club, owner: .alice), in: otherApp)
            #expect(try await store.emptyApp(in: .sample()) == false)
            let left = try await store.listGroups(of: nil, after: 0, limit: 300, in: .sample())
            #expect((left.groups.count, left.totalCount) == (30, 30))
            try await store.emptyWholeApp()
            #expect(try await store.existingAccounts(among: many, in: .sample()).isEmpty)
            #expect(try await store.listGroups(of: nil, after: 0, limit: 1, in: .sample()).totalCount == 0)
            #expect(try await store.profile(.club, in: otherApp).owner == .alice)
            #expect(try await store.existingAccounts(among: [.alice], in: .sample(otherApp)) == [.alice])
        },
        ConformanceCase("an empty app can be emptied, and the messages of one that was are removed") { store in
            #expect(try await store.emptyApp(in: .sample()))
            try await store.fillApp()
            try await store.emptyWholeApp()
            #expect(try await store.emptyApp(in: .sample()))
            #expect(try await store.trimAll(limits: .sample(), at: later(1)) == 3)
            #expect(try await store.trimAll(limits: .sample(), at: later(1)) == 0)
        },
        ConformanceCase("nobody is told that an app is emptied, but whoever keeps what was read of its groups") {
            store in
            try await store.fillApp()
            let events = EventRecorder()
            let changes = ChangeRecorder()
            let numbers = try await store.groupStamps(of: [.club, .forum], in: .sample()).compactMap { $0?.number }
            store.observeEvents(events)
            store.observeGroupChanges(changes)
            try await store.emptyWholeApp()
            #expect(events.take().isEmpty)
            #expect(store.isShared || changes.numbers.isSuperset(of: numbers))
            #expect(try await store.groupStamps(of: [.club, .forum], in: .sample()) == [nil, nil])
        },
    ]
}

/// Keeps the numbers of groups that have changed.
private final class ChangeRecorder: GroupChangeObserver {
    private let changed = Mutex<Set<Int64>>([])

    var numbers: Set<Int64> { changed.withLock(\.self) }

    func groupsChanged(_ numbers: Set<Int64>) {
        changed.withLock { $0.formUnion(numbers) }
    }
}

extension GroupStore {
    /// Gives an app some of everything.
    fileprivate func fillApp() async throws {
        try await importAccounts([AccountImport(account: .alice, nick: "Alice")], in: .sample())
        try await create(.sample(.club, owner: .alice, members: [.bob, .carol]))
        try await send(2)
        try await mute(.carol, in: .club, until: later(1_000))
        try await ban(.dave, from: .club, until: later(1_000))
        try await create(.forum([.bob]))
        try await create(.news)
        try await send(.sample("news"), to: .news)
        _ = try await broadcastMessage(.sample(), in: .sample(), isThrottled: { false })
        _ = try await changeGlobalMute(of: .bob, in: .sample(), by: GlobalMuteChange(groupUntil: .forever))
    }

    fileprivate func emptyWholeApp() async throws {
        while try await !emptyApp(in: .sample()) {}
    }
}
