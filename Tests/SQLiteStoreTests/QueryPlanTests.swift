import GRDB
import GRDBSQLite
import Groups
import Storage
import StoreTransactions
import Testing
import Wire

@testable import SQLiteStore

@Suite struct QueryPlanTests {
    /// All but that of ``NumberTable``, which reads three rows of a table without an index.
    static let statements: [String] =
        [
            AccountTable.SQL.allCases.map(\.rawValue),
            BanTable.SQL.allCases.map(\.rawValue),
            AttributeTable.SQL.allCases.map(\.rawValue),
            CounterTable.SQL.allCases.map(\.rawValue),
            GlobalMuteTable.SQL.allCases.map(\.rawValue),
            GroupTable.SQL.allCases.map(\.rawValue),
            GroupCountTable.SQL.allCases.map(\.rawValue),
            GroupGrowthTable.SQL.allCases.map(\.rawValue),
            MemberTable.SQL.allCases.map(\.rawValue),
            MuteTable.SQL.allCases.map(\.rawValue),
            PortraitTable.SQL.allCases.map(\.rawValue),
            RoomAdminTable.SQL.allCases.map(\.rawValue),
            TopicTable.SQL.allCases.map(\.rawValue),
            PermissionGroupTable.SQL.allCases.map(\.rawValue),
            TopicPermissionTable.SQL.allCases.map(\.rawValue),
            StoreTable.SQL.allCases.map(\.rawValue),
            HealthTable.SQL.allCases.map(\.rawValue),
            StreamTable.SQL.allCases.map(\.rawValue),
            MessageTable.SQL.allCases.map(\.rawValue),
            RecentSendTable.SQL.allCases.map(\.rawValue),
            BroadcastTable.SQL.allCases.map(\.rawValue),
            ReceiptTable.SQL.allCases.map(\.rawValue),
            ExtensionTable.SQL.allCases.map(\.rawValue),
            TopicReadTable.SQL.allCases.map(\.rawValue),
            PermissionGroupMemberTable.SQL.allCases.map(\.rawValue),
            ExtensionCounterTable.SQL.allCases.map(\.rawValue),
            OutboxTable.SQL.allCases.map(\.rawValue),
            WritableOutbox.SQL.allCases.map(\.rawValue),
        ].flatMap(\.self)

    @Test(arguments: statements)
    func `no statement reads a whole table or sorts`(sql: String) throws {
        let store = try SQLiteStore.temporary()
        let steps = try store.writer.writeWithoutTransaction { database in
            let plan = try database.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
            plan.setUncheckedArguments([])
            return try Row.fetchAll(plan).map { $0["detail"] as String }
        }
        // a list that is bound is read to its end
        let costly = steps.filter { !$0.hasPrefix("SCAN wanted VIRTUAL TABLE") }
        #expect(!costly.contains { $0.hasPrefix("SCAN") || $0.contains("TEMP B-TREE") })
    }

    @Test func `members are listed along their primary key, which is list order`() throws {
        let store = try SQLiteStore.temporary()
        let steps = try store.writer.writeWithoutTransaction { database in
            let plan = try database.makeStatement(sql: "EXPLAIN QUERY PLAN " + MemberTable.SQL.list.rawValue)
            plan.setUncheckedArguments([])
            return try Row.fetchAll(plan).map { $0["detail"] as String }
        }
        #expect(steps.last == "SEARCH members USING PRIMARY KEY (app=? AND group_number=?)")
    }

