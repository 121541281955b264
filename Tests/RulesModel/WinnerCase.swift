import Groups
package import Storage
import Testing
import Wire

/// Something that only one of many callers can have, and goes to one, however the calls fall.
package struct WinnerCase: Sendable, CustomTestStringConvertible {
    /// What the callers want, and what becomes of it.
    package let name: String
    private let body: @Sendable (_ competition: Competition, _ id: String) async throws -> Void

    package var testDescription: String { name }

    /// - Parameter body: is given the identifier of a group that there is not.
    private init(
        _ name: String, _ body: @escaping @Sendable (_ competition: Competition, _ id: String) async throws -> Void
    ) {
        self.name = name
        self.body = body
    }

    /// Runs the case, which records what does not hold as issues of the running test.
    ///
    /// - Parameters:
    ///   - nodes: stores of the same data, which nobody else uses, at least one; the callers go to them in turns.
    ///   - rounds: how often callers compete.
    package func run(on nodes: [any GroupStore], rounds: Int) async throws {
        for round in 0..<rounds {
            try await body(Competition(nodes: nodes), "club\(round)")
        }
    }

    /// All cases.
    package static let all = [
        WinnerCase("the last free place goes to one account") { competition, id in
            let club = try await competition.create(id, cap: 3, members: ["ada", "bea"])
            let results = await competition.race { store, caller in
                try await store.addMembers(
                    [account("user\(caller)")], to: club, in: Competition.scope, isSilent: false)
            }
            #expect(results.filter { $0 == nil }.count == 1)
            #expect(results.filter { $0 == .groupFull }.count == Competition.callers - 1)
            #expect(try await competition.members(of: club).count == 3)
        },
        WinnerCase("places are not given twice to calls that want several") { competition, id in
            let club = try await competition.create(id, cap: 10, members: [])
            let results = await competition.race { store, caller in
                let accounts = try (0..<3).map { try account("user\(caller)-\($0)") }
                return try await store.addMembers(
                    accounts, to: club, in: Competition.scope, isSilent: false)
            }
            #expect(results.filter { $0 == nil }.count == 3)
            #expect(try await competition.members(of: club).count == 9)
        },
        WinnerCase("an account that many add comes in once") { competition, id in
            let club = try await competition.create(id, cap: 5, members: [])
            let added = Tally()
            let results = await competition.race { store, _ in
                let result = try await store.addMembers(
                    [account("ada")], to: club, in: Competition.scope, isSilent: false)
                await added.count(result.filter { $0 == .added }.count)
            }
            #expect(results.allSatisfy { $0 == nil })
            #expect(await added.total == 1)
            #expect(try await competition.members(of: club).count == 1)
        },
        WinnerCase("a group identifier goes to one group") { competition, id in
            let results = await competition.race { store, caller in
                try await competition.create(id, at: store, cap: 5, owner: "owner\(caller % 2)", members: [])
            }
            #expect(results.filter { $0 == nil }.count == 1)
            #expect(results.filter { $0 == .groupIDInUseBySameOwner }.count == Competition.callers / 2 - 1)
            #expect(results.filter { $0 == .groupIDInUse }.count == Competition.callers / 2)
        },
        WinnerCase("of many new owners the last one stays, alone") { competition, id in
            let names = (0..<Competition.callers).map { "user\($0)" }
            let club = try await competition.create(id, cap: 100, members: names)
            let results = await competition.race { store, caller in
                try await store.changeOwner(of: club, to: account("user\(caller)"), in: Competition.scope)
            }
            let profile = try #require(try await competition.profile(of: club))
            #expect(results.allSatisfy { $0 == nil })
            #expect(profile.infoSeq == Int64(Competition.callers))
            #expect(try await competition.roles(of: club).count { $0 == .owner } == 1)
            #expect(try await competition.members(of: club).first == profile.owner)
            #expect(try await competition.members(of: club).count == Competition.callers)
        },
        WinnerCase("a group is destroyed once") { competition, id in
            let club = try await competition.create(id, cap: 5, members: ["ada"])
            let results = await competition.race { store, _ in
                try await store.destroyGroup(club, in: Competition.scope)
            }
            #expect(results.filter { $0 == nil }.count == 1)
            #expect(results.filter { $0 == .groupNotFound }.count == Competition.callers - 1)
        },
        WinnerCase("a group that is destroyed while others join is gone with all members") { competition, id in
            let club = try await competition.create(id, cap: 2_000, members: [])
            _ = await competition.race { store, caller in
                if caller == Competition.callers / 2 {
                    try await store.destroyGroup(club, in: Competition.scope)
                } else {
                    _ = try await store.addMembers(
                        [account("user\(caller)")], to: club, in: Competition.scope, isSilent: false)
                }
            }
            _ = try await competition.create(id, cap: 2_000, members: [])
            #expect(try await competition.members(of: club) == [])
        },
        WinnerCase("an account that is deleted while others add it leaves no trace in counts") { competition, id in
            let club = try await competition.create(id, cap: 2_000, members: ["ada"])
            _ = await competition.race { store, caller in
                if caller.isMultiple(of: 4) {
                    _ = try await store.deleteAccounts([account("bea")], in: Competition.scope)
                } else {
                    _ = try await store.addMembers(
                        [account("bea")], to: club, in: Competition.scope, isSilent: false)
                }
            }
            let listed = try await competition.members(of: club)
            #expect(try await competition.profile(of: club)?.memberNum == Int64(listed.count))
        },
        WinnerCase("each of many changes of a profile is counted") { competition, id in
            let club = try await competition.create(id, cap: 5, members: ["ada"])
            let results = await competition.race { store, caller in
                var change = ProfileChange()
                change.name = "name\(caller)"
                try await store.changeProfile(of: club, in: Competition.scope, by: change, operator: nil)
            }
            #expect(results.allSatisfy { $0 == nil })
            #expect(try await competition.profile(of: club)?.infoSeq == Int64(Competition.callers))
        },
        WinnerCase("a counter holds the sum of all that was added at once") { competition, id in
            let club = try await competition.create(id, cap: 5, members: [])
            let results = await competition.race { store, caller in
                let counter = GroupCounter(key: "likes", value: Int64(caller))
                _ = try await store.updateCounters(
                    of: club, in: Competition.scope, by: GroupCounterUpdate(mode: .increase, counters: [counter]))
            }
            #expect(results.allSatisfy { $0 == nil })
            let sum = Int64((0..<Competition.callers).reduce(0, +))
            #expect(try await competition.store.counters(of: club, in: Competition.scope).map(\.value) == [sum])
        },
        WinnerCase("the last places for counters are given once each") { competition, id in
            let club = try await competition.create(id, cap: 5, members: [])
            let results = await competition.race { store, caller in
                let counter = GroupCounter(key: "key\(caller)", value: 1)
                _ = try await store.updateCounters(
                    of: club, in: Competition.scope, by: GroupCounterUpdate(mode: .set, counters: [counter]))
            }
            #expect(results.filter { $0 == nil }.count == GroupCounter.maximumCount)
            #expect(
                results.filter { $0 == .tooManyGroupCounters }.count == Competition.callers - GroupCounter.maximumCount)
            #expect(
                try await competition.store.counters(of: club, in: Competition.scope).count == GroupCounter.maximumCount
            )
        },
        WinnerCase("five of many writes of attributes are made in a second, and each is kept") { competition, id in
            let club = try await competition.create(id, cap: 5, members: [])
            let results = await competition.race { store, caller in
                let attribute = GroupAttribute(key: "key\(caller)", value: "1")
                try await store.changeAttributes(of: club, in: Competition.scope, by: .modify([attribute]))
            }
            #expect(results.filter { $0 == nil }.count == 5)
            #expect(results.filter { $0 == .groupAttributesTooFrequent }.count == Competition.callers - 5)
            #expect(try await competition.store.attributes(of: club, in: Competition.scope).count == 5)
        },
    ]
}

