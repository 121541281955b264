import Groups
import Storage
import Testing
import Wire

extension EventPromise {
    static let members = [
        EventPromise("addMembers") { scene in
            let store = scene.store
            try await store.create(.sample(.club, owner: .alice, maxMemberNum: 4))
            let profile = try await scene.profile(memberNum: 3)
            try await scene.tells(
                .club(.membersJoined(GroupEvent.JoinedMembers([.carol, .bob], .added, profile: profile)))
            ) {
                _ = try await store.addMembers(
                    [.carol, nil, .alice, .bob, .carol], to: .club, in: .called, isSilent: false)
            }
            try await scene.tellsNothing {
                _ = try await store.addMembers([.bob], to: .club, in: .called, isSilent: false)
            }
            try await scene.refuses(.groupFull) {
                _ = try await store.addMembers(Account.many(2), to: .club, in: .called, isSilent: false)
            }
            let full = GroupEvent.JoinedMembers(
                [.dave], .added, isSilent: true, profile: try await scene.profile(memberNum: 4))
            #expect(full.fillsGroup)
            try await scene.tells(.club(.membersJoined(full))) {
                _ = try await store.addMembers([.dave], to: .club, in: .called, isSilent: true)
            }
        },
        EventPromise("importMembers") { scene in
            let store = scene.store
            try await store.create(.sample(.club, owner: .alice))
            let imports = [Account.bob, .alice, .bob].map {
                MemberAdmission.Import(account: $0, role: .member, joinTime: nil, unreadMsgNum: 0)
            }
            let profile = try await scene.profile(memberNum: 2)
            try await scene.tells(
                .club(.membersJoined(GroupEvent.JoinedMembers([.bob], .imported, profile: profile)))
            ) {
                _ = try await store.importMembers(imports, to: .club, in: .called)
            }
            try await scene.tellsNothing { _ = try await store.importMembers(imports, to: .club, in: .called) }
            try await scene.refuses(.groupNotFound) {
                _ = try await store.importMembers(imports, to: .none, in: .called)
            }
        },
        EventPromise("changeMember") { scene in
            let store = scene.store
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            let change = { @Sendable (account: Account, body: @Sendable (inout MemberChange) -> Void) in
                var change = MemberChange()
                body(&change)
                try await store.changeMember(account, of: .club, in: .called, by: change)
            }
            try await scene.tells(
                .club(.memberChanged(.bob, [.role(.admin, from: .member), .nameCard("Bo")])),
                .club(.membersMuted([.bob], topic: nil, until: later(60)))
            ) {
                try await change(.bob) { change in
                    change.nameCard = "Bo"
                    change.role = .admin
                    change.muteTime = 60
                }
            }
            try await scene.tells(.club(.memberChanged(.bob, [.role(.member, from: .admin)]))) {
                try await change(.bob) { $0.role = .member }
            }
            try await scene.tells(.club(.membersMuted([.bob], topic: nil, until: .never))) {
                try await change(.bob) { $0.muteTime = 0 }
            }
            try await scene.tellsNothing { try await change(.bob) { _ in } }
            try await scene.refuses(.notPermitted) { try await change(.alice) { $0.role = .member } }
        },
        EventPromise("removeMembers") { scene in
            let store = scene.store
            let remove = { @Sendable (accounts: [Account]) in
                try await store.removeMembers(accounts, from: .club, in: .called, isSilent: true, reason: "noise")
            }
            try await store.create(.sample(.club, owner: .alice, members: [.bob, .carol]))
            let left = GroupEvent.LeftMembers(
                [.carol, .bob], .removed, reason: "noise", isSilent: true,
                profile: try await scene.profile(memberNum: 1))
            try await scene.tells(.club(.membersLeft(left))) { try await remove([.carol, .dave, .bob, .carol]) }
            try await scene.tellsNothing { try await remove([.carol, .dave]) }
            try await scene.refuses(.notPermitted) { try await remove([.alice]) }

            try await store.destroyGroup(.club, in: .called)
            try await store.create(.sample(.club, type: .work, owner: .alice))
            let ownerless = GroupEvent.LeftMembers(
                [.alice], .removed, reason: "noise", isSilent: true, profile: try await scene.profile(memberNum: 0))
            #expect(ownerless.audience == .nobody)
            try await scene.tells(
                .club(.membersLeft(ownerless), type: .work),
                .club(.ownerChanged(from: .alice, to: nil), type: .work)
            ) {
                try await remove([.alice])
            }
        },
        EventPromise("changeOwner") { scene in
            let store = scene.store
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await scene.tells(.club(.ownerChanged(from: .alice, to: .bob))) {
                try await store.changeOwner(of: .club, to: .bob, in: .called)
            }
            try await scene.tellsNothing { try await store.changeOwner(of: .club, to: .bob, in: .called) }
            try await scene.refuses(.invalidParameter) {
                try await store.changeOwner(of: .club, to: .dave, in: .called)
            }
        },
        EventPromise("setUnreadMsgNum") { scene in
            let store = scene.store
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.create(.sample(.team, type: .meeting, owner: .alice))
            try await store.send(3)
            try await scene.tells(.club(.readPositionSet(of: .alice, seq: 2))) {
                try await store.setUnreadMsgNum(1, of: .alice, in: .club, scope: .called)
            }
            try await scene.tellsNothing {
                try await store.setUnreadMsgNum(1, of: .alice, in: .club, scope: .called)
                try await store.setUnreadMsgNum(1, of: .alice, in: .team, scope: .called)
            }
            try await scene.refuses(.invalidParameter) {
                try await store.setUnreadMsgNum(1, of: .dave, in: .club, scope: .called)
            }
        },
        EventPromise("muteMembers") { scene in
            let store = scene.store
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.create(.forum())
            try await store.create(TopicID.news)
            try await scene.tells(.club(.membersMuted([.dave, .bob], topic: nil, until: later(60)))) {
                try await store.muteMembers(
                    [.dave, .bob, .dave], of: .club, topic: nil, in: .called, until: later(60))
            }
            try await scene.tells(.forum(.membersMuted([.bob], topic: .news, until: .never))) {
                try await store.muteMembers([.bob], of: .forum, topic: .news, in: .called, until: .never)
            }
            try await scene.tellsNothing {
                try await store.muteMembers([], of: .club, topic: nil, in: .called, until: later(60))
            }
            try await scene.refuses(.groupNotFound) {
                try await store.muteMembers([.bob], of: .forum, topic: TopicID.none, in: .called, until: later(60))
            }
        },
    ]
}
