import Groups
import Storage
import Testing
import Wire

extension ConformanceCase {
    static let groupLists = [
        ConformanceCase("an app's groups are listed as they were created, page by page") { store in
            let ids = (0..<5).map { GroupID.sample("group\(9 - $0)") }
            for id in ids {
                try await store.create(.sample(id))
            }
            let first = try await store.listGroups(of: nil, after: 0, limit: 2, in: .sample())
            let second = try await store.listGroups(of: nil, after: first.next, limit: 2, in: .sample())
            let third = try await store.listGroups(of: nil, after: second.next, limit: 2, in: .sample())
            #expect(first.groups + second.groups + third.groups == ids)
            #expect([first, second, third].map(\.totalCount) == [5, 5, 5])
            #expect(third.next == 0)
        },
        ConformanceCase("a page that holds the last group has no next, and an app without groups an empty page") {
            store in
            let empty = try await store.listGroups(of: nil, after: 0, limit: 2, in: .sample())
            #expect(empty == GroupListPage(groups: [], totalCount: 0, next: 0))
            try await store.create(.sample(.club))
            try await store.create(.sample(.team))
            let full = try await store.listGroups(of: nil, after: 0, limit: 2, in: .sample())
            #expect(full == GroupListPage(groups: [.club, .team], totalCount: 2, next: 0))
        },
        ConformanceCase("groups of one type are listed and counted") { store in
            for (index, type) in (GroupType.allCases + GroupType.allCases).enumerated() {
                try await store.create(.sample(.sample("group\(index)"), type: type))
            }
            try await store.destroyGroup(.sample("group1"), in: .sample())
            for (index, type) in GroupType.allCases.enumerated() {
                let page = try await store.listGroups(of: type, after: 0, limit: 1, in: .sample())
                let isLeft = type != .public
                #expect(page.groups == [.sample(isLeft ? "group\(index)" : "group6")])
                #expect(page.totalCount == (isLeft ? 2 : 1))
                let rest = try await store.listGroups(of: type, after: page.next, limit: 9, in: .sample())
                #expect(rest.groups.last == .sample("group\(index + 5)"))
            }
            #expect(try await store.listGroups(of: nil, after: 0, limit: 1, in: .sample()).totalCount == 9)
        },
        ConformanceCase("going through an app skips and repeats no group while others come and go") { store in
            let ids = (0..<40).map { GroupID.sample("group\($0)") }
            for id in ids {
                try await store.create(.sample(id))
            }
            var seen: [GroupID] = []
            var place: Int64 = 0
            for step in 0..<9 {
                let page = try await store.listGroups(of: nil, after: place, limit: 4, in: .sample())
                seen += page.groups
                place = page.next
                // the place is that of a group which is destroyed now
                try await store.destroyGroup(#require(page.groups.last), in: .sample())
                try await store.create(.sample(.sample("new\(step)")))
            }
            let rest = try await store.listGroups(of: nil, after: place, limit: 100, in: .sample())
            #expect(seen + rest.groups.prefix(4) == ids)
            #expect(rest.groups.dropFirst(4) == (0..<9).map { GroupID.sample("new\($0)") }[...])
            #expect(rest.totalCount == 40)
        },
        ConformanceCase("groups of one app are not listed in another") { store in
            try await store.create(.sample(.club, owner: .alice))
            try await store.create(.sample(.team, owner: .alice), in: otherApp)
            #expect(try await store.listGroups(of: nil, after: 0, limit: 9, in: .sample()).groups == [.club])
            #expect(
                try await store.listGroups(
                    of: .public, after: 0, limit: 9, in: .sample(otherApp)
                ).groups == [.team])
            #expect(try await joined(store, .alice).groups == [.club])
        },
    ]

