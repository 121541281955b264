import Groups
import SQLiteStore
import Storage
import Testing
import Wire

/// What only one of many callers can have goes to one, however the calls fall.
@Suite("Concurrent winners")
struct ConcurrentWinnersTests {
    private static let now = UnixTime(seconds: 1_700_000_000)
    private static let scope = StoreScope(SDKAppID(1_400_000_001), at: now, accounts: .importOnSight)
    private static let rounds = 40
    private static let callers = 24

    private let store: any GroupStore

    init() throws {
        store = try SQLiteStore.openTemporary()
    }

    @Test func `the last free place goes to one account`() async throws {
        for round in 0..<Self.rounds {
            let club = try await create("club\(round)", cap: 3, members: ["ada", "bea"])
            let results = await race { caller in
                try await store.addMembers(
                    [account("user\(caller)")], to: club, in: Self.scope, isSilent: false)
            }
            #expect(results.filter { $0 == nil }.count == 1)
            #expect(results.filter { $0 == .groupFull }.count == Self.callers - 1)
            #expect(try await members(of: club).count == 3)
        }
    }

    @Test func `places are not given twice to calls that want several`() async throws {
        for round in 0..<Self.rounds {
            let club = try await create("club\(round)", cap: 10, members: [])
            let results = await race { caller in
                let accounts = try (0..<3).map { try account("user\(caller)-\($0)") }
                return try await store.addMembers(
                    accounts, to: club, in: Self.scope, isSilent: false)
            }
            #expect(results.filter { $0 == nil }.count == 3)
            #expect(try await members(of: club).count == 9)
        }
    }

    @Test func `an account that many add comes in once`() async throws {
        for round in 0..<Self.rounds {
            let club = try await create("club\(round)", cap: 5, members: [])
            let added = Tally()
            let results = await race { _ in
                let result = try await store.addMembers(
                    [account("ada")], to: club, in: Self.scope, isSilent: false)
                await added.count(result.filter { $0 == .added }.count)
            }
            #expect(results.allSatisfy { $0 == nil })
            #expect(await added.total == 1)
            #expect(try await members(of: club).count == 1)
        }
    }

    @Test func `a group identifier goes to one group`() async throws {
        for round in 0..<Self.rounds {
            let results = await race { caller in
                try await create("club\(round)", cap: 5, owner: "owner\(caller % 2)", members: [])
            }
            #expect(results.filter { $0 == nil }.count == 1)
            #expect(results.filter { $0 == .groupIDInUseBySameOwner }.count == Self.callers / 2 - 1)
            #expect(results.filter { $0 == .groupIDInUse }.count == Self.callers / 2)
        }
    }

    @Test func `of many new owners the last one stays, alone`() async throws {
        let names = (0..<Self.callers).map { "user\($0)" }
        for round in 0..<Self.rounds {
            let club = try await create("club\(round)", cap: 100, members: names)
            let results = await race { caller in
                try await store.changeOwner(of: club, to: account("user\(caller)"), in: Self.scope)
            }
            let profile = try #require(try await profile(of: club))
            #expect(results.allSatisfy { $0 == nil })
            #expect(profile.infoSeq == Int64(Self.callers))
            #expect(try await roles(of: club).count { $0 == .owner } == 1)
            #expect(try await members(of: club).first == profile.owner)
            #expect(try await members(of: club).count == Self.callers)
        }
    }

    @Test func `a group is destroyed once`() async throws {
        for round in 0..<Self.rounds {
            let club = try await create("club\(round)", cap: 5, members: ["ada"])
            let results = await race { _ in
                try await store.destroyGroup(club, in: Self.scope)
            }
            #expect(results.filter { $0 == nil }.count == 1)
            #expect(results.filter { $0 == .groupNotFound }.count == Self.callers - 1)
        }
    }

    @Test func `a group that is destroyed while others join is gone with all members`() async throws {
        for round in 0..<Self.rounds {
            let club = try await create("club\(round)", cap: 2_000, members: [])
            _ = await race { caller in
                if caller == Self.callers / 2 {
                    try await store.destroyGroup(club, in: Self.scope)
                } else {
                    _ = try await store.addMembers(
                        [account("user\(caller)")], to: club, in: Self.scope, isSilent: false)
                }
            }
            _ = try await create("club\(round)", cap: 2_000, members: [])
            #expect(try await members(of: club) == [])
        }
    }

    @Test func `an account that is deleted while others add it leaves no trace in counts`() async throws {
        for round in 0..<Self.rounds {
            let club = try await create("club\(round)", cap: 2_000, members: ["ada"])
            _ = await race { caller in
                if caller.isMultiple(of: 4) {
                    _ = try await store.deleteAccounts([account("bea")], in: Self.scope)
                } else {
                    _ = try await store.addMembers(
                        [account("bea")], to: club, in: Self.scope, isSilent: false)
                }
            }
            let listed = try await members(of: club)
            #expect(try await profile(of: club)?.memberNum == Int64(listed.count))
        }
    }

