import Groups
import Storage
import Testing
import Wire

@Suite struct CheckedStoreTests {
    private let breaches = Breaches()
    private let club: GroupID
    private let alice: Account
    private let bob: Account

    init() throws {
        club = try #require(GroupID("club"))
        alice = try #require(Account("alice"))
        bob = try #require(Account("bob"))
    }

    @Test func `kept promises are passed on in silence`() async throws {
        let store = checked(BrokenStore(results: [.added, .alreadyMember], accounts: [alice]))
        let results = try await store.addMembers([alice, bob], to: club, in: .sample(), isSilent: false)
        #expect(results == [.added, .alreadyMember])
        #expect(try await store.existingAccounts(among: [alice, bob], in: .sample()) == [alice])
        #expect(breaches.found == [])
    }

    @Test func `accounts that nobody asked for are noticed`() async throws {
        let store = checked(BrokenStore(accounts: [bob]))
        _ = try await store.existingAccounts(among: [alice], in: .sample())
        _ = try await store.deleteAccounts([alice], in: .sample())
        _ = try await store.findMembers([alice], of: club, in: .sample())
        _ = try await store.portraits(of: [alice], in: .sample())
        #expect(
            breaches.found == [
                "existingAccounts answers only with accounts that it was asked for",
                "deleteAccounts answers only with accounts that it was asked for",
                "findMembers answers only with accounts that it was asked for",
                "portraits answers only with accounts that it was asked for",
            ])
    }

    @Test func `accounts that are too many, or come twice, are noticed`() async throws {
        let store = checked(BrokenStore(accounts: [bob]))
        _ = try await store.accounts(from: "", limit: 1, in: .sample())
        #expect(
            breaches.found == [
                "accounts answers with no more accounts than wanted", "accounts answers with an account once",
            ])
    }

    @Test func `wrong names and counts of rooms are noticed`() async throws {
        let named = NamedAccount(account: alice)
        let store = checked(BrokenStore(names: [named, named], counts: [club: 1]))
        _ = try await store.roomAdmins(of: club, in: .sample())
        _ = try await store.names(of: [alice], in: .sample())
        _ = try await store.memberCounts(of: [], among: [], in: .sample())
        #expect(
            breaches.found == [
                "roomAdmins names an account once",
                "names answers with the accounts that it was asked for, in order",
                "memberCounts answers only with groups that it was asked for",
                "memberCounts counts at most the accounts that it was asked for",
            ])
    }

    @Test func `a missing result is noticed`() async throws {
        let store = checked(BrokenStore(results: [.added]))
        _ = try await store.addMembers([alice, bob], to: club, in: .sample(), isSilent: false)
        #expect(breaches.found == ["addMembers answers with a result for each account"])
    }

    @Test func `bans and mutes that have run out or lie out of order are noticed`() async throws {
        let timed = [TimedAccount(account: bob, until: .never), TimedAccount(account: alice, until: .never)]
        let store = checked(BrokenStore(timed: timed))
        _ = try await store.bans(of: club, offset: 0, limit: 1, in: .sample())
        _ = try await store.mutes(of: club, topic: nil, in: .sample())
        #expect(
            breaches.found == [
                "bans answers with no more than wanted", "bans answers with bans that still run",
                "bans are answered by their end", "mutes answers with mutes that still run",
                "mutes are answered by their end, the latest first",
            ])
    }

    @Test func `an account added twice is noticed`() async throws {
        let store = checked(BrokenStore(results: [.added, .added]))
        _ = try await store.addMembers([alice, alice], to: club, in: .sample(), isSilent: false)
        let item = MemberAdmission.Import(account: bob, role: .member, joinTime: nil, unreadMsgNum: 0)
        _ = try await store.importMembers([item, item], to: club, in: .sample())
        #expect(breaches.found == ["addMembers adds an account once", "importMembers adds an account once"])
    }

    @Test func `keys that stand twice and too many of them are noticed`() async throws {
        let names = (0..<21).map { "key\($0)" } + ["key0"]
        let store = checked(
            BrokenStore(
                attributes: names.map { GroupAttribute(key: $0, value: "") },
                counters: names.map { GroupCounter(key: $0, value: 0) }))
        _ = try await store.attributes(of: club, in: .sample())
        _ = try await store.counters(of: club, in: .sample())
        #expect(
            breaches.found == [
                "a group has no more attributes than it may have", "a group's attributes have different keys",
                "a group has no more counters than it may have", "a group's counters have different keys",
            ])
    }

    @Test func `an account that should have been created is noticed`() async throws {
        let store = checked(BrokenStore())
        _ = try await store.changeGlobalMute(of: alice, in: .sample(accounts: .importOnSight), by: GlobalMuteChange())
        _ = try await store.kick(alice, in: .sample(accounts: .importOnSight))
        _ = try await store.changePortrait(of: alice, in: .sample(accounts: .importOnSight), by: [])
        #expect(
            breaches.found == [
                "changeGlobalMute creates accounts where the policy says so",
                "kick creates accounts where the policy says so",
                "changePortrait creates accounts where the policy says so",
            ])
    }

    @Test func `a counter that was not written is noticed`() async throws {
        let store = checked(BrokenStore(counters: [GroupCounter(key: "a", value: 1)]))
        let update = GroupCounterUpdate(mode: .set, counters: [GroupCounter(key: "b", value: 1)])
        _ = try await store.updateCounters(of: club, in: .sample(), by: update)
        #expect(breaches.found == ["updateCounters answers with every counter that it was to write"])
    }

    @Test func `a refusal that a method does not declare is noticed, and passed on`() async throws {
        let store = checked(BrokenStore(error: .refused(APIError(.answerTooLarge, "no"))))
        let calls: [() async throws -> Void] = [
            { try await store.importAccounts([], in: .sample()) },
            { _ = try await store.existingAccounts(among: [], in: .sample()) },
            { _ = try await store.deleteAccounts([], in: .sample()) },
            { _ = try await store.accounts(from: "", limit: 1, in: .sample()) },
            { _ = try await store.emptyApp(in: .sample()) },
            { try await store.createGroup(group, in: .sample()) },
            { try await store.restoreGroup(group, in: .sample()) },
            {
                try await store.changeProfile(of: club, in: .sample(), by: ProfileChange(), operator: nil)
            },
            { try await store.destroyGroup(club, in: .sample()) },
            { _ = try await store.addMembers([], to: club, in: .sample(), isSilent: false) },
            { _ = try await store.importMembers([], to: club, in: .sample()) },
            { try await store.changeMember(alice, of: club, in: .sample(), by: MemberChange()) },
            { try await store.removeMembers([], from: club, in: .sample(), isSilent: false, reason: "") },
            { try await store.changeOwner(of: club, to: alice, in: .sample()) },
            { try await store.setUnreadMsgNum(1, of: alice, in: club, scope: .sample()) },
            { try await store.muteMembers([], of: club, topic: nil, in: .sample(), until: .never) },
            { _ = try await store.listGroups(of: nil, after: 0, limit: 1, in: .sample()) },
            {
                _ = try await store.readJoinedGroups(
                    of: alice, filter: JoinedGroupFilter(), offset: 0, limit: nil, details: nil, in: .sample(),
                    visitor: IdleList())
            },
            { try await store.banMembers([], from: club, in: .sample(), until: .forever) },
            { try await store.unbanMembers([], from: club, in: .sample()) },
            { _ = try await store.bans(of: club, offset: 0, limit: 1, in: .sample()) },
            { _ = try await store.mutes(of: club, topic: nil, in: .sample()) },
            { _ = try await store.findMembers([], of: club, in: .sample()) },
            { _ = try await store.readMembers(of: club, page: MemberPage(), in: .sample(), visitor: Idle()) },
            {
                _ = try await store.changeGlobalMute(of: alice, in: .sample(), by: GlobalMuteChange())
            },
            { _ = try await store.globalMute(of: alice, in: .sample()) },
            { _ = try await store.kick(alice, in: .sample()) },
            { _ = try await store.kickTime(of: alice, in: .sample()) },
            { _ = try await store.portraits(of: [], in: .sample()) },
            { _ = try await store.changePortrait(of: alice, in: .sample(), by: []) },
            { _ = try await store.attributes(of: club, in: .sample()) },
            { try await store.changeAttributes(of: club, in: .sample(), by: .clear) },
            { _ = try await store.counters(of: club, in: .sample()) },
            {
                let update = GroupCounterUpdate(mode: .set, counters: [])
                _ = try await store.updateCounters(of: club, in: .sample(), by: update)
            },
            { try await store.deleteCounters(nil, of: club, in: .sample()) },
            {
                try await store.changeRoomAdmins(of: club, in: .sample(), by: .dismiss([]))
            },
            { _ = try await store.roomAdmins(of: club, in: .sample()) },
            { _ = try await store.names(of: [], in: .sample()) },
            { _ = try await store.memberCounts(of: [], among: [], in: .sample()) },
            { try await store.checkWritable() },
            { try await store.close() },
        ]
        for call in calls {
            await #expect(throws: StoreError.self) { try await call() }
        }
        #expect(
            breaches.found == Array(repeating: "answerTooLarge is not among the declared refusals", count: calls.count))
    }

    @Test func `a declared refusal and an unusable store are no breach`() async {
        let refusing = checked(BrokenStore(error: .refused(.noSuchGroup(club))))
        await #expect(throws: StoreError.self) { try await refusing.destroyGroup(club, in: .sample()) }
        let unusable = checked(BrokenStore(error: .unavailable(CancellationError())))
        await #expect(throws: StoreError.self) { try await unusable.checkWritable() }
        #expect(breaches.found == [])
    }

    @Test func `a page that is not shown is noticed`() async throws {
        let store = checked(BrokenStore())
        _ = try await store.readMembers(of: club, page: MemberPage(), in: .sample(), visitor: Idle())
        #expect(breaches.found == ["all groups are shown to a visitor that goes on"])
    }

    @Test func `a list of groups that is too long, repeats a group or stays in its place is noticed`() async throws {
        let page = GroupListPage(groups: [club, club], totalCount: 2, next: 5)
        _ = try await checked(BrokenStore(page: page)).listGroups(of: nil, after: 5, limit: 1, in: .sample())
        #expect(
            breaches.found == [
                "listGroups answers with no more groups than wanted", "listGroups answers with a group once",
                "listGroups goes on",
            ])
    }

    /// A visitor that takes all it is shown.
    private struct Idle: GroupVisitor {
        mutating func visit(_ profile: GroupProfile) -> Bool { true }
        mutating func visitMissing(_ group: GroupID) -> Bool { true }
        mutating func visit(_ member: Member) -> Bool { true }
        mutating func endMembers() -> Bool { true }
    }

    private struct IdleList: JoinedGroupVisitor {
        mutating func begin(totalCount: Int) {}
        mutating func visit(_ group: GroupID, details: JoinedGroup?) -> Bool { true }
    }

    private func checked(_ store: BrokenStore) -> CheckedStore<BrokenStore> {
        CheckedStore(store, breach: breaches.note)
    }

    private var group: NewGroup {
        NewGroup(
            profile: GroupProfile(id: club, type: .public, name: "Club", createTime: .never, maxMemberNum: 1),
            members: [])
    }
}
