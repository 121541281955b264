import Groups
import Storage
import Testing
import Wire

extension ConformanceCase {
    static let reading = [
        ConformanceCase("groups are shown in request order, twice where they stand twice") { store in
            try await store.create(.sample(.club, owner: .alice))
            try await store.create(.sample(.team, owner: .bob))
            let seen = try await store.readGroups(
                [.team, .none, .club, .team], members: true, in: .sample(), visitor: RecordingVisitor())
            #expect(
                seen.sightings == [
                    .group(.team), .member(.bob), .endOfMembers, .missing(.none),
                    .group(.club), .member(.alice), .endOfMembers, .group(.team), .member(.bob), .endOfMembers,
                ])
        },
        ConformanceCase("reading no groups hands the visitor back") { store in
            let seen = try await store.readGroups([], members: true, in: .sample(), visitor: RecordingVisitor())
            #expect(seen.sightings.isEmpty)
        },
        ConformanceCase("members that nobody wants are not shown, nor is their end") { store in
            try await store.create(.sample(.club, owner: .alice))
            let seen = try await store.readGroups(
                [.club, .club], members: false, in: .sample(), visitor: RecordingVisitor())
            #expect(seen.sightings == [.group(.club), .group(.club)])
        },
        ConformanceCase("a group without members shows their end") { store in
            try await store.create(.sample(.club, type: .avChatRoom, owner: .alice))
            let seen = try await store.readGroups([.club], members: true, in: .sample(), visitor: RecordingVisitor())
            #expect(seen.sightings == [.group(.club), .endOfMembers])
        },
        ConformanceCase("a visitor that has enough is shown nothing more, wherever it stops") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            let groups = [GroupID.none, .club, .none, .club]
            let all = try await store.readGroups(groups, members: true, in: .sample(), visitor: RecordingVisitor())
            #expect(all.sightings.count == 10)
            for limit in 1...10 {
                let seen = try await store.readGroups(
                    groups, members: true, in: .sample(), visitor: RecordingVisitor(limit: limit))
                #expect(seen.sightings == Array(all.sightings.prefix(limit)))
            }
        },
        ConformanceCase("of a large group only as much is shown as the visitor takes") { store in
            let accounts = Account.many(2000)
            try await store.create(.sample(.club, owner: .alice))
            _ = try await store.addMembers(
                accounts.dropLast(), to: .club, in: .sample(accounts: .importOnSight), isSilent: false)
            let seen = try await store.readGroups(
                [.club], members: true, in: .sample(), visitor: RecordingVisitor(limit: 4))
            #expect(seen.members.map(\.account) == [.alice] + accounts.prefix(2))
            #expect(try await store.members(of: .club).map(\.account) == [.alice] + accounts.dropLast())
        },
        ConformanceCase("a reading beside writes sees one state of the store") { store in
            try await store.create(.sample(.club, owner: .alice))
            let codes = try await refusals(of: 100) { index in
                try await store.add(.sample("user\(index)"), to: .club)
                let seen = try await store.readGroups(
                    [.club, .club], members: true, in: .sample(), visitor: RecordingVisitor())
                #expect(seen.profiles.first == seen.profiles.last)
                #expect(seen.profiles.map { Int($0.memberNum) * 2 } == Array(repeating: seen.members.count, count: 2))
            }
            #expect(codes.isEmpty)
        },
        ConformanceCase("what a write has answered, every later reading sees") { store in
            try await store.create(.sample(.club, owner: .alice))
            let codes = try await refusals(of: 50) { index in
                let account = Account.sample("user\(index)")
                try await store.add(account, to: .club)
                #expect(try await store.members(of: .club).contains { $0.account == account })
            }
            #expect(codes.isEmpty)
        },
    ]

    static let isolation = [
        ConformanceCase("accounts of one app are none of another") { store in
            try await store.importAccounts(.alice)
            #expect(try await store.existingAccounts(among: [.alice], in: .sample(otherApp)).isEmpty)
            #expect(try await store.deleteAccounts([.alice], in: .sample(otherApp)).isEmpty)
            #expect(try await store.existingAccounts(among: [.alice], in: .sample()) == [.alice])
        },
        ConformanceCase("two apps have groups, members and mutes with equal identifiers") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.create(.sample(.club, type: .meeting, owner: .bob), in: otherApp)
            try await store.mute(.bob, in: .club, until: .forever)
            try await store.add(.carol, to: .club)
            #expect(try await store.members(of: .club).map(\.account) == [.alice, .bob, .carol])
            #expect(try await store.members(of: .club, in: otherApp).map(\.account) == [.bob])
            #expect(try await store.member(.bob, of: .club, in: otherApp).muteUntil == .never)
            #expect(try await store.profile(.club, in: otherApp).type == .meeting)
        },
        ConformanceCase("destroying and deleting in one app leaves the other alone") { store in
            for each in [app, otherApp] {
                try await store.create(.sample(.club, owner: .alice, members: [.bob]), in: each)
                try await store.create(.sample(.team, owner: .bob), in: each)
            }
            let before = try await store.readGroups(
                [.club, .team], members: true, in: .sample(otherApp), visitor: RecordingVisitor())
            try await store.destroyGroup(.club, in: .sample())
            _ = try await store.deleteAccounts([.alice, .bob], in: .sample(at: later(10)))
            let after = try await store.readGroups(
                [.club, .team], members: true, in: .sample(otherApp), visitor: RecordingVisitor())
            #expect(after.profiles == before.profiles)
            #expect(after.members == before.members)
            #expect(try await store.existingAccounts(among: [.alice, .bob], in: .sample(otherApp)) == [.alice, .bob])
        },
        ConformanceCase("every call on another app's group misses it") { store in
            try await store.create(.sample(.club, owner: .alice))
            var change = ProfileChange()
            change.name = "Other"
            let named = change
            let codes = [
                try await refusal { try await store.destroyGroup(.club, in: .sample(otherApp)) },
                try await refusal { try await store.add(.bob, to: .club, in: otherApp) },
                try await refusal {
                    try await store.changeProfile(of: .club, in: .sample(otherApp), by: named, operator: nil)
                },
                try await refusal {
                    _ = try await store.importMembers([], to: .club, in: .sample(otherApp))
                },
                try await refusal {
                    try await store.changeMember(.alice, of: .club, in: .sample(otherApp), by: MemberChange())
                },
                try await refusal {
                    try await store.muteMembers([.alice], of: .club, topic: nil, in: .sample(otherApp), until: .forever)
                },
            ]
            #expect(codes == Array(repeating: .groupNotFound, count: 6))
            #expect(try await store.exists(.club, in: otherApp) == false)
        },
    ]

    static let operation = [
        ConformanceCase("an open store can be written") { store in
            try await store.checkWritable()
            try await store.checkWritable()
        },
        ConformanceCase("closing finishes the writes that have begun") { store in
            try await store.create(.sample(.club, owner: .alice))
            let writing = Task {
                try await refusals(of: 50) { index in
                    _ = try await isUnavailable { try await store.add(.sample("user\(index)"), to: .club) }
                }
            }
            try await store.close()
            #expect(try await writing.value.isEmpty)
        },
        ConformanceCase("a closed store answers every call that it cannot be used") { store in
            try await store.create(.sample(.club, owner: .alice))
            let group = try NewGroup.sample(.team)
            try await store.close()
            let calls: [() async throws -> Void] = [
                { try await store.importAccounts(.bob) },
                { _ = try await store.existingAccounts(among: [.alice], in: .sample()) },
                { _ = try await store.deleteAccounts([.alice], in: .sample()) },
                { try await store.createGroup(group, in: .sample()) },
                { try await store.restoreGroup(group, in: .sample()) },
                { try await store.change(.club, by: ProfileChange()) },
                { try await store.destroyGroup(.club, in: .sample()) },
                { try await store.add(.bob, to: .club) },
                { _ = try await store.importMembers([], to: .club, in: .sample()) },
                { try await store.changeMember(.alice, of: .club, in: .sample(), by: MemberChange()) },
                { try await store.mute(.alice, in: .club, until: .forever) },
                { try await store.remove(.alice, from: .club) },
                { try await store.changeOwner(of: .club, to: .alice, in: .sample()) },
                { try await store.setUnreadMsgNum(1, of: .alice, in: .club, scope: .sample()) },
                { _ = try await store.listGroups(of: nil, after: 0, limit: 1, in: .sample()) },
                { try await store.ban(.bob, from: .club, until: .forever) },
                { try await store.unbanMembers([.bob], from: .club, in: .sample()) },
                { _ = try await store.bans(of: .club, offset: 0, limit: 1, in: .sample()) },
                { _ = try await store.mutes(of: .club, topic: nil, in: .sample()) },
                { _ = try await store.findMembers([.alice], of: .club, in: .sample()) },
                { _ = try await store.profile(.club) },
                { try await store.checkWritable() },
                { try await store.close() },
            ]
            for call in calls {
                #expect(try await isUnavailable(call))
            }
        },
    ]
}
