import Groups
import Storage
import Testing
import Wire

extension ConformanceCase {
    static let creation = [
        ConformanceCase("a created group reads back as it was created") { store in
            let groups = try GroupType.allCases.map {
                try NewGroup.sample(.sample("id-\($0.rawValue)"), type: $0, owner: .alice)
            }
            for group in groups {
                try await store.create(group)
            }
            let ids = groups.map(\.profile.id)
            let seen = try await store.readGroups(ids, members: true, in: .sample(), visitor: RecordingVisitor())
            #expect(seen.profiles == groups.map(\.profile))
            #expect(seen.members == groups.flatMap(\.members))
        },
        ConformanceCase("first members keep the order in which they came") { store in
            let accounts = Account.many(100)
            try await store.create(.sample(.club, owner: .alice, members: accounts.reversed()))
            #expect(try await store.members(of: .club).map(\.account) == [.alice] + accounts.reversed())
        },
        ConformanceCase("a group may have no owner") { store in
            try await store.create(.sample(.club, members: [.bob]))
            #expect(try await store.profile(.club).owner == nil)
            #expect(try await store.member(.bob, of: .club).role == .member)
        },
        ConformanceCase("identifiers of groups that differ in case are two") { store in
            try await store.create(.sample(.club))
            try await store.create(.sample(.sample("Club")))
            #expect(try await store.exists(.club))
        },
        ConformanceCase("creation refuses accounts that do not exist, and keeps nothing") { store in
            try await store.importAccounts(.alice)
            let group = try NewGroup.sample(.club, owner: .alice, members: [.bob])
            let code = try await refusal {
                try await store.createGroup(group, in: .sample())
            }
            #expect(code == .accountNotFound)
            #expect(try await store.exists(.club) == false)
            #expect(try await store.existingAccounts(among: [.bob], in: .sample()).isEmpty)
        },
        ConformanceCase("creation refuses an owner that does not exist, even where it is no member") { store in
            let group = try NewGroup.sample(.club, type: .avChatRoom, owner: .alice)
            let code = try await refusal {
                try await store.createGroup(group, in: .sample())
            }
            #expect(code == .accountNotFound)
        },
        ConformanceCase("creation creates missing accounts where the policy says so") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            #expect(try await store.existingAccounts(among: [.alice, .bob], in: .sample()) == [.alice, .bob])
        },
        ConformanceCase("an identifier in use is refused, before missing accounts are") { store in
            try await store.create(.sample(.club, owner: .alice))
            let again = try NewGroup.sample(.club, owner: .alice, members: [.dave])
            let others = try NewGroup.sample(.club, owner: .dave)
            let nobodys = try NewGroup.sample(.club)
            #expect(
                try await refusal { try await store.createGroup(again, in: .sample()) }
                    == .groupIDInUseBySameOwner)
            #expect(
                try await refusal { try await store.createGroup(others, in: .sample()) }
                    == .groupIDInUse)
            #expect(
                try await refusal { try await store.createGroup(nobodys, in: .sample()) }
                    == .groupIDInUse)
        },
        ConformanceCase("the identifier of a group without owner is in use by another") { store in
            try await store.create(.sample(.club))
            let again = try NewGroup.sample(.club)
            #expect(try await refusal { try await store.create(again) } == .groupIDInUse)
        },
        ConformanceCase("of many who create the same group at once, one succeeds") { store in
            let codes = try await refusals(of: 16) { index in
                try await store.create(.sample(.club, owner: .sample("user\(index)")))
            }
            #expect(codes == Array(repeating: .groupIDInUse, count: 15))
            #expect(try await store.members(of: .club).count == 1)
        },
    ]

    static let restoring = [
        ConformanceCase("a restored group reads back to the last byte") { store in
            let group = restorable
            try await store.restoreGroup(group, in: .sample(at: later(1000)))
            #expect(try await store.profile(.club) == group.profile)
            #expect(try await store.members(of: .club) == group.members)
        },
        ConformanceCase("texts keep their bytes, not only their characters") { store in
            try await store.restoreGroup(restorable, in: .sample())
            let profile = try await store.profile(.club)
            let texts = [profile.name, profile.introduction, profile.notification, profile.faceURL]
            let nameCard = try await store.member(.bob, of: .club).nameCard
            for text in texts + [nameCard] {
                #expect(Array(text.utf8) == Array(difficultPlainText.utf8))
            }
        },
        ConformanceCase("restoring creates missing accounts") { store in
            try await store.restoreGroup(restorable, in: .sample())
            #expect(try await store.existingAccounts(among: [.alice, .bob], in: .sample()) == [.alice, .bob])
        },
        ConformanceCase("restoring refuses an identifier in use and changes nothing") { store in
            try await store.create(.sample(.club, owner: .alice))
            let before = try await store.profile(.club)
            #expect(
                try await refusal { try await store.restoreGroup(restorable, in: .sample()) }
                    == .groupIDInUseBySameOwner)
            #expect(try await store.profile(.club) == before)
            #expect(try await store.existingAccounts(among: [.bob], in: .sample()).isEmpty)
        },
        ConformanceCase("the owner leads the list even if others joined before") { store in
            try await store.restoreGroup(restorable, in: .sample())
            #expect(try await store.members(of: .club).map(\.account) == [.alice, .bob])
        },
        ConformanceCase("a restored mute is one that can be lifted") { store in
            try await store.restoreGroup(restorable, in: .sample())
            try await store.mute(.bob, in: .club, until: .never)
            #expect(try await store.member(.bob, of: .club).muteUntil == .never)
        },
    ]

    static let destruction = [
        ConformanceCase("a destroyed group is gone with its members") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.create(.sample(.team, owner: .alice, members: [.bob]))
            try await store.destroyGroup(.club, in: .sample())
            let seen = try await store.readGroups(
                [.club, .team], members: true, in: .sample(), visitor: RecordingVisitor())
            #expect(
                seen.sightings == [.missing(.club), .group(.team), .member(.alice), .member(.bob), .endOfMembers])
        },
        ConformanceCase("destruction refuses a group that does not exist, or no longer") { store in
            #expect(try await refusal { try await store.destroyGroup(.club, in: .sample()) } == .groupNotFound)
            try await store.create(.sample(.club))
            try await store.destroyGroup(.club, in: .sample())
            #expect(try await refusal { try await store.destroyGroup(.club, in: .sample()) } == .groupNotFound)
        },
        ConformanceCase("of many who destroy a group at once, one succeeds") { store in
            try await store.create(.sample(.club))
            let codes = try await refusals(of: 8) { _ in
                try await store.destroyGroup(.club, in: .sample())
            }
            #expect(codes == Array(repeating: .groupNotFound, count: 7))
        },
        ConformanceCase("a group created again has nothing of its predecessor") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.mute(.bob, .carol, in: .club, until: later(100))
            try await store.destroyGroup(.club, in: .sample())
            let again = try NewGroup.sample(.club, type: .meeting, owner: .bob, at: later(5))
            try await store.create(again)
            try await store.add(.carol, to: .club)
            #expect(try await store.members(of: .club).map(\.account) == [.bob, .carol])
            #expect(try await store.members(of: .club).allSatisfy { $0.muteUntil == .never })
            #expect(try await store.profile(.club).type == .meeting)
        },
        ConformanceCase("the accounts of a destroyed group stay and can be deleted") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.destroyGroup(.club, in: .sample())
            #expect(try await store.deleteAccounts([.alice, .bob], in: .sample()) == [.alice, .bob])
        },
    ]

    /// A group in which no field has its usual value.
    private static var restorable: NewGroup {
        let fields = [CustomField(key: "zeta", value: difficultText), CustomField(key: "Alpha_1", value: "\u{0}")]
        let profile = GroupProfile(
            id: .club, type: .community, name: difficultPlainText, introduction: difficultPlainText,
            notification: difficultPlainText, faceURL: difficultPlainText, owner: .alice,
            createTime: UnixTime(seconds: 1_400_000_000), infoSeq: 7, lastInfoTime: UnixTime(seconds: 1_400_000_100),
            lastMsgTime: UnixTime(seconds: 1_400_000_200), nextMsgSeq: 4_294_967_295, memberNum: 2,
            maxMemberNum: 100_000, applyJoinOption: .disableApply, inviteJoinOption: .needPermission, isMuted: true,
            supportsTopics: true, enablesPermissions: true, defaultPermission: .max, showsHistoryBeforeJoin: true,
            customFields: fields)
        let alice = Member(
            account: .alice, role: .owner, joinTime: UnixTime(seconds: 1_400_000_050), msgSeq: 4_294_967_294,
            msgFlag: .acceptNotNotifyExceptAt, lastSendMsgTime: UnixTime(seconds: 1_400_000_060))
        let bob = Member(
            account: .bob, role: .admin, joinTime: UnixTime(seconds: 1_400_000_010), msgSeq: 3, msgFlag: .discard,
            lastSendMsgTime: UnixTime(seconds: 1_400_000_020), muteUntil: .forever, nameCard: difficultPlainText,
            customFields: fields)
        return NewGroup(profile: profile, members: [alice, bob])
    }
}
