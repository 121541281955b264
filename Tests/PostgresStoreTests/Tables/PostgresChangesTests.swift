import Groups
import Storage
import StoreTransactions
import Testing
import Wire

@testable import PostgresStore

/// What becomes of the rows that hang on others, and what transactions beside each other do.
@Suite(.serialized) struct PostgresChangesTests {
    private let app = SDKAppID(7)
    private let otherApp = SDKAppID(8)
    private let database: TemporaryDatabase
    private let alice: Account
    private let bob: Account
    private let club: GroupID
    private let circle: GroupID
    private let topic: TopicID
    private let rights: PermissionGroupID

    init() throws {
        database = try PostgresServer.shared().makeDatabase()
        alice = try #require(Account("alice"))
        bob = try #require(Account("bob"))
        club = try #require(GroupID("@TGS#_club"))
        circle = try #require(GroupID("@TGS#_circle"))
        topic = try #require(TopicID("@TGS#_club@TOPIC#_topic"))
        rights = try #require(PermissionGroupID("@PMG#_rights"))
    }

    private func begin() throws -> Session {
        let session = Session(try database.connectPatiently(), .writing)
        session.begin()
        return session
    }

    /// Uses the tables of an app in a transaction that writes and is committed.
    private func use(_ app: SDKAppID? = nil, _ body: (PostgresTables) throws -> Void) throws {
        let session = try begin()
        do {
            try body(PostgresTables(session: session, app: app ?? self.app))
            #expect(try session.commit())
        } catch {
            session.rollBack()
            throw error
        }
    }

    private func number(_ group: GroupID, _ app: SDKAppID? = nil) -> GroupNumber {
        1 << Bucket.bits | Bucket.of(group, in: app ?? self.app)
    }

    private func stream(_ group: GroupID) -> StreamNumber {
        2 << Bucket.bits | Bucket.of(group, in: app)
    }

    private func insert<Key: Hashable & Sendable, Row: Sendable>(
        _ row: Row, into table: any KeyedTable<Key, Row>, _ key: Key
    ) throws {
        try table.write([RowChange(key: key, old: nil, new: row)])
    }

    /// Two groups whose members are both accounts, with all that can hang on them.
    private func fill(_ tables: PostgresTables) throws {
        for account in [alice, bob] {
            try insert(AccountRow(importTime: UnixTime(seconds: 1)), into: tables.accounts, account)
            try insert(.number(1), into: tables.portraitItems, PortraitKey(account: account, tag: "t"))
            try insert(GlobalMute(c2cUntil: .forever, groupUntil: .never), into: tables.globalMutes, account)
        }
        for group in [club, circle] {
            let number = tables.number(1, ofGroup: group)
            let profile = GroupProfile(
                id: group, type: .community, name: "Name", owner: alice, createTime: UnixTime(seconds: 1), memberNum: 2,
                maxMemberNum: 0, supportsTopics: true, isActivated: false)
            try insert(GroupRow(number: number, nextEntry: 3, profile: profile), into: tables.groups, group)
            let topicRow = TopicRow(topic: Topic(id: topic, name: "Topic", createTime: .never))
            try insert(topicRow, into: tables.topics, TopicKey(group: number, topic: topic))
            let permissionGroup = PermissionGroupRow(
                number: 5 << Bucket.bits | number, nextEntry: 3,
                permissionGroup: PermissionGroup(id: rights, name: "Rights", permission: 1, memberCount: 2))
            try insert(
                permissionGroup, into: tables.permissionGroups, PermissionGroupKey(group: number, id: rights))
            try insert(
                1, into: tables.topicPermissions,
                TopicPermissionKey(group: number, permissionGroup: permissionGroup.number, topic: topic))
            for (entry, account) in zip((1 as Int64)..., [alice, bob]) {
                let member = Member(
                    account: account, role: account == alice ? .owner : .member, joinTime: UnixTime(seconds: entry),
                    msgFlag: .discard)
                let memberKey = MemberKey(group: number, account: account)
                try insert(MemberRow(member, entry: entry, readFloor: 0), into: tables.members, memberKey)
                try insert(.forever, into: tables.mutes, MuteKey(group: number, account: account))
                try insert(.forever, into: tables.mutes, MuteKey(group: number, topic: topic, account: account))
                try insert(.forever, into: tables.bans, memberKey)
                try insert(
                    ReadPosition(msgSeq: 1, floor: 0), into: tables.topicReads,
                    TopicMemberKey(group: number, topic: topic, account: account))
                try insert(
                    entry, into: tables.permissionGroupMembers,
                    PermissionGroupMemberKey(
                        group: number, permissionGroup: permissionGroup.number, account: account))
            }
            try insert([alice, bob], into: tables.roomAdmins, number)
            try insert(AttributesRow(), into: tables.attributes, number)
            try insert([GroupCounter(key: "c", value: 1)], into: tables.counters, number)
            let streamRow = StreamRow(number: 2 << Bucket.bits | Bucket.of(number), isRoom: false)
            try insert(streamRow, into: tables.streams, StreamKey(group: number, topic: nil))
            let message = MessageKey(stream: streamRow.number, seq: 1)
            let text = Message(
                seq: 1, sender: alice, time: UnixTime(seconds: 1), random: 1, content: MessageContent(body: [1]))
            try insert(MessageRow(text, flags: [], uncounted: 0), into: tables.messages, message)
            try tables.apply(.askForReceipts(message, number, except: alice))
            try insert(
                MessageExtension(key: "k", value: "v", seq: 1), into: tables.extensions,
                ExtensionKey(message: message, key: "k"))
            try insert(ExtensionCounter(latestSeq: 1), into: tables.extensionCounters, message)
        }
    }

