import Groups
import Storage
import Wire

extension SampleCall {
    package static let reads = [
        SampleCall("existingAccounts, accounts") { store, world in
            _ = try await store.existingAccounts(among: world.members, in: world.scope)
        },
        SampleCall("accounts") { store, world in
            _ = try await store.accounts(from: "", limit: 10, in: world.scope)
        },
        SampleCall("globalMute") { store, world in
            _ = try await store.globalMute(of: world.members[0], in: world.scope)
        },
        SampleCall("kickTime") { store, world in
            _ = try await store.kickTime(of: world.members[0], in: world.scope)
        },
        SampleCall("portraits, accounts") { store, world in
            _ = try await store.portraits(of: world.members, in: world.scope)
        },
        SampleCall("names, accounts") { store, world in
            _ = try await store.names(of: world.members, in: world.scope)
        },
        SampleCall("listGroups, groups") { store, world in
            _ = try await store.listGroups(of: nil, after: 0, limit: world.size, in: world.scope)
        },
        SampleCall("findMembers, accounts") { store, world in
            _ = try await store.findMembers(world.members, of: world.club, in: world.scope)
        },
        SampleCall("memberCounts, groups") { store, world in
            _ = try await store.memberCounts(of: world.groups, among: Set(world.members), in: world.scope)
        },
        SampleCall(
            "roomAdmins, administrators",
            after: { store, world in
                try await store.changeRoomAdmins(of: world.room, in: world.scope, by: .appoint(world.roomAdmins))
            },
            { store, world in
                _ = try await store.roomAdmins(of: world.room, in: world.scope)
            }),
        SampleCall("bans, accounts") { store, world in
            _ = try await store.bans(of: world.club, offset: 0, limit: world.size, in: world.scope)
        },
        SampleCall("mutes, accounts") { store, world in
            _ = try await store.mutes(of: world.club, topic: nil, in: world.scope)
        },
        SampleCall("mutes, accounts in a topic") { store, world in
            _ = try await store.mutes(of: world.forum, topic: world.topics[0].text, in: world.scope)
        },
        SampleCall("attributes, attributes") { store, world in
            _ = try await store.attributes(of: world.club, in: world.scope)
        },
        SampleCall("counters, counters") { store, world in
            _ = try await store.counters(of: world.club, in: world.scope)
        },
        SampleCall("topics, topics of a member") { store, world in
            _ = try await store.topics(world.topics, of: world.forum, for: world.members[0], in: world.scope)
        },
        SampleCall("topics, all of a member") { store, world in
            _ = try await store.topics(nil, of: world.forum, for: world.members[0], in: world.scope)
        },
        SampleCall("permissionGroups, permission groups") { store, world in
            _ = try await store.permissionGroups(world.permissionGroups, of: world.forum, in: world.scope)
        },
        SampleCall("permissionGroups, a page") { store, world in
            _ = try await store.permissionGroups(
                after: 0, atMost: Int64(world.size), of: world.forum, in: world.scope)
        },
        SampleCall("topicPermissions, topics") { store, world in
            _ = try await store.topicPermissions(
                in: world.topics, of: world.permissionGroups[0], of: world.forum, in: world.scope)
        },
        SampleCall("topicPermissions, all") { store, world in
            _ = try await store.topicPermissions(
                in: nil, of: world.permissionGroups[0], of: world.forum, in: world.scope)
        },
        SampleCall(
            "permissionGroupMembers, a page"
        ) { store, world in
            _ = try await store.permissionGroupMembers(
                of: world.permissionGroups[0], after: 0, atMost: Int64(world.size), of: world.forum, in: world.scope)
        },
        SampleCall("groupType") { store, world in
            _ = try await store.groupType(of: Conversation(world.club), in: world.scope)
        },
        SampleCall("history, messages") { store, world in
            _ = try await store.history(
                of: Conversation(world.club), upTo: nil, count: Int64(world.size), in: world.scope)
        },
        SampleCall("receiptCounts, messages") { store, world in
            _ = try await store.receiptCounts(of: world.seqs, in: world.club, scope: world.scope)
        },
        SampleCall("receiptAccounts, accounts") { store, world in
            _ = try await store.receiptAccounts(
                of: 1, in: world.club, scope: world.scope, haveRead: false, after: nil, limit: Int64(world.size))
        },
        SampleCall("extensions, pairs") { store, world in
            _ = try await store.extensions(
                of: 1, in: world.club, scope: world.scope, from: 0, limit: Int64(world.size))
        },
        SampleCall("trimHistory: the look for streams") { store, world in
            _ = try await store.trimHistory(in: world.scope, after: 0)
        },
    ]
}
