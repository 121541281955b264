import Groups
import Storage
import Testing
import Wire

extension ConformanceCase {
    static let memberChanges = [
        ConformanceCase("a member change writes every field, and nothing of the group") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob, .carol]))
            let group = try await store.profile(.club)
            let carol = try await store.member(.carol, of: .club)
            var change = MemberChange()
            change.role = .admin
            change.msgFlag = .discard
            change.nameCard = difficultPlainText
            change.muteTime = 60
            change.customFields = try .member(
                [CustomField(key: "key", value: difficultText)], declared: nil, limits: GroupLimits())
            var expected = try await store.member(.bob, of: .club)
            try change.apply(to: &expected, in: .public, at: later(10))
            try await store.changeMember(.bob, of: .club, in: .sample(at: later(10)), by: change)
            #expect(try await store.member(.bob, of: .club) == expected)
            #expect(expected.muteUntil == later(70))
            #expect(try await store.member(.carol, of: .club) == carol)
            #expect(try await store.profile(.club) == group)
        },
        ConformanceCase("a changed member keeps the place in the list") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob, .carol]))
            var change = MemberChange()
            change.role = .admin
            try await store.changeMember(.carol, of: .club, in: .sample(), by: change)
            #expect(try await store.members(of: .club).map(\.account) == [.alice, .bob, .carol])
        },
        ConformanceCase("fields that a member change does not name stay") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            var first = MemberChange()
            first.nameCard = "Bob"
            first.muteTime = 60
            try await store.changeMember(.bob, of: .club, in: .sample(), by: first)
            var second = MemberChange()
            second.msgFlag = .discard
            try await store.changeMember(.bob, of: .club, in: .sample(), by: second)
            let bob = try await store.member(.bob, of: .club)
            #expect(bob.nameCard == "Bob")
            #expect(bob.muteUntil == later(60))
            #expect(bob.msgFlag == .discard)
        },
        ConformanceCase("a mute time of 0 unmutes") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.mute(.bob, in: .club, until: .forever)
            var change = MemberChange()
            change.muteTime = 0
            try await store.changeMember(.bob, of: .club, in: .sample(), by: change)
            #expect(try await store.member(.bob, of: .club).muteUntil == .never)
        },
        ConformanceCase("a member change asks for the group, its type, the member and the change") { store in
            var change = MemberChange()
            change.role = .owner
            let refused = change
            let call = { @Sendable (account: Account?) in
                try await refusal {
                    try await store.changeMember(account, of: .club, in: .sample(), by: refused)
                }
            }
            #expect(try await call(.bob) == .groupNotFound)
            try await store.create(.sample(.club, type: .avChatRoom))
            #expect(try await call(.bob) == .notPermitted)
            try await store.destroyGroup(.club, in: .sample())
            try await store.create(.sample(.club, owner: .alice))
            #expect(try await call(.bob) == .invalidParameter)
            #expect(try await call(nil) == .invalidParameter)
            #expect(try await call(.alice) == .invalidParameter)
        },
        ConformanceCase("a refused member change changes nothing") { store in
            try await store.create(.sample(.club, type: .work, owner: .alice, members: [.bob]))
            let before = try await store.member(.bob, of: .club)
            var change = MemberChange()
            change.nameCard = "Bob"
            change.muteTime = 60
            let refused = change
            let code = try await refusal {
                try await store.changeMember(.bob, of: .club, in: .sample(), by: refused)
            }
            #expect(code == .notPermitted)
            #expect(try await store.member(.bob, of: .club) == before)
        },
    ]

    static let mutes = [
        ConformanceCase("a muted member is listed as muted, and the group's profile stays") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob, .carol]))
            let before = try await store.profile(.club)
            try await store.mute(.bob, .bob, in: .club, until: later(100))
            let members = try await store.members(of: .club)
            #expect(members.map(\.muteUntil) == [.never, later(100), .never])
            #expect(try await store.profile(.club) == before)
        },
        ConformanceCase("a later mute takes the place of an earlier one, and unmuting lifts it") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.mute(.bob, in: .club, until: .forever)
            try await store.mute(.bob, in: .club, until: later(5))
            #expect(try await store.member(.bob, of: .club).muteUntil == later(5))
            try await store.mute(.bob, in: .club, until: .never)
            #expect(try await store.member(.bob, of: .club).muteUntil == .never)
        },
        ConformanceCase("an account muted before it joins, or exists, joins muted") { store in
            try await store.create(.sample(.club, owner: .alice))
            try await store.mute(.bob, in: .club, until: later(100))
            try await store.add(.bob, to: .club, at: later(99))
            #expect(try await store.member(.bob, of: .club).muteUntil == later(100))
        },
        ConformanceCase("a mute that has run out does not apply to who joins") { store in
            try await store.create(.sample(.club, owner: .alice))
            try await store.mute(.bob, in: .club, until: later(100))
            try await store.add(.bob, to: .club, at: later(100))
            #expect(try await store.member(.bob, of: .club).muteUntil == .never)
        },
        ConformanceCase("a mute lifted before its account joins does not apply") { store in
            try await store.create(.sample(.club, owner: .alice))
            try await store.mute(.bob, in: .club, until: later(100))
            try await store.mute(.bob, in: .club, until: .never)
            try await store.add(.bob, to: .club)
            #expect(try await store.member(.bob, of: .club).muteUntil == .never)
        },
        ConformanceCase("a mute holds in its group only") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.create(.sample(.team, owner: .alice, members: [.bob]))
            try await store.mute(.bob, in: .club, until: later(100))
            #expect(try await store.member(.bob, of: .team).muteUntil == .never)
        },
        ConformanceCase("muting asks for the group, its type, topics and the topic in this order") { store in
            let call = { (topic: TopicID?) in
                try await refusal {
                    try await store.muteMembers([.bob], of: .club, topic: topic, in: .sample(), until: .forever)
                }
            }
            #expect(try await call(.news) == .groupNotFound)
            try await store.create(.sample(.club, type: .work))
            #expect(try await call(.news) == .notPermitted)
            try await store.destroyGroup(.club, in: .sample())
            try await store.create(.sample(.club, type: .community))
            #expect(try await call(.news) == .invalidParameter)
            try await store.destroyGroup(.club, in: .sample())
            var draft = GroupDraft(type: .community, name: "Club")
            draft.supportsTopics = true
            try await store.create(draft.group(id: .club, createTime: now, limits: GroupLimits()))
            #expect(try await call(.news) == .groupNotFound)
            #expect(try await call(nil) == nil)
        },
        ConformanceCase("accounts can be muted where no members are stored") { store in
            try await store.create(.sample(.club, type: .avChatRoom))
            try await store.mute(.bob, in: .club, until: .forever)
            #expect(try await store.members(of: .club).isEmpty)
        },
    ]
}