/// Callers who want the same at once.
private struct Competition: Sendable {
    static let callers = 24
    static let scope = StoreScope(SDKAppID(1_400_000_001), at: now, accounts: .importOnSight)
    private static let now = UnixTime(seconds: 1_700_000_000)

    /// At least one.
    let nodes: [any GroupStore]

    /// The node whose answers are looked at.
    var store: any GroupStore { nodes[0] }

    /// Makes calls at once, each with its number.
    ///
    /// - Returns: the code of each refusal, and `nil` for each success.
    func race<Value>(
        _ call: @escaping @Sendable (_ store: any GroupStore, _ caller: Int) async throws -> Value
    ) async -> [ErrorCode?] {
        await withTaskGroup(of: ErrorCode?.self) { group in
            for caller in 0..<Self.callers {
                group.addTask {
                    do {
                        _ = try await call(nodes[caller % nodes.count], caller)
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

    @discardableResult
    func create(_ id: String, at store: (any GroupStore)? = nil, cap: Int64, owner: String? = nil, members: [String])
        async throws -> GroupID
    {
        let id = try #require(GroupID(id))
        var draft = GroupDraft(type: .public, name: "Club")
        draft.owner = owner.flatMap(Account.init)
        draft.maxMemberNum = cap
        draft.members = members.compactMap(Account.init).map {
            GroupDraft.InitialMember(account: $0, role: .member, customFields: .none)
        }
        let group = try draft.group(id: id, createTime: Self.now, limits: GroupLimits())
        try await (store ?? self.store).createGroup(group, in: Self.scope)
        return id
    }

    func members(of group: GroupID) async throws -> [Account] {
        try await store.readGroups([group], members: true, in: Self.scope, visitor: Listing()).members
    }

    func roles(of group: GroupID) async throws -> [Role] {
        try await store.readGroups([group], members: true, in: Self.scope, visitor: Listing()).roles
    }

    func profile(of group: GroupID) async throws -> GroupProfile? {
        try await store.readGroups([group], members: false, in: Self.scope, visitor: Listing()).profile
    }
}

/// The account of a name that makes one.
private func account(_ name: String) throws -> Account {
    try #require(Account(name))
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
