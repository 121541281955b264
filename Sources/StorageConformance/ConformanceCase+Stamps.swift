import Groups
import Storage
import Testing
import Wire

extension ConformanceCase {
    static let stamps = [
        ConformanceCase("stamps come in the order of the groups, and none for what does not exist") { store in
            try await store.create(.sample(.club, owner: .alice))
            try await store.create(.sample(.team, owner: .bob))
            let seen = try await store.groupStamps(of: [.team, .none, .club, .team], in: .sample())
            let team = try #require(try await store.stamp(.team))
            let club = try #require(try await store.stamp(.club))
            #expect(seen == [team, nil, club, team])
            #expect(team.number != club.number)
            #expect(try await store.groupStamps(of: [], in: .sample()).isEmpty)
            #expect(try await store.groupStamps(of: [.club], in: .sample(SDKAppID(app.number + 1))) == [nil])
        },
        ConformanceCase("a group that is read is shown with its stamp") { store in
            try await store.create(.sample(.club, owner: .alice))
            try await store.add(.bob, to: .club)
            let seen = try await store.readGroups([.club], members: false, in: .sample(), visitor: StampVisitor())
            #expect(try await seen.stamps == [store.stamp(.club)])
        },
        ConformanceCase("every write that changes what is shown of a group moves its stamp") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob, .carol]))
            for (name, write) in writes {
                let before = try await (store.stamp(.club), store.profile(.club), store.members(of: .club))
                try await write(store)
                let after = try await (store.stamp(.club), store.profile(.club), store.members(of: .club))
                #expect((before.1, before.2) != (after.1, after.2), "\(name) changes nothing")
                #expect(before.0 != after.0, "\(name) does not move the stamp")
                #expect(before.0?.number == after.0?.number, "\(name) makes another group of it")
            }
        },
        ConformanceCase("a stamp rests while a group does, and never comes again") { store in
            try await store.create(.sample(.club, owner: .alice))
            try await store.create(.sample(.team, owner: .bob))
            let stamp = try #require(try await store.stamp(.club))
            try await store.add(.carol, to: .team)
            #expect(try await store.stamp(.club) == stamp)
            try await store.destroyGroup(.club, in: .sample())
            #expect(try await store.stamp(.club) == nil)
            try await store.create(.sample(.club, owner: .alice))
            #expect(try await store.stamp(.club)?.number != stamp.number)
        },
    ]

    /// Writes to the club of Alice, Bob and Carol, in an order in which each has an effect.
    private static let writes: [(name: String, write: @Sendable (any GroupStore) async throws -> Void)] = [
        (
            "renaming",
            { store in
                var change = ProfileChange()
                change.name = "Other"
                try await store.change(.club, by: change)
            }
        ),
        (
            "a mute of all",
            { store in
                var change = ProfileChange()
                change.isMuted = true
                try await store.change(.club, by: change)
            }
        ),
        (
            "a name card",
            { store in
                var change = MemberChange()
                change.nameCard = "Bobby"
                try await store.changeMember(.bob, of: .club, in: .sample(), by: change)
            }
        ),
        ("joining", { try await $0.add(.dave, to: .club) }),
        ("leaving", { try await $0.remove(.dave, from: .club) }),
        ("an admin's appointment", { try await $0.makeAdmin(.bob, in: .club) }),
        ("a mute", { try await $0.mute(.carol, in: .club, until: .forever) }),
        ("a message", { try await $0.send(1, from: .bob) }),
        ("reading", { try await $0.setUnreadMsgNum(0, of: .carol, in: .club, scope: .sample()) }),
        ("another owner", { try await $0.changeOwner(of: .club, to: .bob, in: .sample()) }),
        ("a ban", { try await $0.ban(.carol, from: .club, until: .forever) }),
        ("an account's deletion", { _ = try await $0.deleteAccounts([.alice], in: .sample()) }),
    ]
}

extension GroupStore {
    fileprivate func stamp(_ group: GroupID) async throws -> GroupStamp? {
        try #require(try await groupStamps(of: [group], in: .sample()).first)
    }
}

/// Collects the stamps of groups.
private struct StampVisitor: GroupVisitor {
    private(set) var stamps: [GroupStamp?] = []

    mutating func visit(_ profile: GroupProfile, stamp: GroupStamp) -> Bool {
        stamps.append(stamp)
        return true
    }

    mutating func visit(_ profile: GroupProfile) -> Bool { true }

    mutating func visitMissing(_ group: GroupID) -> Bool { true }

    mutating func visit(_ member: Member) -> Bool { true }

    mutating func endMembers() -> Bool { true }
}
