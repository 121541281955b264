import Groups
import Storage
import Testing
import Wire

extension ConformanceCase {
    static let bans = [
        ConformanceCase("banned members are thrown out, and the change is recorded once") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob, .carol, .dave]))
            try await store.ban(.bob, .sample("nobody"), .dave, .bob, from: .club, until: later(100), at: later(10))
            let club = try await store.profile(.club)
            #expect(club.memberNum == 2)
            #expect(club.infoSeq == 1)
            #expect(club.lastInfoTime == later(10))
            #expect(try await store.members(of: .club).map(\.account) == [.alice, .carol])
        },
        ConformanceCase("banning who is no member changes nothing of the group's profile") { store in
            try await store.create(.sample(.club, type: .avChatRoom))
            let before = try await store.profile(.club)
            try await store.ban(.bob, from: .club, until: .forever, at: later(10))
            #expect(try await store.profile(.club) == before)
            #expect(try await listed(store) == [TimedAccount(account: .bob, until: .forever)])
        },
        ConformanceCase("bans are listed by their end, then by account, page by page, until they run out") { store in
            try await store.create(.sample(.club, owner: .alice))
            try await store.ban(.dave, .carol, from: .club, until: later(20))
            try await store.ban(.bob, from: .club, until: later(10))
            #expect(try await listed(store).map(\.account) == [.bob, .carol, .dave])
            #expect(try await listed(store, offset: 1, limit: 1).map(\.account) == [.carol])
            #expect(try await listed(store, offset: 3).isEmpty)
            #expect(try await listed(store, at: later(10)).map(\.account) == [.carol, .dave])
            #expect(try await listed(store, at: later(20)).isEmpty)
        },
        ConformanceCase("a later ban takes the place of an earlier one, and lifting ends it") { store in
            try await store.create(.sample(.club, owner: .alice))
            try await store.ban(.bob, from: .club, until: .forever)
            try await store.ban(.bob, from: .club, until: later(5))
            #expect(try await listed(store) == [TimedAccount(account: .bob, until: later(5))])
            try await store.unbanMembers([.carol, .bob], from: .club, in: .sample())
            #expect(try await listed(store).isEmpty)
            #expect(try await store.members(of: .club).map(\.account) == [.alice])
        },
        ConformanceCase("who is banned is not added, until the ban ends, and takes no place") { store in
            try await store.create(.sample(.club, owner: .alice, maxMemberNum: 2))
            try await store.ban(.bob, from: .club, until: later(100))
            #expect(try await store.add(.bob, .carol, .alice, to: .club) == [.failed, .added, .alreadyMember])
            try await store.remove(.carol, from: .club)
            #expect(try await store.add(.bob, to: .club, at: later(99)) == [.failed])
            #expect(try await store.add(.bob, to: .club, at: later(100)) == [.added])
        },
        ConformanceCase("who is banned is not imported") { store in
            try await store.create(.sample(.club, owner: .alice))
            try await store.ban(.bob, from: .club, until: later(100))
            let items = [Account.bob, .carol].map {
                MemberAdmission.Import(account: $0, role: .member, joinTime: nil, unreadMsgNum: 0)
            }
            let results = try await store.importMembers(
                items, to: .club, in: .sample(at: later(10), accounts: .importOnSight))
            #expect(results == [.failed, .added])
        },
        ConformanceCase("with the owner in the list nobody is banned") { store in
            for type in GroupType.allCases {
                let id = GroupID.sample(type.rawValue)
                try await store.create(.sample(id, type: type, owner: .alice))
                #expect(
                    try await refusal { try await store.ban(.bob, .alice, from: id, until: .forever) } == .notPermitted)
                #expect(try await store.bans(of: id, offset: 0, limit: 9, in: .sample()).isEmpty)
            }
        },
        ConformanceCase("a ban holds in its group and app only, and every call misses another app's group") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.create(.sample(.team, owner: .alice, members: [.bob]))
            try await store.create(.sample(.club, owner: .alice, members: [.bob]), in: otherApp)
            try await store.ban(.bob, from: .club, until: .forever)
            #expect(try await store.members(of: .team).count == 2)
            #expect(try await store.members(of: .club, in: otherApp).count == 2)
            #expect(try await store.bans(of: .club, offset: 0, limit: 9, in: .sample(otherApp)).isEmpty)
            let codes = [
                try await refusal {
                    try await store.banMembers([.bob], from: .team, in: .sample(otherApp), until: .forever)
                },
                try await refusal { try await store.unbanMembers([.bob], from: .team, in: .sample(otherApp)) },
                try await refusal { _ = try await store.bans(of: .team, offset: 0, limit: 9, in: .sample(otherApp)) },
            ]
            #expect(codes == [.groupNotFound, .groupNotFound, .groupNotFound])
        },
        ConformanceCase("bans go with their group and with their account") { store in
            try await store.create(.sample(.club, owner: .alice))
            try await store.create(.sample(.team, owner: .alice))
            try await store.importAccounts(.bob)
            try await store.ban(.bob, from: .club, until: .forever)
            try await store.ban(.bob, from: .team, until: .forever)
            try await store.destroyGroup(.club, in: .sample())
            try await store.create(.sample(.club, owner: .alice))
            #expect(try await store.add(.bob, to: .club) == [.added])
            _ = try await store.deleteAccounts([.bob], in: .sample())
            #expect(try await store.add(.bob, to: .team) == [.added])
        },
        ConformanceCase("of an addition and a ban at once the ban holds") { store in
            try await store.create(.sample(.club, owner: .alice))
            let codes = try await refusals(of: 40) { index in
                let account = Account.sample("user\(index / 2)")
                let calls: [() async throws -> Void] = [
                    { try await store.add(account, to: .club) },
                    { try await store.ban(account, from: .club, until: .forever) },
                ]
                try await calls[index % 2]()
            }
            #expect(codes.isEmpty)
            #expect(try await store.members(of: .club).map(\.account) == [.alice])
            #expect(try await store.profile(.club).memberNum == 1)
        },
    ]

    static let muteLists = [
        ConformanceCase("mutes are listed by their end, the latest first, then by account, until they run out") {
            store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob, .carol]))
            try await store.mute(.carol, .bob, in: .club, until: later(20))
            try await store.mute(.alice, in: .club, until: later(10))
            try await store.mute(.dave, in: .club, until: .forever)
            let names = { (time: UnixTime) in
                try await store.mutes(of: .club, topic: nil, in: .sample(at: time)).map(\.account)
            }
            #expect(try await names(now) == [.dave, .bob, .carol, .alice])
            #expect(try await names(later(10)) == [.dave, .bob, .carol])
            try await store.mute(.dave, in: .club, until: .never)
            try await store.remove(.bob, from: .club)
            #expect(try await names(later(10)) == [.bob, .carol])
            #expect(try await names(later(20)) == [])
        },
        ConformanceCase("a list of mutes asks for the group, topics and the topic in this order") { store in
            let call = { (topic: String?) in
                try await refusal { _ = try await store.mutes(of: .club, topic: topic, in: .sample()) }
            }
            #expect(try await call("topic") == .groupNotFound)
            try await store.create(.sample(.club, type: .work))
            #expect(try await call("topic") == .invalidParameter)
            #expect(try await call(nil) == nil)
            try await store.destroyGroup(.club, in: .sample())
            var draft = GroupDraft(type: .community, name: "Club")
            draft.supportsTopics = true
            try await store.create(draft.group(id: .club, createTime: now, limits: GroupLimits()))
            #expect(try await call("topic") == .groupNotFound)
            #expect(
                try await refusal { _ = try await store.mutes(of: .club, topic: nil, in: .sample(otherApp)) }
                    == .groupNotFound)
        },
    ]

    @Sendable
    private static func listed(
        _ store: any GroupStore, offset: Int64 = 0, limit: Int = 100, at time: UnixTime = now
    ) async throws -> [TimedAccount] {
        try await store.bans(of: .club, offset: offset, limit: limit, in: .sample(at: time))
    }
}
