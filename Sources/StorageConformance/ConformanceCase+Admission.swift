import Groups
import Storage
import Testing
import Wire

extension ConformanceCase {
    static let admission = [
        ConformanceCase("added members are listed after the others, and the change is recorded once") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.dave]))
            let results = try await store.add(.carol, .bob, to: .club, at: later(10))
            #expect(results == [.added, .added])
            let club = try await store.profile(.club)
            #expect(club.memberNum == 4)
            #expect(club.infoSeq == 1)
            #expect(club.lastInfoTime == later(10))
            #expect(try await store.members(of: .club).map(\.account) == [.alice, .dave, .carol, .bob])
        },
        ConformanceCase("a new member has read all and is notified as the type has it") { store in
            try await store.restoreGroup(
                NewGroup(
                    profile: GroupProfile(
                        id: .club, type: .meeting, name: "Club", createTime: now, nextMsgSeq: 10, maxMemberNum: 5),
                    members: []),
                in: .sample())
            try await store.add(.bob, to: .club, at: later(10))
            let expected = Member(account: .bob, joinTime: later(10), msgSeq: 9, msgFlag: .acceptNotNotify)
            #expect(try await store.members(of: .club) == [expected])
        },
        ConformanceCase("results tell who was a member, and who stands twice") { store in
            try await store.create(.sample(.club, owner: .alice))
            let results = try await store.add(.bob, .alice, .bob, .carol, to: .club)
            #expect(results == [.added, .alreadyMember, .alreadyMember, .added])
            #expect(try await store.profile(.club).memberNum == 3)
        },
        ConformanceCase("accounts that do not exist fail alone, among some that do") { store in
            try await store.create(.sample(.club, owner: .alice, maxMemberNum: 2))
            try await store.importAccounts(.bob)
            let add = { (accounts: [Account?]) in
                try await store.addMembers(accounts, to: .club, in: .sample(), isSilent: false)
            }
            #expect(
                try await add([.carol, .bob, nil, .alice, .bob]) == [
                    .failed, .added, .failed, .alreadyMember, .alreadyMember,
                ])
            #expect(try await add([.alice, .carol]) == [.alreadyMember, .failed])
            #expect(try await store.profile(.club).memberNum == 2)
            #expect(try await refusal { _ = try await add([.carol, nil]) } == .accountNotFound)
            #expect(try await refusal { _ = try await add([nil]) } == .accountNotFound)
            #expect(try await store.existingAccounts(among: [.carol], in: .sample()).isEmpty)
        },
        ConformanceCase("adding members only changes nothing") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            let before = try await store.profile(.club)
            let results = try await store.add(.alice, .bob, to: .club, at: later(10))
            #expect(results == [.alreadyMember, .alreadyMember])
            #expect(try await store.profile(.club) == before)
        },
        ConformanceCase("adding asks for the group, its type, the accounts and the room in this order") { store in
            let call = {
                try await refusal {
                    _ = try await store.addMembers([.bob, .carol], to: .club, in: .sample(), isSilent: false)
                }
            }
            #expect(try await call() == .groupNotFound)
            try await store.create(.sample(.club, type: .avChatRoom))
            #expect(try await call() == .notPermitted)
            try await store.destroyGroup(.club, in: .sample())
            try await store.create(.sample(.club, maxMemberNum: 1))
            #expect(try await call() == .accountNotFound)
            try await store.importAccounts(.bob, .carol)
            #expect(try await call() == .groupFull)
        },
        ConformanceCase("where there is not room for all nobody comes in and no account is created") { store in
            try await store.create(.sample(.club, owner: .alice, maxMemberNum: 2))
            let before = try await store.profile(.club)
            #expect(try await refusal { try await store.add(.bob, .carol, to: .club) } == .groupFull)
            #expect(try await store.profile(.club) == before)
            #expect(try await store.existingAccounts(among: [.bob, .carol], in: .sample()).isEmpty)
        },
        ConformanceCase("of many who want the last place at once, one gets it") { store in
            try await store.create(.sample(.club, owner: .alice, maxMemberNum: 2))
            let codes = try await refusals(of: 16) { index in
                try await store.add(.sample("user\(index)"), to: .club)
            }
            #expect(codes == Array(repeating: .groupFull, count: 15))
            #expect(try await store.members(of: .club).count == 2)
            #expect(try await store.profile(.club).infoSeq == 1)
        },
        ConformanceCase("an account added many times at once is a member once") { store in
            try await store.create(.sample(.club, owner: .alice))
            let codes = try await refusals(of: 16) { _ in
                try await store.add(.bob, to: .club)
            }
            #expect(codes.isEmpty)
            #expect(try await store.profile(.club).memberNum == 2)
            #expect(try await store.profile(.club).infoSeq == 1)
        },
        ConformanceCase("members of the same second are listed as they came") { store in
            try await store.create(.sample(.club))
            let accounts = Account.many(30)
            for account in accounts.reversed() {
                try await store.add(account, to: .club)
            }
            #expect(try await store.members(of: .club).map(\.account) == accounts.reversed())
        },
    ]

    static let memberImports = [
        ConformanceCase("imported members are listed by join time, with role and unread count") { store in
            let profile = GroupProfile(
                id: .club, type: .public, name: "Club", createTime: now, nextMsgSeq: 10, maxMemberNum: 10)
            try await store.restoreGroup(NewGroup(profile: profile, members: []), in: .sample())
            let results = try await importing(
                [item(.bob, at: later(20)), item(.carol, .admin, at: later(10), unread: 4), item(.dave, unread: 99)],
                into: store, at: later(30))
            #expect(results == [.added, .added, .added])
            let members = try await store.members(of: .club)
            #expect(members.map(\.account) == [.carol, .bob, .dave])
            #expect(members.map(\.role) == [.admin, .member, .member])
            #expect(members.map(\.msgSeq) == [5, 9, 0])
            #expect(members.map(\.joinTime) == [later(10), later(20), later(30)])
        },
        ConformanceCase("an import is recorded as one change") { store in
            try await store.create(.sample(.club))
            _ = try await importing([item(.bob), item(.carol)], into: store, at: later(30))
            let club = try await store.profile(.club)
            #expect(club.memberNum == 2)
            #expect(club.infoSeq == 1)
            #expect(club.lastInfoTime == later(30))
        },
        ConformanceCase("an import that adds nobody changes nothing") { store in
            try await store.create(.sample(.club, owner: .alice))
            let before = try await store.profile(.club)
            let results = try await importing([item(.alice), item(nil)], into: store, at: later(30))
            #expect(results == [.alreadyMember, .failed])
            #expect(try await store.profile(.club) == before)
        },
        ConformanceCase("each import stands for itself") { store in
            try await store.importAccounts(.bob, .carol, .dave)
            try await store.create(.sample(.club, owner: .alice, maxMemberNum: 3))
            let items = [
                item(nil), item(.sample("nobody")), item(.bob), item(.bob), item(.carol, at: later(999)), item(.carol),
                item(.dave),
            ]
            let results = try await store.importMembers(items, to: .club, in: .sample())
            #expect(results == [.failed, .failed, .added, .alreadyMember, .failed, .added, .failed])
            #expect(try await store.members(of: .club).map(\.account) == [.alice, .bob, .carol])
        },
        ConformanceCase("an import creates the accounts that come in, and no others") { store in
            try await store.create(.sample(.club, maxMemberNum: 1))
            _ = try await importing([item(.bob), item(.carol)], into: store, at: now)
            #expect(try await store.existingAccounts(among: [.bob, .carol], in: .sample()) == [.bob])
        },
        ConformanceCase("an import asks for the group and its type in this order") { store in
            let call = { try await refusal { _ = try await importing([item(.bob)], into: store, at: now) } }
            #expect(try await call() == .groupNotFound)
            try await store.create(.sample(.club, type: .avChatRoom))
            #expect(try await call() == .notPermitted)
        },
        ConformanceCase("an imported member's running mute applies") { store in
            try await store.create(.sample(.club))
            try await store.mute(.bob, in: .club, until: later(100))
            _ = try await importing([item(.bob)], into: store, at: later(30))
            #expect(try await store.member(.bob, of: .club).muteUntil == later(100))
        },
    ]

    @Sendable
    private static func importing(
        _ items: [MemberAdmission.Import], into store: any GroupStore, at time: UnixTime
    ) async throws -> [MemberAdmission.Result] {
        try await store.importMembers(items, to: .club, in: .sample(at: time, accounts: .importOnSight))
    }

    @Sendable
    private static func item(
        _ account: Account?, _ role: Role = .member, at joinTime: UnixTime? = nil, unread: Int64 = 0
    ) -> MemberAdmission.Import {
        MemberAdmission.Import(account: account, role: role, joinTime: joinTime, unreadMsgNum: unread)
    }
}
