import Groups
import Storage
import Testing
import Wire

extension EventPromise {
    static let groups = [
        EventPromise("createGroup") { scene in
            let group = try NewGroup.sample(.club, owner: .alice, members: [.bob])
            try await scene.tells(.club(.created(GroupEvent.CreatedGroup(group)))) {
                try await scene.store.createGroup(group, in: .called)
            }
            try await scene.refuses(.groupIDInUseBySameOwner) {
                try await scene.store.createGroup(group, in: .called)
            }
            // of a day that begins with the club two groups are allowed: the first is half of them
            var plan = PlanLimits()
            plan.dailyGroups = 2
            let scope = StoreScope.called(plan: plan)
            try await scene.store.createGroup(.sample(.team), in: scope)
            try await scene.store.destroyGroup(.club, in: scope)
            try await scene.store.create(.forum())
            let second = try NewGroup.sample(.club)
            try await scene.tells(
                .club(.created(GroupEvent.CreatedGroup(second))), .dailyGroupsNearQuota(used: 2, quota: 2)
            ) {
                try await scene.store.createGroup(second, in: scope)
            }
            try await scene.store.destroyGroup(.club, in: scope)
            let imported = NewGroup(profile: second.profile, members: [], isImported: true)
            try await scene.tells(.club(.created(GroupEvent.CreatedGroup(imported)))) {
                try await scene.store.createGroup(imported, in: scope)
            }
        },
        EventPromise("restoreGroup") { scene in
            let group = try NewGroup.sample(.club, owner: .alice, members: [.bob])
            let imported = NewGroup(profile: group.profile, members: group.members, isImported: true)
            try await scene.tells(.club(.created(GroupEvent.CreatedGroup(imported)))) {
                try await scene.store.restoreGroup(group, in: .called)
            }
            try await scene.refuses(.groupIDInUseBySameOwner) {
                try await scene.store.restoreGroup(group, in: .called)
            }
        },
        EventPromise("changeProfile") { scene in
            let store = scene.store
            try await store.create(.sample(.club, owner: .alice))
            try await store.create(.sample(.team, type: .work))
            var change = ProfileChange()
            change.name = "Choir"
            change.isMuted = true
            // what is written again is told again
            try await scene.tells(.club(.profileChanged([.name("Choir"), .isMuted(true)]))) { [change] in
                try await store.changeProfile(of: .club, in: .called, by: change, operator: nil)
            }
            try await scene.tells(.club(.profileChanged([.name("Choir"), .isMuted(true)]), by: .bob)) { [change] in
                try await store.changeProfile(of: .club, in: .called, by: change, operator: .bob)
            }
            try await scene.tellsNothing {
                try await store.changeProfile(of: .club, in: .called, by: ProfileChange(), operator: .bob)
                var unstored = ProfileChange()
                unstored.applyJoinOption = .freeAccess
                try await store.changeProfile(of: .team, in: .called, by: unstored, operator: nil)
            }
            try await scene.refuses(.accountNotFound) { [change] in
                try await store.changeProfile(of: .club, in: .sample(), by: change, operator: .dave)
            }
        },
        EventPromise("destroyGroup") { scene in
            try await scene.store.create(.sample(.club, owner: .alice, members: [.bob]))
            let destroyed = GroupEvent.Kind.destroyed(name: "Club", owner: .alice, members: [.alice, .bob])
            try await scene.tells(.club(destroyed)) {
                try await scene.store.destroyGroup(.club, in: .called)
            }
            try await scene.refuses(.groupNotFound) { try await scene.store.destroyGroup(.club, in: .called) }
        },
    ]

