import Groups
import Storage
import Testing
import Wire

extension EventPromise {
    static let accounts = [
        EventPromise("deleteAccounts") { scene in
            let store = scene.store
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.create(.sample(.team, type: .avChatRoom, owner: .bob))
            try await store.changeRoomAdmins(of: .team, in: .called, by: .appoint([.alice, .carol]))
            let left = { (account: Account, memberNum: Int64) async throws in
                let profile = try await scene.profile(memberNum: memberNum)
                return AppEvent.club(
                    .membersLeft(GroupEvent.LeftMembers([account], .accountDeleted, profile: profile)), by: account)
            }
            let inRoom = { (account: Account, kind: GroupEvent.Kind) in
                AppEvent.group(GroupEvent(group: .team, type: .avChatRoom, at: now, by: account, kind))
            }
            try await scene.tells(
                left(.alice, 1), .club(.ownerChanged(from: .alice, to: nil), by: .alice), left(.bob, 0),
                inRoom(.alice, .roomAdminsChanged(appointed: [], dismissed: [.alice])),
                inRoom(.bob, .ownerChanged(from: .bob, to: nil)),
                .account(.alice, .deleted), .account(.bob, .deleted)
            ) {
                _ = try await store.deleteAccounts([.bob, .dave, .alice, .bob], in: .called)
            }
            try await scene.tellsNothing { _ = try await store.deleteAccounts([.alice, .bob], in: .called) }
        },
        EventPromise("importAccounts") { scene in
            try await scene.tellsNothing {
                try await scene.store.importAccounts([AccountImport(account: .alice, nick: "A")], in: .called)
            }
        },
        EventPromise("changeGlobalMute") { scene in
            let change = GlobalMuteChange(groupUntil: later(60))
            try await scene.tellsNothing {
                _ = try await scene.store.changeGlobalMute(of: .alice, in: .sample(), by: change)
            }
            let mute = GlobalMute(c2cUntil: .never, groupUntil: later(60))
            try await scene.tells(.account(.alice, .globalMuteChanged(mute))) {
                _ = try await scene.store.changeGlobalMute(of: .alice, in: .called, by: change)
            }
            try await scene.tellsNothing {
                _ = try await scene.store.changeGlobalMute(of: .alice, in: .called, by: change)
            }
        },
        EventPromise("kick") { scene in
            try await scene.tellsNothing { _ = try await scene.store.kick(.alice, in: .sample()) }
            try await scene.tells(.account(.alice, .kicked)) { _ = try await scene.store.kick(.alice, in: .called) }
        },
        EventPromise("changePortrait") { scene in
            let items = [
                PortraitItem(tag: "b", value: .number(1)), PortraitItem(tag: PortraitField.nickTag, value: .text("A")),
            ]
            try await scene.tellsNothing {
                _ = try await scene.store.changePortrait(of: .alice, in: .sample(), by: items)
            }
            try await scene.tells(.account(.alice, .portraitChanged(items))) {
                _ = try await scene.store.changePortrait(of: .alice, in: .called, by: items)
            }
            try await scene.tellsNothing {
                _ = try await scene.store.changePortrait(of: .alice, in: .called, by: [])
            }
        },
        EventPromise("emptyApp") { scene in
            try await scene.store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await scene.tellsNothing { while try await !scene.store.emptyApp(in: .called) {} }
        },
        EventPromise("checkWritable") { scene in
            try await scene.tellsNothing { try await scene.store.checkWritable() }
        },
    ]
}
