import Groups
import Storage
import Testing
import Wire

extension ConformanceCase {
    static let memberReading = [
        ConformanceCase("a page of members begins after its offset and holds no more than its limit") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob, .carol, .dave]))
            let accounts: [Account] = [.alice, .bob, .carol, .dave]
            for offset in 0...5 {
                for limit in 1...5 {
                    let (seen, _) = try await page(of: store, offset: Int64(offset), limit: Int64(limit))
                    #expect(seen.profiles.map(\.memberNum) == [4])
                    #expect(seen.members.map(\.account) == Array(accounts.dropFirst(offset).prefix(limit)))
                    #expect(seen.sightings.last == .endOfMembers)
                }
            }
            #expect(try await page(of: store).seen.members == store.members(of: .club))
        },
        ConformanceCase("a page tells its last place where more members follow") { store in
            try await store.create(.sample(.club, type: .community, owner: .alice, members: [.bob, .carol]))
            #expect(try await page(of: store, limit: 3).next == nil)
            let (first, place) = try await page(of: store, limit: 2)
            let (second, end) = try await page(of: store, limit: 2, cursor: #require(place).cursor)
            #expect(first.members.map(\.account) == [.alice, .bob])
            #expect(second.members.map(\.account) == [.carol])
            #expect(end == nil)
        },
        ConformanceCase("roles are chosen before offset and limit apply, and do not change the number") { store in
            try await store.create(.sample(.club, owner: .alice, members: Account.many(9)))
            for index in [2, 5, 7] {
                try await store.makeAdmin(.sample("user\(index)"), in: .club)
            }
            let names = { (roles: Set<Role>, offset: Int64, limit: Int64?) in
                let (seen, _) = try await page(of: store, offset: offset, limit: limit, roles: roles)
                #expect(seen.profiles.map(\.memberNum) == [10])
                return seen.members.map(\.account.text)
            }
            #expect(try await names([.owner], 0, nil) == ["alice"])
            #expect(try await names([.admin], 0, nil) == ["user2", "user5", "user7"])
            #expect(try await names([.admin], 1, 1) == ["user5"])
            #expect(try await names([.owner, .admin], 1, 2) == ["user2", "user5"])
            #expect(try await names([.member], 1, 3) == ["user1", "user3", "user4"])
            #expect(try await names([.owner, .member], 0, 3) == ["alice", "user0", "user1"])
            #expect(try await names([], 0, nil) == [])
        },
        ConformanceCase("a Community is read by place, and its pages hold at most 100") { store in
            try await store.create(.sample(.club, type: .community, owner: .alice, members: Account.many(99)))
            try await store.add(.dave, to: .club)
            let (first, place) = try await page(of: store, offset: 5, limit: 500)
            #expect(first.members.count == 100)
            let rest = try await page(of: store, cursor: #require(place).cursor)
            #expect(rest.seen.members.map(\.account) == [.dave])
        },
        ConformanceCase("going through a Community skips and repeats nobody while others join and leave") { store in
            let accounts = Account.many(60)
            try await store.create(.sample(.club, type: .community, owner: .alice, members: accounts))
            var seen: [Account] = []
            var cursor = ""
            for step in 0..<12 {
                let (page, place) = try await page(of: store, limit: 5, cursor: cursor)
                seen += page.members.map(\.account)
                cursor = try #require(place).cursor
                // those who leave and come back have been seen, and are seen again at the end
                let gone = accounts[step * 4]
                _ = try await store.deleteAccounts([gone], in: .sample())
                try await store.add(.sample("new\(step)"), gone, to: .club, at: later(UInt32(step) + 1))
            }
            #expect(Array(seen.prefix(60)) == [.alice] + accounts.prefix(59))
        },
        ConformanceCase("a cursor that was never answered is refused by a Community and passed over elsewhere") {
            store in
            try await store.create(.sample(.club, type: .community, owner: .alice))
            try await store.create(.sample(.team, owner: .alice))
            for cursor in ["0", "x", "1", "3170000000017", "1170000000x1", "11700000000", "117000000000"] {
                let code = try await refusal { _ = try await page(of: store, cursor: cursor) }
                #expect(code == .invalidParameter)
                #expect(try await page(of: store, .team, cursor: cursor).seen.members.count == 1)
            }
        },
        ConformanceCase("a page asks for the group, its type and itself in this order") { store in
            let call = { try await refusal { _ = try await page(of: store, limit: 6_001, cursor: "x") } }
            #expect(try await call() == .groupNotFound)
            try await store.create(.sample(.club, type: .avChatRoom))
            #expect(try await call() == .notPermitted)
            try await store.destroyGroup(.club, in: .sample())
            try await store.create(.sample(.club))
            #expect(try await call() == .invalidParameter)
            #expect(try await refusal { _ = try await page(of: store, limit: 6_000) } == nil)
        },
        ConformanceCase("a visitor that has enough of a page is shown nothing more, wherever it stops") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            let all = try await page(of: store).seen.sightings
            #expect(all == [.group(.club), .member(.alice), .member(.bob), .endOfMembers])
            for limit in 1...4 {
                let (seen, next) = try await store.readMembers(
                    of: .club, page: MemberPage(), in: .sample(), visitor: RecordingVisitor(limit: limit))
                #expect(seen.sightings == Array(all.prefix(limit)))
                #expect(next == nil)
            }
        },
        ConformanceCase("members are found among accounts, whoever else is asked for") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob, .carol]))
            try await store.importAccounts(.dave)
            let found = try await store.findMembers(
                [.carol, .sample("nobody"), .alice, .dave, .carol], of: .club, in: .sample())
            let members = try await store.members(of: .club)
            #expect(found == [.alice: members[0], .carol: members[2]])
            #expect(try await store.findMembers([], of: .club, in: .sample()).isEmpty)
        },
        ConformanceCase("finding members asks for the group and its type in this order") { store in
            let call = { try await refusal { _ = try await store.findMembers([.bob], of: .club, in: .sample()) } }
            #expect(try await call() == .groupNotFound)
            try await store.create(.sample(.club, type: .avChatRoom))
            #expect(try await call() == .notPermitted)
        },
        ConformanceCase("members of one app's group are not read in another app") { store in
            try await store.create(.sample(.club, owner: .alice))
            let codes = [
                try await refusal { _ = try await store.findMembers([.alice], of: .club, in: .sample(otherApp)) },
                try await refusal {
                    _ = try await store.readMembers(
                        of: .club, page: MemberPage(), in: .sample(otherApp), visitor: RecordingVisitor())
                },
            ]
            #expect(codes == [.groupNotFound, .groupNotFound])
        },
    ]

    @Sendable
    private static func page(
        of store: any GroupStore, _ group: GroupID = .club, offset: Int64 = 0, limit: Int64? = nil,
        cursor: String = "", roles: Set<Role> = Set(Role.allCases)
    ) async throws -> (seen: RecordingVisitor, next: MemberPosition?) {
        var page = MemberPage()
        page.offset = offset
        page.limit = limit
        page.cursor = cursor
        page.roles = roles
        let result = try await store.readMembers(of: group, page: page, in: .sample(), visitor: RecordingVisitor())
        return (result.visitor, result.next)
    }
}