    /// Bans, attributes, counters and a room's administrators.
    static let hangings = [
        EventPromise("banMembers") { scene in
            let store = scene.store
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            let profile = try await scene.profile(memberNum: 1)
            try await scene.tells(
                .club(.membersBanned([.dave, .bob], until: later(60))),
                .club(.membersLeft(GroupEvent.LeftMembers([.bob], .banned, profile: profile)))
            ) {
                try await store.banMembers([.dave, .bob, .dave], from: .club, in: .called, until: later(60))
            }
            try await scene.tells(.club(.membersBanned([.bob], until: later(90)))) {
                try await store.banMembers([.bob], from: .club, in: .called, until: later(90))
            }
            try await scene.tellsNothing {
                try await store.banMembers([], from: .club, in: .called, until: later(60))
            }
            try await scene.refuses(.notPermitted) {
                try await store.banMembers([.bob, .alice], from: .club, in: .called, until: later(60))
            }
        },
        EventPromise("unbanMembers") { scene in
            let store = scene.store
            try await store.create(.sample(.club, owner: .alice))
            try await store.ban(.bob, from: .club, until: later(60))
            try await scene.tells(.club(.membersUnbanned([.dave, .bob]))) {
                try await store.unbanMembers([.dave, .bob, .dave], from: .club, in: .called)
            }
            try await scene.tellsNothing { try await store.unbanMembers([], from: .club, in: .called) }
            try await scene.refuses(.groupNotFound) { try await store.unbanMembers([.bob], from: .none, in: .called) }
        },
        EventPromise("changeAttributes") { scene in
            let store = scene.store
            try await store.create(.sample(.club))
            let first = GroupAttribute(key: "a", value: "1")
            let second = GroupAttribute(key: "b", value: "2")
            try await scene.tells(.club(.attributesChanged(by: .set([first]), attributes: [first]))) {
                try await store.changeAttributes(of: .club, in: .called, by: .set([first]))
            }
            try await scene.tells(.club(.attributesChanged(by: .modify([second]), attributes: [first, second]))) {
                try await store.changeAttributes(of: .club, in: .called, by: .modify([second]))
            }
            try await scene.refuses(.groupNotFound) {
                try await store.changeAttributes(of: .none, in: .called, by: .clear)
            }
        },
        EventPromise("updateCounters") { scene in
            let store = scene.store
            try await store.create(.sample(.club))
            let update = GroupCounterUpdate(
                mode: .increase,
                counters: [
                    GroupCounter(key: "b", value: 2), GroupCounter(key: "a", value: 3),
                    GroupCounter(key: "b", value: 1),
                ])
            let changed = [GroupCounter(key: "b", value: 3), GroupCounter(key: "a", value: 3)]
            try await scene.tells(.club(.countersChanged(changed))) {
                _ = try await store.updateCounters(of: .club, in: .called, by: update)
            }
            try await scene.tellsNothing {
                _ = try await store.updateCounters(
                    of: .club, in: .called, by: GroupCounterUpdate(mode: .set, counters: []))
            }
            try await scene.refuses(.groupNotFound) {
                _ = try await store.updateCounters(of: .none, in: .called, by: update)
            }
        },
        EventPromise("deleteCounters") { scene in
            let store = scene.store
            try await store.create(.sample(.club))
            let counters = ["a", "b", "c"].map { GroupCounter(key: $0, value: 1) }
            _ = try await store.updateCounters(
                of: .club, in: .called, by: GroupCounterUpdate(mode: .set, counters: counters))
            try await scene.tells(.club(.countersDeleted(keys: ["b"]))) {
                try await store.deleteCounters(["x", "b", "b"], of: .club, in: .called)
            }
            try await scene.tells(.club(.countersDeleted(keys: ["a", "c"]))) {
                try await store.deleteCounters(nil, of: .club, in: .called)
            }
            try await scene.tellsNothing {
                try await store.deleteCounters(nil, of: .club, in: .called)
                try await store.deleteCounters(["b"], of: .club, in: .called)
            }
            try await scene.refuses(.groupNotFound) { try await store.deleteCounters(nil, of: .none, in: .called) }
        },
        EventPromise("changeRoomAdmins") { scene in
            let store = scene.store
            try await store.create(.sample(.club, type: .avChatRoom, owner: .alice))
            let appoint = { @Sendable (accounts: [Account]) in
                try await store.changeRoomAdmins(of: .club, in: .called, by: .appoint(accounts))
            }
            try await scene.tells(
                .club(.roomAdminsChanged(appointed: [.carol, .bob], dismissed: []), type: .avChatRoom)
            ) {
                try await appoint([.carol, .bob, .alice, .carol])
            }
            try await scene.tellsNothing { try await appoint([.bob]) }
            try await scene.tells(.club(.roomAdminsChanged(appointed: [], dismissed: [.bob]), type: .avChatRoom)) {
                try await store.changeRoomAdmins(of: .club, in: .called, by: .dismiss([.bob, .dave]))
            }
            try await scene.refuses(.tooManyAccounts) { try await appoint(Account.many(5)) }
        },
    ]
}
