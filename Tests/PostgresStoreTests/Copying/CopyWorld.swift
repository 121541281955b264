import Foundation
import Groups
import SQLiteStore
import Storage
import StoreCopy
import Wire

@testable import PostgresStore
@testable import StorageConformance

/// Two apps with something of everything that a store can hold, and what reads show of it.
enum CopyWorld {
    private static let apps = [app, otherApp]
    private static let accounts: [Account] = [.alice, .bob, .carol, .dave]

    /// Fills an empty store.
    static func fill(_ store: any GroupStore) async throws {
        for app in apps {
            try await addAccounts(to: store, app)
            try await addGroups(to: store, app)
            try await addCommunity(to: store, app)
            try await addMessages(to: store, app)
        }
    }

    private static func addAccounts(to store: any GroupStore, _ app: SDKAppID) async throws {
        let imports = accounts.map { AccountImport(account: $0, nick: difficultText, faceURL: "") }
        try await store.importAccounts(imports, in: .sample(app))
        try await store.importAccounts(Account.many(30).map { AccountImport(account: $0) }, in: .sample(app))
        let items = [
            PortraitItem(tag: "Tag_a", value: .number(-7)), PortraitItem(tag: "Tag_b", value: .text(difficultText)),
        ]
        _ = try await store.changePortrait(of: .alice, in: .sample(app), by: items)
        _ = try await store.changeGlobalMute(of: .dave, in: .sample(app), by: GlobalMuteChange(groupUntil: .forever))
        _ = try await store.kick(.dave, in: .sample(app))
    }

    private static func addGroups(to store: any GroupStore, _ app: SDKAppID) async throws {
        var plan = PlanLimits.unlimited
        plan.dailyGroups = 1_000
        // the order of their creation is not that of their names
        for number in [7, 3, 9, 1, 5, 2, 8, 4, 6] {
            let group = try NewGroup.sample(
                .sample("g\(number)"), type: number % 2 == 0 ? .work : .public, owner: .alice,
                members: Array(Account.many(30).prefix(number * 3)))
            try await store.createGroup(group, in: .sample(app, plan: plan))
        }
        try await store.createGroup(
            try .sample(.club, owner: .alice, members: [.bob, .carol, .dave]), in: .sample(app, plan: plan))
        var draft = GroupDraft(type: .avChatRoom, name: difficultPlainText)
        draft.owner = .alice
        let room = GroupID.sample("room")
        try await store.createGroup(try draft.group(id: room, createTime: now, limits: GroupLimits()), in: .sample(app))
        try await store.changeRoomAdmins(of: room, in: .sample(app), by: .appoint([.carol, .bob]))
        // their numbers are not given again, and the messages of one wait for their removal
        for number in [3, 2] {
            try await store.send(.sample(from: .alice), to: Conversation(.sample("g\(number)")), in: app)
            try await store.destroyGroup(.sample("g\(number)"), in: .sample(app))
        }
        try await store.muteMembers([.dave], of: .club, topic: nil, in: .sample(app), until: later(9_000))
        try await store.banMembers([.sample("user7")], from: .club, in: .sample(app), until: later(9_000))
        let attributes = ["b", "a"].map { GroupAttribute(key: $0, value: difficultPlainText) }
        try await store.changeAttributes(of: .club, in: .sample(app), by: .set(attributes))
        let counters = ["z", "y"].map { GroupCounter(key: $0, value: -3) }
        _ = try await store.updateCounters(
            of: .club, in: .sample(app), by: GroupCounterUpdate(mode: .increase, counters: counters))
    }

    private static func addCommunity(to store: any GroupStore, _ app: SDKAppID) async throws {
        try await store.create(.forum([.bob, .carol]), in: app)
        try await store.create(TopicID.news, in: app)
        try await store.create(TopicID.chat, in: app, at: later(1))
        try await store.muteMembers([.bob], of: .forum, topic: .chat, in: .sample(app), until: later(9_000))
        // the order of their creation is not that of their names
        try await store.create(PermissionGroupID.readers, in: app)
        try await store.create(PermissionGroupID.editors, in: app)
        for group in [PermissionGroupID.readers, .editors] {
            _ = try await store.addPermissionGroupMembers([.carol, .bob], to: group, of: .forum, in: .sample(app))
        }
        _ = try await store.setTopicPermissions(
            [TopicPermission(topic: .news, permission: 8)], of: .editors, of: .forum, in: .sample(app))
        try await store.send(.sample("topic", from: .carol), to: .news, in: app)
    }

