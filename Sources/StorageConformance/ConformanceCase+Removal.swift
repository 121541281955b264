import Groups
import Storage
import Testing
import Wire

extension ConformanceCase {
    static let removal = [
        ConformanceCase("removed members are gone, others are passed over, and the change is recorded once") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob, .carol, .dave]))
            try await store.remove(.dave, .sample("nobody"), .bob, .bob, from: .club, at: later(10))
            let club = try await store.profile(.club)
            #expect(club.memberNum == 2)
            #expect(club.infoSeq == 1)
            #expect(club.lastInfoTime == later(10))
            #expect(try await store.members(of: .club).map(\.account) == [.alice, .carol])
        },
        ConformanceCase("removing nobody changes nothing") { store in
            try await store.create(.sample(.club, owner: .alice))
            let before = try await store.profile(.club)
            try await store.remove(.bob, from: .club, at: later(10))
            try await store.removeMembers([], from: .club, in: .sample(at: later(10)), isSilent: false, reason: "")
            #expect(try await store.profile(.club) == before)
        },
        ConformanceCase("with the owner in the list nobody is removed, but of a Work group") { store in
            for type in [GroupType.public, .meeting, .community] {
                let id = GroupID.sample(type.rawValue)
                try await store.create(.sample(id, type: type, owner: .alice, members: [.bob]))
                let before = try await store.profile(id)
                #expect(try await refusal { try await store.remove(.bob, .alice, from: id) } == .notPermitted)
                #expect(try await store.profile(id) == before)
                #expect(try await store.members(of: id).map(\.account) == [.alice, .bob])
            }
            try await store.create(.sample(.club, type: .work, owner: .alice, members: [.bob]))
            try await store.remove(.alice, from: .club)
            #expect(try await store.profile(.club).owner == nil)
            #expect(try await store.members(of: .club).map(\.account) == [.bob])
        },
        ConformanceCase("a group whose last member is removed stays") { store in
            try await store.create(.sample(.club, members: [.bob]))
            try await store.remove(.bob, from: .club)
            #expect(try await store.profile(.club).memberNum == 0)
        },
        ConformanceCase("who comes back is a new member, but still muted") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob, .carol]))
            var change = MemberChange()
            change.role = .admin
            change.nameCard = "Bob"
            change.muteTime = 100
            try await store.changeMember(.bob, of: .club, in: .sample(), by: change)
            try await store.remove(.bob, from: .club)
            try await store.add(.bob, to: .club, at: later(10))
            let expected = Member(
                account: .bob, joinTime: later(10), msgFlag: .acceptAndNotify, muteUntil: later(100))
            #expect(try await store.members(of: .club).last == expected)
        },
        ConformanceCase("a removal asks for the group and its type in this order") { store in
            let call = { try await refusal { try await store.remove(.bob, from: .club) } }
            #expect(try await call() == .groupNotFound)
            try await store.create(.sample(.club, type: .avChatRoom))
            #expect(try await call() == .invalidParameter)
            #expect(
                try await refusal {
                    try await store.removeMembers(
                        [.bob], from: .club, in: .sample(otherApp), isSilent: false, reason: "")
                }
                    == .groupNotFound)
        },
        ConformanceCase("places that are left are free again, and of many who leave and come the number is true") {
            store in
            try await store.create(.sample(.club, owner: .alice, members: Account.many(9), maxMemberNum: 10))
            let codes = try await refusals(of: 9) { index in
                try await store.remove(.sample("user\(index)"), from: .club)
                try await store.add(.sample("other\(index)"), to: .club)
            }
            #expect(codes.isEmpty)
            #expect(try await store.profile(.club).memberNum == 10)
            #expect(try await store.members(of: .club).count == 10)
        },
    ]

    static let ownerChanges = [
        ConformanceCase("a new owner is listed first, and the former one is a plain member") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob, .carol]))
            try await store.makeAdmin(.carol, in: .club)
            try await store.changeOwner(of: .club, to: .carol, in: .sample(at: later(10)))
            let club = try await store.profile(.club)
            #expect(club.owner == .carol)
            #expect(club.infoSeq == 1)
            #expect(club.lastInfoTime == later(10))
            let members = try await store.members(of: .club)
            #expect(members.map(\.account) == [.carol, .alice, .bob])
            #expect(members.map(\.role) == [.owner, .member, .member])
            try await store.changeOwner(of: .club, to: .alice, in: .sample(at: later(20)))
            #expect(try await store.members(of: .club).map(\.account) == [.alice, .bob, .carol])
        },
        ConformanceCase("a group without owner gets one") { store in
            try await store.create(.sample(.club, members: [.bob, .carol]))
            try await store.changeOwner(of: .club, to: .carol, in: .sample())
            #expect(try await store.profile(.club).owner == .carol)
            #expect(try await store.members(of: .club).map(\.role) == [.owner, .member])
        },
        ConformanceCase("handing a group to its owner changes nothing") { store in
            try await store.create(.sample(.club, owner: .alice))
            let before = try await store.profile(.club)
            try await store.changeOwner(of: .club, to: .alice, in: .sample(at: later(10)))
            #expect(try await store.profile(.club) == before)
        },
        ConformanceCase("an owner change asks for the group, its type and the member in this order") { store in
            let call = { @Sendable (account: Account?) in
                try await refusal { try await store.changeOwner(of: .club, to: account, in: .sample()) }
            }
            #expect(try await call(.bob) == .groupNotFound)
            try await store.create(.sample(.club, type: .avChatRoom))
            #expect(try await call(.bob) == .notPermitted)
            try await store.destroyGroup(.club, in: .sample())
            try await store.create(.sample(.club, owner: .alice))
            try await store.importAccounts(.bob)
            #expect(try await call(.bob) == .invalidParameter)
            #expect(try await call(nil) == .invalidParameter)
            #expect(
                try await refusal { try await store.changeOwner(of: .club, to: .alice, in: .sample(otherApp)) }
                    == .groupNotFound)
        },
        ConformanceCase("of many owner changes at once one is the last, and there is one owner") { store in
            try await store.create(.sample(.club, owner: .alice, members: Account.many(16)))
            let codes = try await refusals(of: 16) { index in
                try await store.changeOwner(of: .club, to: .sample("user\(index)"), in: .sample())
            }
            #expect(codes.isEmpty)
            let owners = try await store.members(of: .club).filter { $0.role == .owner }.map(\.account)
            #expect(owners == [try await store.profile(.club).owner].compactMap(\.self))
            #expect(try await store.profile(.club).infoSeq == 16)
        },
    ]

    static let unreadCounts = [
        ConformanceCase("an unread number moves the read position, and nothing of the group") { store in
            for (type, expected) in [(GroupType.work, Int64(5)), (.public, 5), (.community, 5), (.meeting, 9)] {
                let id = GroupID.sample(type.rawValue)
                try await store.restoreGroup(spoken(id, type: type), in: .sample())
                try await store.add(.bob, .carol, to: id)
                let before = try await store.profile(id)
                try await store.setUnreadMsgNum(4, of: .bob, in: id, scope: .sample())
                #expect(try await store.members(of: id).map(\.msgSeq) == [expected, 9])
                #expect(try await store.profile(id) == before)
            }
        },
        ConformanceCase("no more messages are unread than the group has") { store in
            try await store.restoreGroup(spoken(.club, type: .public), in: .sample())
            try await store.add(.bob, to: .club)
            for (count, expected) in [(Int64.max, Int64(0)), (9, 0), (8, 1), (0, 9)] {
                try await store.setUnreadMsgNum(count, of: .bob, in: .club, scope: .sample())
                #expect(try await store.member(.bob, of: .club).msgSeq == expected)
            }
        },
        ConformanceCase("an unread number asks for the group and the member, where the type counts") { store in
            let call = { @Sendable (account: Account?) in
                try await refusal { try await store.setUnreadMsgNum(1, of: account, in: .club, scope: .sample()) }
            }
            #expect(try await call(.bob) == .groupNotFound)
            for type in [GroupType.avChatRoom, .meeting] {
                try await store.create(.sample(.club, type: type))
                #expect(try await call(.bob) == nil)
                #expect(try await call(nil) == nil)
                try await store.destroyGroup(.club, in: .sample())
            }
            try await store.create(.sample(.club))
            #expect(try await call(.bob) == .invalidParameter)
            #expect(try await call(nil) == .invalidParameter)
            #expect(
                try await refusal { try await store.setUnreadMsgNum(1, of: .bob, in: .club, scope: .sample(otherApp)) }
                    == .groupNotFound)
        },
    ]

    /// A group in which nine messages have been sent.
    @Sendable
    private static func spoken(_ id: GroupID, type: GroupType) -> NewGroup {
        let profile = GroupProfile(
            id: id, type: type, name: "Club", createTime: now, nextMsgSeq: 10, maxMemberNum: 10)
        return NewGroup(profile: profile, members: [])
    }
}