    /// Query plans do not show what foreign keys read; the counters of the statements do.
    @Test func `no statement has read a whole table or sorted, foreign keys included`() async throws {
        let store = try SQLiteStore.temporary()
        let accounts = try (0..<40).map { try #require(Account("user\($0)")) }
        for index in 0..<20 {
            var draft = GroupDraft(type: .public, name: "Club")
            draft.id = GroupID("club\(index)")
            draft.owner = accounts[index]
            let id = try #require(draft.id)
            let group = try draft.group(id: id, createTime: .never, limits: GroupLimits())
            try await store.createGroup(group, in: .sample(accounts: .importOnSight))
            _ = try await store.addMembers(accounts, to: id, in: .sample(accounts: .importOnSight), isSilent: false)
            let attributes = [GroupAttribute(key: "seat", value: "1")]
            try await store.changeAttributes(of: id, in: .sample(), by: .modify(attributes))
            let counters = [GroupCounter(key: "likes", value: 1), GroupCounter(key: "shares", value: 2)]
            _ = try await store.updateCounters(
                of: id, in: .sample(), by: GroupCounterUpdate(mode: .increase, counters: counters))
            try await store.deleteCounters(["likes"], of: id, in: .sample())
            try await store.muteMembers(accounts, of: id, topic: nil, in: .sample(), until: .forever)
        }
        for account in accounts {
            _ = try await store.changeGlobalMute(of: account, in: .sample(), by: GlobalMuteChange(c2cUntil: .forever))
            let item = PortraitItem(tag: "Tag_Profile_IM_Level", value: .number(1))
            _ = try await store.changePortrait(of: account, in: .sample(), by: [item])
            _ = try await store.kick(account, in: .sample())
        }
        let live = try #require(GroupID("live"))
        let room = try GroupDraft(type: .avChatRoom, name: "Live").group(
            id: live, createTime: .never, limits: GroupLimits())
        try await store.createGroup(room, in: .sample())
        try await store.changeRoomAdmins(of: live, in: .sample(), by: .appoint(Array(accounts.prefix(5))))
        try await store.banMembers(
            Array(accounts.suffix(5)), from: #require(GroupID("club3")), in: .sample(), until: .forever)
        try await useMessages(of: store, groups: [#require(GroupID("club6")), #require(GroupID("club7")), live])
        _ = try await store.deleteAccounts(Array(accounts.prefix(5)), in: .sample())
        try await store.destroyGroup(#require(GroupID("club7")), in: .sample())
        try await trim(store)
        _ = try await store.portraits(of: accounts, in: .sample())
        try await useTopics(of: store)
        let counters = [SQLITE_STMTSTATUS_FULLSCAN_STEP, SQLITE_STMTSTATUS_SORT, SQLITE_STMTSTATUS_AUTOINDEX]
        let costly = try await store.writer.writeWithoutTransaction { database in
            try Self.statements.filter { sql in
                let handle = try database.cachedStatement(sql: sql).sqliteStatement
                return counters.contains { sqlite3_stmt_status(handle, $0, 0) > 0 }
            }
        }
        #expect(costly == [])
    }

    /// Runs every transaction on permission groups, and leaves some.
    private func usePermissionGroups(
        of store: SQLiteStore, group: GroupID, topics: [TopicID], member: Account
    ) async throws {
        let ids = try (0..<20).map { try #require(PermissionGroupID("@PMG#_group\($0)")) }
        let permissions = topics.map { TopicPermission(topic: $0, permission: 1) }
        let bob = try #require(Account("bob"))
        _ = try await store.addMembers([bob], to: group, in: .sample(accounts: .importOnSight), isSilent: false)
        for id in ids {
            try await store.createPermissionGroup(
                PermissionGroup(id: id, name: "Group", permission: 1), of: group, in: .sample())
            _ = try await store.setTopicPermissions(permissions, of: id, of: group, in: .sample())
            _ = try await store.addPermissionGroupMembers([member, bob], to: id, of: group, in: .sample())
        }
        _ = try await store.permissionGroups(after: 0, atMost: 5, of: group, in: .sample())
        _ = try await store.topicPermissions(in: nil, of: ids[0], of: group, in: .sample())
        _ = try await store.topicPermissions(in: topics, of: ids[0], of: group, in: .sample())
        _ = try await store.permissionGroupMembers(of: ids[0], after: 0, atMost: 1, of: group, in: .sample())
        _ = try await store.deleteTopicPermissions(in: [topics[1]], of: ids[0], of: group, in: .sample())
        try await store.deletePermissionGroupMembers([member], from: ids[0], of: group, in: .sample())
        _ = try await store.deleteAccounts([bob], in: .sample())
        _ = try await store.destroyPermissionGroups([ids[0]], of: group, in: .sample())
    }

    /// Runs every transaction on topics, in a Community with some.
    private func useTopics(of store: SQLiteStore) async throws {
        let club = try #require(GroupID("@TGS#_club"))
        let user = try #require(Account("user20"))
        var draft = GroupDraft(type: .community, name: "Club")
        draft.owner = user
        draft.supportsTopics = true
        draft.enablesPermissions = true
        let group = try draft.group(id: club, createTime: .never, limits: GroupLimits())
        try await store.createGroup(group, in: .sample(accounts: .importOnSight))
        let topics = try (0..<20).map { try #require(TopicID("@TGS#_club@TOPIC#_topic\($0)")) }
        for topic in topics {
            try await store.createTopic(
                Topic(id: topic, name: "Topic", createTime: .never), of: club, in: .sample(), operator: user,
                isImported: false)
            try await store.muteMembers([user], of: club, topic: topic, in: .sample(), until: .forever)
        }
        var change = TopicChange()
        change.name = "Other"
        try await store.changeTopic(topics[0], of: club, in: .sample(), by: change, operator: nil)
        _ = try await store.topics(nil, of: club, for: user, in: .sample())
        _ = try await store.topics([topics[1]], of: club, for: nil, in: .sample())
        for topic in topics {
            try await send(from: user, to: Conversation(club, topic: topic), in: store)
        }
        _ = try await store.readJoinedGroups(
            of: user, filter: JoinedGroupFilter(), offset: 0, limit: nil, details: [.unreadMsgNum, .topics],
            in: .sample(), visitor: EmptyVisitor())
        try await usePermissionGroups(of: store, group: club, topics: topics, member: user)
        _ = try await store.destroyTopics([topics[0]], of: club, in: .sample())
        try await store.destroyGroup(club, in: .sample())
    }
}

/// The transactions on messages that the query plans are asked of.
extension QueryPlanTests {
    private var now: UnixTime { UnixTime(seconds: 9) }

    /// Runs every transaction on messages in groups of which Alice, `user20`, is a member.
    private func useMessages(of store: SQLiteStore, groups: [GroupID]) async throws {
        let alice = try #require(Account("user20"))
        for group in groups {
            let conversation = Conversation(group)
            try await send(from: alice, to: conversation, in: store)
            _ = try await store.recallMessages([1, 2], in: conversation, scope: .sample(at: now), reason: "")
            try await store.recallMessages(sentBy: alice, amongNewest: 2, in: conversation, scope: .sample())
            try await store.clearMessages(of: group, upTo: nil, in: .sample())
        }
        let conversation = Conversation(groups[0])
        let content = MessageContent(body: Array("[]".utf8))
        let old = ImportedMessage(
            sender: alice, time: UnixTime(seconds: 10), random: 1, content: content, digest: [1])
        _ = try await store.importMessages([old, old], to: conversation, in: .sample(at: UnixTime(seconds: 12)))
        _ = try await store.history(of: conversation, upTo: 9, count: 5, in: .sample(at: now))
        try await store.changeMessage(
            8, in: conversation, scope: .sample(at: now), by: MessageChange(body: Array("[1]".utf8)))
        let bob = try #require(Account("user21"))
        try await store.acknowledgeMessages([7, 8], in: groups[0], scope: .sample(at: now), by: bob)
        _ = try await store.receiptCounts(of: [7, 8], in: groups[0], scope: .sample(at: now))
        for haveRead in [false, true] {
            _ = try await store.receiptAccounts(
                of: 8, in: groups[0], scope: .sample(at: now), haveRead: haveRead, after: nil, limit: 5)
        }
        let pairs = (0..<20).map { MessageExtensionChange.Pair(key: "\($0)", value: "") }
        for change in [MessageExtensionChange.set(pairs), .delete(keys: ["1", "2"]), .clear, .set(pairs)] {
            _ = try await store.changeExtensions(of: 8, in: groups[0], scope: .sample(at: now), by: change)
        }
        _ = try await store.extensions(of: 8, in: groups[0], scope: .sample(at: now), from: 0, limit: 5)
        _ = try await store.readJoinedGroups(
            of: bob, filter: JoinedGroupFilter(), offset: 0, limit: nil, details: [.unreadMsgNum, .topics],
            in: .sample(), visitor: EmptyVisitor())
    }

    /// Sends messages, the last ones with all that can hang on them.
    private func send(from account: Account, to conversation: Conversation, in store: SQLiteStore) async throws {
        for index in 0..<10 {
            var draft = MessageDraft(
                sender: account, random: UInt32(index), content: MessageContent(body: Array("[]".utf8)), digest: [0])
            draft.isExemptFromMutes = conversation.group.text != "live"
            draft.needsReadReceipt = conversation.group.text == "club6" && index > 4
            draft.supportsExtensions = draft.needsReadReceipt
            draft.skipsUnread = conversation.group.text != "live" && index == 3
            let message = draft
            let sent = try await store.sendMessage(message, to: conversation, in: .sample(at: now)) { false }
            #expect(sent.seq == index + 1)
        }
        let draft = MessageDraft(sender: account, random: 1, content: MessageContent(body: []), digest: [0])
        _ = try await store.broadcastMessage(draft, in: .sample(at: now)) { false }
    }

    /// Removes all but the newest message of each conversation.
    private func trim(_ store: SQLiteStore) async throws {
        var limits = MessageLimits()
        limits.historyCount = 1
        var place: Int64? = 0
        while let start = place {
            place = try await store.trimHistory(
                in: .sample(at: UnixTime(seconds: 10_000), messages: limits), after: start
            ).next
        }
    }
}

/// A visitor that keeps nothing.
private struct EmptyVisitor: JoinedGroupVisitor {
    mutating func begin(totalCount: Int) {}
    mutating func visit(_ group: GroupID, details: JoinedGroup?) -> Bool { true }
}
