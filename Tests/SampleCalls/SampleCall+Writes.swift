import Groups
import Storage
import Wire

extension SampleCall {
    static let accounts = [
        SampleCall("importAccounts") { store, world in
            try await store.importAccounts(
                (world.members + world.others).map { AccountImport(account: $0, nick: "n") }, in: world.scope)
        },
        SampleCall("deleteAccounts") { store, world in
            _ = try await store.deleteAccounts(world.members, in: world.scope)
        },
        SampleCall("changeGlobalMute") { store, world in
            _ = try await store.changeGlobalMute(
                of: world.others[0], in: world.scope, by: GlobalMuteChange(groupUntil: .forever))
        },
        SampleCall("kick") { store, world in
            _ = try await store.kick(world.others[0], in: world.scope)
        },
        SampleCall("changePortrait, items") { store, world in
            let items = world.keys.map { PortraitItem(tag: $0, value: .number(1)) }
            _ = try await store.changePortrait(of: world.others[0], in: world.scope, by: items)
        },
    ]

    static let apps = [
        SampleCall("emptyApp, groups and accounts") { store, world in
            _ = try await store.emptyApp(in: world.scope)
        }
    ]

    static let groups = [
        SampleCall("createGroup, members") { store, world in
            try await store.createGroup(world.newGroup(sampleGroup("new"), members: world.others), in: world.scope)
        },
        SampleCall("restoreGroup, members") { store, world in
            try await store.restoreGroup(world.newGroup(sampleGroup("new"), members: world.others), in: world.scope)
        },
        SampleCall("changeProfile") { store, world in
            var change = ProfileChange()
            change.name = "New"
            try await store.changeProfile(of: world.club, in: world.scope, by: change, operator: alice)
        },
        SampleCall("destroyGroup, members") { store, world in
            try await store.destroyGroup(world.forum, in: world.scope)
        },
        SampleCall("changeRoomAdmins, appointed") { store, world in
            try await store.changeRoomAdmins(of: world.room, in: world.scope, by: .appoint(world.roomAdmins))
        },
        SampleCall(
            "changeRoomAdmins, dismissed",
            after: { store, world in
                try await store.changeRoomAdmins(of: world.room, in: world.scope, by: .appoint(world.roomAdmins))
            },
            { store, world in
                try await store.changeRoomAdmins(of: world.room, in: world.scope, by: .dismiss(world.roomAdmins))
            }),
        SampleCall("changeAttributes, attributes") { store, world in
            try await store.changeAttributes(of: world.club, in: world.scope, by: .set(world.attributes))
        },
        SampleCall("updateCounters, counters") { store, world in
            _ = try await store.updateCounters(
                of: world.club, in: world.scope, by: GroupCounterUpdate(mode: .increase, counters: world.counters))
        },
        SampleCall("deleteCounters, counters") { store, world in
            try await store.deleteCounters(world.keys, of: world.club, in: world.scope)
        },
    ]

    static let members = [
        SampleCall("addMembers, accounts") { store, world in
            _ = try await store.addMembers(world.others, to: world.club, in: world.scope, isSilent: false)
        },
        SampleCall("addMembers, accounts that do not exist") { store, world in
            let accounts = world.keys.map { sampleAccount($0) }
            _ = try await store.addMembers(accounts, to: world.club, in: world.scope, isSilent: false)
        },
        SampleCall("addMembers, accounts, with a tip") { store, world in
            _ = try await store.addMembers(world.others, to: world.club, in: world.scopeWithTips, isSilent: false)
        },
        SampleCall("importMembers, accounts") { store, world in
            let imports = world.others.map {
                MemberAdmission.Import(account: $0, role: .member, joinTime: nil, unreadMsgNum: 0)
            }
            _ = try await store.importMembers(imports, to: world.club, in: world.scope)
        },
        SampleCall("changeMember") { store, world in
            var change = MemberChange()
            change.muteTime = 60
            try await store.changeMember(world.members[0], of: world.club, in: world.scope, by: change)
        },
        SampleCall("removeMembers, accounts") { store, world in
            try await store.removeMembers(
                world.members, from: world.forum, in: world.scope, isSilent: false, reason: "")
        },
        SampleCall("removeMembers, accounts, with a tip") { store, world in
            try await store.removeMembers(
                world.members, from: world.club, in: world.scopeWithTips, isSilent: false, reason: "")
        },
        SampleCall("changeOwner") { store, world in
            try await store.changeOwner(of: world.club, to: world.members[0], in: world.scope)
        },
        SampleCall("setUnreadMsgNum") { store, world in
            try await store.setUnreadMsgNum(1, of: world.members[0], in: world.club, scope: world.scope)
        },
        SampleCall("muteMembers, accounts") { store, world in
            try await store.muteMembers(
                world.members, of: world.club, topic: nil, in: world.scope, until: .forever)
        },
        SampleCall("muteMembers, accounts in a topic") { store, world in
            try await store.muteMembers(
                world.members, of: world.forum, topic: world.topics[0], in: world.scope, until: .forever)
        },
        SampleCall("banMembers, accounts") { store, world in
            try await store.banMembers(world.members, from: world.club, in: world.scope, until: .forever)
        },
        SampleCall(
            "unbanMembers, accounts",
            after: { store, world in
                try await store.banMembers(world.members, from: world.club, in: world.scope, until: .forever)
            },
            { store, world in
                try await store.unbanMembers(world.members, from: world.club, in: world.scope)
            }),
    ]

    static let topics = [
        SampleCall("createTopic") { store, world in
            let id = TopicID("@TGS#_forum@TOPIC#_new") ?? world.topics[0]
            try await store.createTopic(
                world.topic(id), of: world.forum, in: world.scope, operator: alice, isImported: false)
        },
        SampleCall("changeTopic") { store, world in
            var change = TopicChange()
            change.name = "New"
            try await store.changeTopic(
                world.topics[0], of: world.forum, in: world.scope, by: change, operator: alice)
        },
        SampleCall("destroyTopics, topics") { store, world in
            _ = try await store.destroyTopics(world.topics, of: world.forum, in: world.scope)
        },
        SampleCall("createPermissionGroup") { store, world in
            let id = PermissionGroupID("@PMG#_new") ?? world.permissionGroups[0]
            try await store.createPermissionGroup(
                PermissionGroup(id: id, name: "New", permission: 1), of: world.forum, in: world.scope)
        },
        SampleCall("changePermissionGroup") { store, world in
            var change = PermissionGroupChange()
            change.name = "New"
            try await store.changePermissionGroup(
                world.permissionGroups[0], of: world.forum, in: world.scope, by: change)
        },
        SampleCall("destroyPermissionGroups, permission groups") { store, world in
            _ = try await store.destroyPermissionGroups(world.permissionGroups, of: world.forum, in: world.scope)
        },
        SampleCall("setTopicPermissions, topics") { store, world in
            _ = try await store.setTopicPermissions(
                world.permissions, of: world.permissionGroups[1], of: world.forum, in: world.scope)
        },
        SampleCall("deleteTopicPermissions, topics") { store, world in
            _ = try await store.deleteTopicPermissions(
                in: world.topics, of: world.permissionGroups[0], of: world.forum, in: world.scope)
        },
        SampleCall("addPermissionGroupMembers, accounts") { store, world in
            _ = try await store.addPermissionGroupMembers(
                world.members, to: world.permissionGroups[1], of: world.forum, in: world.scope)
        },
        SampleCall("deletePermissionGroupMembers, accounts") { store, world in
            try await store.deletePermissionGroupMembers(
                world.members, from: world.permissionGroups[0], of: world.forum, in: world.scope)
        },
    ]
}