    private func count(_ table: String, _ condition: String = "true") throws -> Int64 {
        try database.integers("SELECT count(*) FROM \(table) WHERE \(condition)")[0]
    }

    // MARK: What hangs on others

    @Test func `members take their places and their lists with them, and leave their mutes`() throws {
        try use { try fill($0) }
        try use { try $0.apply(.removeMembers([bob], number(club))) }
        let ofClub = "group_number = \(number(club))"
        #expect(try count("members", ofClub) == 1)
        #expect(try count("memberships", ofClub) == 1)
        #expect(try count("topic_reads", ofClub) == 1)
        #expect(try count("permission_group_members", ofClub) == 1)
        #expect(try database.integers("SELECT member_count FROM permission_groups WHERE \(ofClub)") == [1])
        #expect(try database.integers("SELECT member_count FROM permission_groups WHERE NOT \(ofClub)") == [2])
        #expect(try count("mutes", ofClub) == 4)
        #expect(try count("members") == 3)
        #expect(try count("memberships", "account = 'bob'") == 1)
    }

    @Test func `a group goes with all that hangs on it but its messages`() throws {
        try use { try fill($0) }
        try use { try $0.apply(.destroyGroups([number(club)])) }
        let tables = [
            "groups": 1, "members": 2, "memberships": 2, "mutes": 4, "bans": 2, "topics": 1, "topic_reads": 2,
            "permission_groups": 1, "permission_group_members": 2, "topic_permissions": 1, "room_admins": 2,
            "attributes": 1, "counters": 1, "streams": 2, "messages": 2, "accounts": 2,
        ]
        for (table, rest) in tables {
            #expect(try count(table) == Int64(rest), "\(table)")
        }
        try use { tables in
            #expect(
                try tables.streams(after: 0, limit: 9).filter(\.isCutOff)
                    == [ListedStream(number: stream(club), isCutOff: true, isRoom: false)])
            try tables.apply(.removeMessages(1...9, stream(club)))
            try tables.apply(.removeStream(stream(club)))
        }
        for table in ["streams", "messages", "receipts", "extensions", "extension_counters"] {
            #expect(try count(table) == 1, "\(table)")
        }
    }

    @Test func `topics and permission groups go with all that hangs on them`() throws {
        try use { try fill($0) }
        let permissionGroup = 5 << Bucket.bits | number(circle)
        try use { tables in
            try tables.apply(.destroyTopics([topic], number(club)))
            try tables.apply(.destroyPermissionGroups([permissionGroup], number(circle)))
        }
        let rest = [
            "topics": 1, "topic_reads": 2, "mutes": 6, "permission_groups": 1, "permission_group_members": 2,
            "topic_permissions": 0,
        ]
        for (table, rest) in rest {
            #expect(try count(table) == Int64(rest), "\(table)")
        }
    }

    @Test func `accounts go with all that hangs on them, in their app alone`() throws {
        try use { try fill($0) }
        try use(otherApp) { try fill($0) }
        try use { try $0.apply(.deleteAccounts([bob])) }
        let gone = [
            "accounts": 1, "portrait_items": 1, "global_mutes": 1, "memberships": 2, "members": 2, "mutes": 4,
            "bans": 2, "room_admins": 2, "topic_reads": 2, "permission_group_members": 2, "receipts": 2,
        ]
        for (table, gone) in gone {
            #expect(try count(table, "account = 'bob'") == Int64(gone), "\(table)")
        }
        #expect(
            try database.integers("SELECT member_count FROM permission_groups ORDER BY member_count") == [1, 1, 2, 2])
    }

    @Test func `a group that is activated shows in its members' lists`() throws {
        try use { try fill($0) }
        try use { tables in
            let shown = try tables.membershipTable.joined(by: bob, filter: JoinedGroupFilter(), offset: 0, limit: nil)
            #expect(shown.isEmpty)
            try tables.apply(.activateGroup(number(club)))
        }
        try use { tables in
            let shown = try tables.membershipTable.joined(by: bob, filter: JoinedGroupFilter(), offset: 0, limit: nil)
            #expect(shown.map(\.id) == [club])
            let owned = try tables.membershipTable.joined(by: alice, filter: JoinedGroupFilter(), offset: 0, limit: 1)
            #expect(owned.map(\.id) == [circle])
            #expect(try tables.membershipTable.countJoined(by: alice, filter: JoinedGroupFilter()) == 2)
        }
    }

    @Test func `an owner who changes stands first in the list of members`() throws {
        try use { try fill($0) }
        try use { tables in
            let keys = [alice, bob].map { MemberKey(group: number(club), account: $0) }
            let rows = try tables.members.find(keys).compactMap(\.self)
            let changes = zip(keys, zip(rows, [Role.member, .owner])).map { key, row in
                var new = row.0
                new.change { $0.role = row.1 }
                return RowChange(key: key, old: row.0, new: new)
            }
            try tables.members.write(changes)
        }
        try use { tables in
            let page = try tables.memberTable.page(
                of: number(club), after: nil, offset: 0, limit: 9, roles: Set(Role.allCases), floor: 0)
            #expect(page.map(\.member.account) == [bob, alice])
            #expect(try count("memberships", "rank = 0 AND account = 'bob'") == 1)
        }
    }

    // MARK: Questions

    @Test func `members of groups are counted by whichever are fewer`() throws {
        try use { try fill($0) }
        try use { tables in
            let groups: [GroupNumber: Int64] = [number(club): 2, number(circle): 2]
            let others = Set((0..<5).compactMap { Account("other\($0)") })
            let one = try tables.memberCounts(of: groups, among: [bob])
            #expect(one == groups.mapValues { _ in 1 })
            let all = try tables.memberCounts(of: groups, among: others.union([alice, bob]))
            #expect(all == groups.mapValues { _ in 2 })
            let none = try tables.memberCounts(of: groups, among: [])
            #expect(none == groups.mapValues { _ in 0 })
        }
    }

    @Test func `a page of pairs has all of its last call`() throws {
        try use { try fill($0) }
        try use { tables in
            let message = MessageKey(stream: stream(club), seq: 1)
            for (key, seq) in [("a", 3), ("b", 2), ("c", 3), ("d", 4)] as [(String, Int64)] {
                try insert(
                    MessageExtension(key: key, value: "", seq: seq), into: tables.extensions,
                    ExtensionKey(message: message, key: key))
            }
            func page(from seq: Int64, _ limit: Int64) throws -> (keys: String, isComplete: Bool) {
                let list = try tables.extensions(of: message, from: seq, limit: limit)
                return (list.pairs.map(\.key).joined(), list.isComplete)
            }
            #expect(try page(from: 0, 2) == ("kb", false))
            #expect(try page(from: 0, 3) == ("kbac", false))
            #expect(try page(from: 3, 1) == ("ac", false))
            #expect(try page(from: 4, 1) == ("d", true))
            #expect(try page(from: 5, 1) == ("", true))
        }
    }

    @Test func `the ends of streams come in the order of the streams`() throws {
        try use { try fill($0) }
        try use { tables in
            let ends = try tables.ends(of: [stream(circle), 9 << Bucket.bits, stream(club)], oldest: 1)
            #expect(ends.map(\.newestSeq) == [1, nil, 1])
            #expect(ends.map { $0.oldest.map(\.seq) } == [[1], [], [1]])
        }
    }

    // MARK: Transactions beside each other

    @Test func `an account that others have changed is not overwritten`() throws {
        try use { try fill($0) }
        let old = AccountRow(importTime: UnixTime(seconds: 1))
        let new = AccountRow(nick: "Alice", importTime: UnixTime(seconds: 1))
        try use { try $0.accounts.write([RowChange(key: alice, old: old, new: new)]) }
        #expect(throws: ConflictingWrite.self) {
            try use { try $0.accounts.write([RowChange(key: alice, old: old, new: new)]) }
        }
        #expect(throws: ConflictingWrite.self) {
            try use { try insert(old, into: $0.accounts, alice) }
        }
        try use { try $0.accounts.write([RowChange(key: alice, old: new, new: old)]) }
    }

    @Test func `nobody becomes a member whose account is gone`() throws {
        try use { try fill($0) }
        let gone = try #require(Account("gone"))
        let member = Member(account: gone, joinTime: .never, msgFlag: .discard)
        #expect(throws: ConflictingWrite.self) {
            try use { tables in
                try insert(
                    MemberRow(member, entry: 9, readFloor: 0), into: tables.members,
                    MemberKey(group: number(club), account: gone))
            }
        }
        #expect(throws: ConflictingWrite.self) {
            try use { try insert([gone], into: $0.roomAdmins, 3 << Bucket.bits) }
        }
        #expect(throws: ConflictingWrite.self) {
            try use { tables in
                let old = try #require(try tables.groups.find(club))
                var new = old
                new.profile.owner = gone
                try tables.groups.write([RowChange(key: club, old: old, new: new)])
            }
        }
    }

    @Test func `counts of groups add up, whoever counts at the same time`() throws {
        let sessions = [try begin(), try begin()]
        for session in sessions {
            let counts = PostgresTables(session: session, app: app).groupCounts
            #expect(try counts.find(.public) == nil)
            try counts.write([RowChange(key: .public, old: nil, new: 2)])
        }
        for session in sessions {
            #expect(try session.commit())
        }
        try use { tables in
            #expect(try tables.groupCounts.find([.work, .public]) == [nil, 4])
            try tables.groupCounts.write([RowChange(key: .public, old: 4, new: 3)])
            #expect(try tables.groupCounts.find(.public) == 3)
        }
    }

    @Test func `of a day's growth the smaller beginning counts`() throws {
        for groups in [5, 3, 4] as [Int64] {
            try use { try insert(GroupGrowthRow(day: 2, groupsBefore: groups), into: $0.groupGrowth, AppWide()) }
        }
        try use { tables in
            let growth = try tables.groupGrowth.find(AppWide())
            #expect(growth == GroupGrowthRow(day: 2, groupsBefore: 3))
        }
    }
}