    private static func addMessages(to store: any GroupStore, _ app: SDKAppID) async throws {
        for number in 1...12 {
            try await store.send(
                .sample("\(number) \(difficultPlainText)", random: UInt32(number)) { message in
                    message.supportsExtensions = true
                    message.needsReadReceipt = number % 2 == 0
                }, in: app, at: later(UInt32(number)))
        }
        _ = try await store.recallMessages([3], in: .club, scope: .sample(app, at: later(20)), reason: "")
        try await store.acknowledgeMessages([2], in: .club, scope: .sample(app, at: later(20)), by: .carol)
        let pairs = ["k", "j"].map { MessageExtensionChange.Pair(key: $0, value: difficultPlainText) }
        _ = try await store.changeExtensions(of: 1, in: .club, scope: .sample(app, at: later(20)), by: .set(pairs))
        try await store.setUnreadMsgNum(2, of: .carol, in: .club, scope: .sample(app))
        let broadcast = MessageDraft.sample("all", from: .alice)
        _ = try await store.broadcastMessage(broadcast, in: .sample(app), isThrottled: { false })
    }

    // MARK: What reads show

    /// All that the reads of a store show, as lines.
    static func picture(of store: any GroupStore) async throws -> [String] {
        var lines: [String] = []
        for app in apps {
            lines += try await accountLines(store, app)
            lines += try await groupLines(store, app)
            lines += try await communityLines(store, app)
            lines += try await messageLines(store, app)
        }
        return lines
    }

    private static func accountLines(_ store: any GroupStore, _ app: SDKAppID) async throws -> [String] {
        var lines: [String] = []
        for account in accounts {
            let items = try await store.portraits(of: [account], in: .sample(app))[account] ?? [:]
            lines.append("\(account) \(items.sorted { $0.key < $1.key })")
            lines.append("\(String(describing: try await store.globalMute(of: account, in: .sample(app))))")
            lines.append("\(String(describing: try await store.kickTime(of: account, in: .sample(app))))")
            let joined = try await store.readJoinedGroups(
                of: account, filter: JoinedGroupFilter(), offset: 0, limit: nil, details: [.unreadMsgNum, .topics],
                in: .sample(app), visitor: RecordingListVisitor())
            lines.append("\(joined)")
        }
        return lines
    }

    private static func groupLines(_ store: any GroupStore, _ app: SDKAppID) async throws -> [String] {
        let all = try await store.listGroups(of: nil, after: 0, limit: 100, in: .sample(app))
        let rooms = try await store.listGroups(of: .public, after: 0, limit: 100, in: .sample(app))
        var lines = ["\(all.totalCount) \(all.groups)", "\(rooms.totalCount) \(rooms.groups)"]
        for group in all.groups {
            lines.append("\(try await store.profile(group, in: app))")
            lines.append("\(try await store.members(of: group, in: app))")
            lines.append("\(try await store.groupStamps(of: [group], in: .sample(app)).map { $0?.version })")
        }
        lines.append("\(try await store.roomAdmins(of: .sample("room"), in: .sample(app)))")
        lines.append("\(try await store.mutes(of: .club, topic: nil, in: .sample(app)))")
        lines.append("\(try await store.bans(of: .club, offset: 0, limit: 9, in: .sample(app)))")
        lines.append("\(try await store.attributes(of: .club, in: .sample(app)))")
        lines.append("\(try await store.counters(of: .club, in: .sample(app)))")
        return lines
    }

    private static func communityLines(_ store: any GroupStore, _ app: SDKAppID) async throws -> [String] {
        var lines: [String] = []
        for account in [Account.alice, .bob, .carol] {
            lines.append("\(try await store.topics(nil, of: .forum, for: account, in: .sample(app)))")
        }
        lines.append("\(try await store.mutes(of: .forum, topic: TopicID.chat.text, in: .sample(app)))")
        let groups = try await store.permissionGroups(after: 0, atMost: 9, of: .forum, in: .sample(app)).elements
        lines.append("\(groups)")
        for group in groups {
            lines.append("\(try await store.topicPermissions(in: nil, of: group.id, of: .forum, in: .sample(app)))")
            let members = try await store.permissionGroupMembers(
                of: group.id, after: 0, atMost: 9, of: .forum, in: .sample(app))
            lines.append("\(members)")
        }
        return lines
    }

    private static func messageLines(_ store: any GroupStore, _ app: SDKAppID) async throws -> [String] {
        var lines: [String] = []
        for conversation in [Conversation.club, .news, .chat] {
            let history = try await store.history(
                of: conversation, upTo: nil, count: 20, in: .sample(app, at: later(100)))
            lines.append("\(history)")
        }
        lines.append("\(try await store.receiptCounts(of: [1, 2, 4], in: .club, scope: .sample(app, at: later(100))))")
        let pairs = try await store.extensions(
            of: 1, in: .club, scope: .sample(app, at: later(100)), from: 0, limit: 9)
        lines.append("\(pairs)")
        return lines
    }
}