    static let joinedGroups = [
        ConformanceCase("an account's groups are shown by join time, then by identifier") { store in
            for id in ["c", "a", "b"] {
                try await store.create(.sample(.sample(id), owner: .alice))
            }
            try await store.create(.sample(.club, owner: .bob))
            try await store.create(.sample(.team, owner: .bob, at: later(5)))
            try await store.add(.alice, to: .club, at: later(20))
            try await store.add(.alice, to: .team, at: later(10))
            let seen = try await joined(store, .alice)
            #expect(seen.groups == ["a", "b", "c"].map(GroupID.sample) + [.team, .club])
            #expect(seen.totalCount == 5)
            #expect(seen.profiles.isEmpty)
        },
        ConformanceCase("details are the profile and the membership") { store in
            try await store.create(.sample(.club, owner: .bob))
            try await store.add(.alice, to: .club, at: later(20))
            let seen = try await joined(store, .alice, details: [])
            #expect(seen.profiles == [try await store.profile(.club)])
            #expect(seen.members == [try await store.member(.alice, of: .club)])
        },
        ConformanceCase("unread messages are the others', and those that count") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.create(.sample(.team, type: .meeting, owner: .alice, members: [.bob]))
            try await store.send(3, from: .bob)
            try await store.send(.sample("quiet", random: 7) { $0.skipsUnread = true })
            try await store.send(.sample("for Alice", random: 8) { $0.receivers = [.alice] })
            try await store.send(.sample("own", from: .alice, random: 9))
            try await store.send(2, from: .alice, to: Conversation(.team))
            let unread = { (account: Account) in
                try await joined(store, account, details: .unreadMsgNum).unreadMsgNums
            }
            #expect(try await unread(.alice) == [3, nil])
            #expect(try await unread(.bob) == [1, nil])
            #expect(try await joined(store, .alice, details: []).unreadMsgNums == [nil, nil])
            try await store.setUnreadMsgNum(1, of: .alice, in: .club, scope: .sample())
            #expect(try await unread(.alice) == [1, nil])
            try await store.import(.sample("old", at: later(500)))
            #expect(try await unread(.alice) == [0, nil])
        },
        ConformanceCase("the messages of topics are told together") { store in
            try await store.create(.forum([.bob]))
            try await store.create(.news)
            try await store.create(.chat)
            try await store.send(3, from: .bob, to: .news)
            try await store.send(2, from: .alice, to: .chat)
            let totals = try await joined(store, .bob, details: .topics).topics
            #expect(totals == [JoinedGroup.TopicTotals(messages: 5, read: 3)])
            #expect(try await joined(store, .bob, details: .unreadMsgNum).topics == [nil])
        },
        ConformanceCase("offset and limit choose among what the filter lets through, whose number is told") { store in
            for index in 0..<9 {
                let type: GroupType = index % 2 == 0 ? .public : .meeting
                try await store.create(.sample(.sample("group\(index)"), type: type, owner: .alice))
            }
            var filter = JoinedGroupFilter()
            filter.type = .public
            for (offset, limit, expected) in [
                (Int64(0), Int64?.none, [0, 2, 4, 6, 8]), (1, 2, [2, 4]), (4, 2, [8]), (5, 1, []), (.max, nil, []),
                (0, .max, [0, 2, 4, 6, 8]),
            ] {
                let seen = try await joined(store, .alice, filter: filter, offset: offset, limit: limit)
                #expect(seen.groups == expected.map { .sample("group\($0)") })
                #expect(seen.totalCount == 5)
            }
        },
        ConformanceCase("a visitor that has enough groups is shown nothing more") { store in
            try await store.create(.sample(.club, owner: .alice))
            try await store.create(.sample(.team, owner: .alice))
            for details in [JoinedGroup.Details?.none, []] {
                let seen = try await store.readJoinedGroups(
                    of: .alice, filter: JoinedGroupFilter(), offset: 0, limit: nil, details: details, in: .sample(),
                    visitor: RecordingListVisitor(limit: 1))
                #expect(seen.groups == [.club])
                #expect(seen.totalCount == 2)
            }
        },
        ConformanceCase("a new Work group shows to its owner only, unless it was imported or all are wanted") { store in
            try await store.create(.sample(.club, type: .work, owner: .alice, members: [.bob]))
            var draft = GroupDraft(type: .work, name: "Team")
            draft.owner = .alice
            draft.isImported = true
            try await store.create(draft.group(id: .team, createTime: now, limits: GroupLimits()))
            try await store.add(.bob, to: .team)
            var all = JoinedGroupFilter()
            all.includesInactive = true
            #expect(try await joined(store, .alice).groups == [.club, .team])
            #expect(try await joined(store, .bob).groups == [.team])
            #expect(try await joined(store, .bob, filter: all).groups == [.club, .team])
        },
        ConformanceCase("topics are wanted, unwanted or indifferent") { store in
            try await store.create(.forum([.bob]))
            try await store.create(.sample(.club, owner: .bob))
            for (wanted, expected) in [
                (Bool?.none, [GroupID.forum, .club]), (true, [.forum]), (false, [.club]),
            ] {
                var filter = JoinedGroupFilter()
                filter.supportsTopics = wanted
                let seen = try await joined(store, .bob, filter: filter)
                #expect(Set(seen.groups) == Set(expected))
                #expect(seen.totalCount == expected.count)
            }
        },
        ConformanceCase("a new owner sees a Work group that waits for its first message") { store in
            try await store.create(.sample(.club, type: .work, owner: .alice, members: [.bob]))
            try await store.changeOwner(of: .club, to: .bob, in: .sample())
            #expect(try await joined(store, .bob).groups == [.club])
            #expect(try await joined(store, .alice).groups == [])
        },
        ConformanceCase("who leaves a group does not see it, nor who was never there") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.create(.sample(.team, type: .avChatRoom, owner: .alice))
            try await store.remove(.bob, from: .club)
            #expect(try await joined(store, .bob).totalCount == 0)
            #expect(try await joined(store, .carol).totalCount == 0)
            #expect(try await joined(store, .alice).groups == [.club])
            try await store.destroyGroup(.club, in: .sample())
            #expect(try await joined(store, .alice).groups == [])
        },
    ]

    @Sendable
    private static func joined(
        _ store: any GroupStore, _ account: Account, filter: JoinedGroupFilter = JoinedGroupFilter(),
        offset: Int64 = 0, limit: Int64? = nil, details: JoinedGroup.Details? = nil
    ) async throws -> RecordingListVisitor {
        try await store.readJoinedGroups(
            of: account, filter: filter, offset: offset, limit: limit, details: details, in: .sample(),
            visitor: RecordingListVisitor())
    }
}