    @Test func `each of many changes of a profile is counted`() async throws {
        for round in 0..<Self.rounds {
            let club = try await create("club\(round)", cap: 5, members: ["ada"])
            let results = await race { caller in
                var change = ProfileChange()
                change.name = "name\(caller)"
                try await store.changeProfile(of: club, in: Self.scope, by: change, operator: nil)
            }
            #expect(results.allSatisfy { $0 == nil })
            #expect(try await profile(of: club)?.infoSeq == Int64(Self.callers))
        }
    }

    @Test func `a counter holds the sum of all that was added at once`() async throws {
        for round in 0..<Self.rounds {
            let club = try await create("club\(round)", cap: 5, members: [])
            let results = await race { caller in
                let counter = GroupCounter(key: "likes", value: Int64(caller))
                _ = try await store.updateCounters(
                    of: club, in: Self.scope, by: GroupCounterUpdate(mode: .increase, counters: [counter]))
            }
            #expect(results.allSatisfy { $0 == nil })
            let sum = Int64((0..<Self.callers).reduce(0, +))
            #expect(try await store.counters(of: club, in: Self.scope).map(\.value) == [sum])
        }
    }

    @Test func `the last places for counters are given once each`() async throws {
        for round in 0..<Self.rounds {
            let club = try await create("club\(round)", cap: 5, members: [])
            let results = await race { caller in
                let counter = GroupCounter(key: "key\(caller)", value: 1)
                _ = try await store.updateCounters(
                    of: club, in: Self.scope, by: GroupCounterUpdate(mode: .set, counters: [counter]))
            }
            #expect(results.filter { $0 == nil }.count == GroupCounter.maximumCount)
            #expect(results.filter { $0 == .tooManyGroupCounters }.count == Self.callers - GroupCounter.maximumCount)
            #expect(try await store.counters(of: club, in: Self.scope).count == GroupCounter.maximumCount)
        }
    }

    @Test func `five of many writes of attributes are made in a second, and each is kept`() async throws {
        for round in 0..<Self.rounds {
            let club = try await create("club\(round)", cap: 5, members: [])
            let results = await race { caller in
                let attribute = GroupAttribute(key: "key\(caller)", value: "1")
                try await store.changeAttributes(of: club, in: Self.scope, by: .modify([attribute]))
            }
            #expect(results.filter { $0 == nil }.count == 5)
            #expect(results.filter { $0 == .groupAttributesTooFrequent }.count == Self.callers - 5)
            #expect(try await store.attributes(of: club, in: Self.scope).count == 5)
        }
    }

    // MARK: -

    /// Makes calls at once, each with its number.
    ///
    /// - Returns: the code of each refusal, and `nil` for each success.
    private func race<Value>(
        _ call: @escaping @Sendable (_ caller: Int) async throws -> Value
    ) async -> [ErrorCode?] {
        await withTaskGroup(of: ErrorCode?.self) { group in
            for caller in 0..<Self.callers {
                group.addTask {
                    do {
                        _ = try await call(caller)
                        return nil
                    } catch StoreError.refused(let refusal) {
                        return refusal.code
                    } catch {
                        Issue.record(error)
                        return nil
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    private func account(_ name: String) throws -> Account {
        try #require(Account(name))
    }

    @discardableResult
    private func create(_ id: String, cap: Int64, owner: String? = nil, members: [String]) async throws -> GroupID {
        let id = try #require(GroupID(id))
        var draft = GroupDraft(type: .public, name: "Club")
        draft.owner = owner.flatMap(Account.init)
        draft.maxMemberNum = cap
        draft.members = members.compactMap(Account.init).map {
            GroupDraft.InitialMember(account: $0, role: .member, customFields: .none)
        }
        let group = try draft.group(id: id, createTime: Self.now, limits: GroupLimits())
        try await store.createGroup(group, in: Self.scope)
        return id
    }

    private func members(of group: GroupID) async throws -> [Account] {
        try await store.readGroups([group], members: true, in: Self.scope, visitor: Listing()).members
    }

    private func roles(of group: GroupID) async throws -> [Role] {
        try await store.readGroups([group], members: true, in: Self.scope, visitor: Listing()).roles
    }

    private func profile(of group: GroupID) async throws -> GroupProfile? {
        try await store.readGroups([group], members: false, in: Self.scope, visitor: Listing()).profile
    }
}

/// Adds up what concurrent calls report.
private actor Tally {
    private(set) var total = 0

    func count(_ number: Int) {
        total += number
    }
}

/// Keeps one group with its members.
private struct Listing: GroupVisitor {
    private(set) var profile: GroupProfile?
    private(set) var members: [Account] = []
    private(set) var roles: [Role] = []

    mutating func visit(_ profile: GroupProfile) -> Bool {
        self.profile = profile
        return true
    }

    mutating func visitMissing(_ group: GroupID) -> Bool { true }

    mutating func visit(_ member: Member) -> Bool {
        members.append(member.account)
        roles.append(member.role)
        return true
    }

    mutating func endMembers() -> Bool { true }
}
