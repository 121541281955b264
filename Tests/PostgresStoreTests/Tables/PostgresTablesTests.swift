import Groups
import Storage
import StoreTransactions
import Testing
import Wire

@testable import PostgresStore

@Suite(.serialized) struct PostgresTablesTests {
    private let app = SDKAppID(.max)
    private let database: TemporaryDatabase
    private let alice: Account
    private let bob: Account
    private let club: GroupID
    private let topic: TopicID
    private let rights: PermissionGroupID
    private let composed = "\u{E9}"
    private let decomposed = "e\u{301}"
    /// The club's.
    private let number: GroupNumber
    /// Of the club's stream.
    private let stream: StreamNumber

    init() throws {
        database = try PostgresServer.shared().makeDatabase()
        alice = try #require(Account("alice"))
        bob = try #require(Account("b\u{F6}b"))
        club = try #require(GroupID("@TGS#_club"))
        topic = try #require(TopicID("@TGS#_club@TOPIC#_topic"))
        rights = try #require(PermissionGroupID("@PMG#_rights"))
        number = 7 << Bucket.bits | Bucket.of(club, in: app)
        stream = 3 << Bucket.bits | Bucket.of(number)
    }

    /// Uses the tables of the app in a transaction that writes, and takes everything back.
    private func use(_ body: (PostgresTables) throws -> Void) throws {
        let session = Session(try database.connectPatiently(), .writing)
        session.begin()
        defer { session.rollBack() }
        try body(PostgresTables(session: session, app: app))
    }

    /// Inserts a row, puts each further one in its place, and removes the last one; each is found as it was written.
    private func check<Key: Hashable & Sendable, Row: Sendable & Equatable>(
        _ table: any KeyedTable<Key, Row>, _ key: Key, _ rows: [Row]
    ) throws {
        #expect(try table.find(key) == nil)
        var old: Row?
        for row in rows {
            try table.write([RowChange(key: key, old: old, new: row)])
            #expect(try table.find(key) == row)
            #expect(try table.find([key, key]) == [row, row])
            old = row
        }
        try table.write([RowChange(key: key, old: old, new: nil)])
        #expect(try table.find(key) == nil)
        #expect(try table.find([key]) == [nil])
    }

    private func insert<Key: Hashable & Sendable, Row: Sendable>(
        _ row: Row, into table: any KeyedTable<Key, Row>, _ key: Key
    ) throws {
        try table.write([RowChange(key: key, old: nil, new: row)])
    }

    private func insertAccounts(_ tables: PostgresTables) throws {
        for account in [alice, bob] {
            try insert(AccountRow(importTime: UnixTime(seconds: 1)), into: tables.accounts, account)
        }
    }

    /// A Community with topics.
    private func insertGroup(_ tables: PostgresTables) throws {
        try insertAccounts(tables)
        try insert(GroupRow(number: number, nextEntry: 1, profile: profile), into: tables.groups, club)
    }

    private func insertMember(_ tables: PostgresTables) throws {
        try insertGroup(tables)
        try insert(
            MemberRow(member(alice), entry: 1, readFloor: 0), into: tables.members,
            MemberKey(group: number, account: alice))
    }

    private var profile: GroupProfile {
        GroupProfile(
            id: club, type: .community, name: "Club", owner: alice, createTime: UnixTime(seconds: 1), memberNum: 2,
            maxMemberNum: 0, supportsTopics: true)
    }

    private func member(_ account: Account) -> Member {
        Member(account: account, joinTime: UnixTime(seconds: 5), msgFlag: .discard)
    }

    // MARK: Accounts

    @Test func `accounts, their fields and their global mutes are found as they were written`() throws {
        try use { tables in
            try check(
                tables.accounts, alice,
                [
                    AccountRow(importTime: UnixTime(seconds: 1)),
                    AccountRow(
                        nick: "\u{0}\(composed)", faceURL: "", importTime: UnixTime(seconds: 1),
                        kickTime: UnixTime(seconds: 2)),
                    AccountRow(faceURL: "f", importTime: UnixTime(seconds: 1), kickTime: UnixTime(seconds: 3)),
                ])
            try insertAccounts(tables)
            try check(
                tables.portraitItems, PortraitKey(account: alice, tag: "Tag"), [.text("\u{0}"), .number(3), .text("")])
            try check(
                tables.globalMutes, alice,
                [
                    GlobalMute(c2cUntil: .forever, groupUntil: .never),
                    GlobalMute(c2cUntil: .never, groupUntil: UnixTime(seconds: 9)),
                ])
            try insert(GlobalMute.none, into: tables.globalMutes, bob)
            #expect(try tables.globalMutes.find(bob) == nil)
        }
    }

    // MARK: Groups

    @Test func `groups are found as they were written, whatever changes`() throws {
        try use { tables in
            try insertAccounts(tables)
            var messages = profile
            messages.nextMsgSeq = 5
            messages.lastMsgTime = UnixTime(seconds: 8)
            messages.isActivated.toggle()
            var other = messages
            other.name = composed
            other.introduction = "i"
            other.notification = "n"
            other.faceURL = "f"
            other.owner = bob
            other.infoSeq = 3
            other.lastInfoTime = UnixTime(seconds: 9)
            other.memberNum = 4
            other.maxMemberNum = 10
            other.applyJoinOption = .disableApply
            other.inviteJoinOption = .disableInvite
            other.isMuted.toggle()
            other.enablesPermissions.toggle()
            other.defaultPermission = 3
            other.showsHistoryBeforeJoin.toggle()
            other.customFields = [CustomField(key: "k", value: "\u{0}")]
            var ownerless = other
            ownerless.owner = nil
            try check(
                tables.groups, club,
                [
                    GroupRow(number: number, nextEntry: 1, profile: profile, readFloor: 2),
                    GroupRow(number: number, nextEntry: 1, profile: profile, readFloor: 2, version: 5),
                    GroupRow(number: number, nextEntry: 1, profile: messages, readFloor: 4, version: 6),
                    GroupRow(number: number, nextEntry: 3, profile: messages, readFloor: 4, version: 7),
                    GroupRow(number: number, nextEntry: 4, profile: other, readFloor: 5, version: 8),
                    GroupRow(number: number, nextEntry: 4, profile: ownerless, readFloor: 5, version: 9),
                ])
        }
    }

    @Test func `a text that only looks as before is written`() throws {
        try use { tables in
            try insertMember(tables)
            let old = try #require(try tables.groups.find(club))
            var first = old
            first.profile.name = composed
            var second = old
            second.profile.name = decomposed
            try tables.groups.write([RowChange(key: club, old: old, new: first)])
            try tables.groups.write([RowChange(key: club, old: first, new: second)])
            #expect(try tables.groups.find(club)?.profile.name.unicodeScalars.count == 2)
            let key = MemberKey(group: number, account: alice)
            var one = try #require(try tables.members.find(key))
            one.change { $0.nameCard = composed }
            var two = one
            two.change { $0.nameCard = decomposed }
            try tables.members.write([RowChange(key: key, old: one, new: two)])
            #expect(try tables.members.find(key)?.member.nameCard.unicodeScalars.count == 2)
            let message = MessageKey(stream: stream, seq: 1)
            let row = self.message(body: [1], data: composed)
            try insert(row, into: tables.messages, message)
            try tables.messages.write([
                RowChange(key: message, old: row, new: self.message(body: [1], data: decomposed))
            ])
            #expect(try tables.messages.find(message)?.content.cloudCustomData.unicodeScalars.count == 2)
        }
    }

    @Test func `what is counted of groups is found as it was written`() throws {
        try use { tables in
            try insert(3, into: tables.groupCounts, .public)
            #expect(try tables.groupCounts.find(.public) == 3)
            #expect(try tables.groupCounts.find([.work, .public]) == [nil, 3])
            try check(
                tables.groupGrowth, AppWide(),
                [GroupGrowthRow(day: 1, groupsBefore: 2), GroupGrowthRow(day: 2, groupsBefore: 3)])
            try check(tables.broadcasts, AppWide(), [1, 2])
        }
    }

    @Test func `attributes, counters and administrators are found as they were written`() throws {
        try use { tables in
            try insertGroup(tables)
            try check(
                tables.attributes, number,
                [
                    AttributesRow(),
                    AttributesRow(
                        attributes: [GroupAttribute(key: "k", value: "\u{0}")],
                        rate: AttributeWriteRate(second: UnixTime(seconds: 4), writes: 2)),
                ])
            try check(
                tables.counters, number,
                [
                    [GroupCounter(key: "a", value: 1), GroupCounter(key: "b", value: 2)],
                    [
                        GroupCounter(key: "a", value: 1), GroupCounter(key: "c", value: 2),
                        GroupCounter(key: "b", value: 3),
                    ],
                    [GroupCounter(key: "b", value: 3)],
                ])
            try check(tables.roomAdmins, number, [[alice], [bob, alice], [bob]])
        }
    }

    // MARK: Members

    @Test func `members are found as they were written, whatever changes`() throws {
        try use { tables in
            try insertGroup(tables)
            var row = MemberRow(member(bob), entry: 3, ownUnread: 2, readFloor: 1)
            var rows = [row]
            row.position = ReadPosition(msgSeq: 4, ownUnread: 1, floor: 2)
            row.change { $0.lastSendMsgTime = UnixTime(seconds: 6) }
            rows.append(row)
            row.change { $0.muteUntil = .forever }
            rows.append(row)
            row.change { member in
                member.role = .admin
                member.msgFlag = .acceptAndNotify
                member.nameCard = "card"
                member.customFields = [CustomField(key: "k", value: "v")]
            }
            rows.append(row)
            row.change { $0.role = .owner }
            rows.append(row)
            rows.append(MemberRow(member(bob), entry: 9, readFloor: 0))
            try check(tables.members, MemberKey(group: number, account: bob), rows)
        }
    }

    @Test func `a member's row repeats what lists of joined groups ask of the group`() throws {
        try use { tables in
            try insertMember(tables)
            var filter = JoinedGroupFilter()
            filter.type = .community
            filter.supportsTopics = true
            let joined = try tables.membershipTable.joined(by: alice, filter: filter, offset: 0, limit: nil)
            #expect(joined.map(\.id) == [club])
        }
    }

    @Test func `mutes and bans are found as they were written`() throws {
        try use { tables in
            try insertGroup(tables)
            try check(tables.mutes, MuteKey(group: number, account: alice), [.forever, UnixTime(seconds: 2)])
            try check(
                tables.mutes, MuteKey(group: number, topic: topic, account: alice), [UnixTime(seconds: 2), .forever])
            try check(tables.bans, MemberKey(group: number, account: alice), [.forever, UnixTime(seconds: 2)])
        }
    }

    @Test func `the traces of an account name its groups`() throws {
        try use { tables in
            try insertMember(tables)
            try insert(.forever, into: tables.mutes, MuteKey(group: number, account: bob))
            try insert(.forever, into: tables.bans, MemberKey(group: number, account: bob))
            try insert([bob], into: tables.roomAdmins, number)
            let traces = try tables.traces(of: [alice, bob])
            #expect(traces.map(\.memberOf) == [[club], []])
            #expect(traces.map(\.ownerOf) == [[club], []])
            #expect(traces.map(\.administratorOf) == [[], [club]])
            #expect(traces.map(\.notedIn) == [[], [club, club]])
            #expect(try tables.accounts(among: [alice, bob], inAtLeast: 1) == [alice])
        }
    }

    // MARK: Topics and permission groups

    @Test func `topics and what members have in them are found as they were written`() throws {
        try use { tables in
            try insertMember(tables)
            var messages = Topic(id: topic, name: "Topic", createTime: UnixTime(seconds: 1))
            let first = messages
            messages.nextMsgSeq = 4
            messages.lastMsgTime = UnixTime(seconds: 5)
            var other = messages
            other.name = composed
            other.introduction = "i"
            other.notification = "n"
            other.faceURL = "f"
            other.customString = "c"
            other.isMuted = true
            let key = TopicKey(group: number, topic: topic)
            try check(
                tables.topics, key,
                [
                    TopicRow(topic: first, readFloor: 1), TopicRow(topic: messages, readFloor: 2),
                    TopicRow(topic: other, readFloor: 3),
                ])
            #expect(try tables.topicCounts.find(number) == 0)
            try insert(TopicRow(topic: first), into: tables.topics, key)
            #expect(try tables.topicCounts.find(number) == 1)
            try check(
                tables.topicReads, TopicMemberKey(group: number, topic: topic, account: alice),
                [ReadPosition(msgSeq: 1, floor: 0), ReadPosition(msgSeq: 3, floor: 2)])
        }
    }

    @Test func `permission groups, their members and their rights are found as they were written`() throws {
        try use { tables in
            try insertMember(tables)
            let key = PermissionGroupKey(group: number, id: rights)
            let first = PermissionGroupRow(
                number: 4, nextEntry: 2, permissionGroup: PermissionGroup(id: rights, name: "Rights", permission: 1))
            try check(
                tables.permissionGroups, key,
                [
                    first,
                    PermissionGroupRow(
                        number: 4, nextEntry: 3,
                        permissionGroup: PermissionGroup(
                            id: rights, name: composed, permission: 2, customString: "c")),
                ])
            try insert(first, into: tables.permissionGroups, key)
            let member = PermissionGroupMemberKey(group: number, permissionGroup: 4, account: alice)
            try check(tables.permissionGroupMembers, member, [5, 6])
            try insert(5, into: tables.permissionGroupMembers, member)
            let topicRow = TopicRow(topic: Topic(id: topic, name: "Topic", createTime: UnixTime(seconds: 1)))
            try insert(topicRow, into: tables.topics, TopicKey(group: number, topic: topic))
            try check(
                tables.topicPermissions, TopicPermissionKey(group: number, permissionGroup: 4, topic: topic), [1, 0, 3])
        }
    }

    // MARK: Messages

    private func message(
        body: [UInt8], data: String = "", flags: MessageRow.Flags = [.hasReceipts]
    ) -> MessageRow {
        MessageRow(
            Message(
                seq: 1, sender: alice, time: UnixTime(seconds: 3), random: .max, priority: .lowest,
                content: MessageContent(body: body, cloudCustomData: data)),
            flags: flags, uncounted: 4)
    }

    @Test func `streams and messages are found as they were written`() throws {
        try use { tables in
            try insertGroup(tables)
            for (topic, stream) in [(nil, stream), (topic, 1 << 50 | Bucket.of(number))] as [(TopicID?, Int64)] {
                try check(
                    tables.streams, StreamKey(group: number, topic: topic),
                    [
                        StreamRow(number: stream, isRoom: topic == nil),
                        StreamRow(number: stream, isRoom: topic == nil, uncounted: 2, clearedSeq: 1),
                    ])
            }
            var recalled = message(body: [2], data: "\u{0}")
            recalled.recall()
            try check(
                tables.messages, MessageKey(stream: stream, seq: 1),
                [message(body: [1]), message(body: [2], data: "\u{0}"), recalled])
        }
    }

    @Test func `what hangs on messages is found as it was written`() throws {
        try use { tables in
            try insertMember(tables)
            let key = MessageKey(stream: stream, seq: 1)
            try insert(message(body: []), into: tables.messages, key)
            try check(tables.receipts, ReceiptKey(message: key, account: alice), [false, true, false])
            try check(
                tables.extensions, ExtensionKey(message: key, key: "\u{0}"),
                [
                    MessageExtension(key: "\u{0}", value: "", seq: 1),
                    MessageExtension(key: "\u{0}", value: "v", seq: 2),
                ])
            try check(
                tables.extensionCounters, key,
                [ExtensionCounter(latestSeq: 1), ExtensionCounter(latestSeq: 2, clearSeq: 3, minute: 4, changes: 5)])
            #expect(try tables.extensionCounts.find(key) == 0)
            try insert(
                MessageExtension(key: "k", value: "", seq: 1), into: tables.extensions,
                ExtensionKey(message: key, key: "k"))
            #expect(try tables.extensionCounts.find(key) == 1)
            try tables.apply(.askForReceipts(key, number, except: bob))
            #expect(try tables.receipts.find(ReceiptKey(message: key, account: alice)) == false)
            try tables.apply(.removeMessages(1...1, stream))
            #expect(try tables.extensionCounts.find(key) == 0)
        }
    }

    @Test func `sendings are added to those that were noted`() throws {
        try use { tables in
            let key = RecentSendKey(stream: stream, random: .max, digest: [0, 1])
            let first = RecentSend(seq: 1, time: UnixTime(seconds: 2), keptUntil: UnixTime(seconds: 3))
            let second = RecentSend(seq: 2, time: UnixTime(seconds: 3), keptUntil: UnixTime(seconds: 4))
            #expect(try tables.recentSends.find(key) == nil)
            try tables.recentSends.write([RowChange(key: key, old: nil, new: [first])])
            try tables.recentSends.write([RowChange(key: key, old: [first], new: [first, second])])
            #expect(try tables.recentSends.find(key)?.sorted { $0.seq < $1.seq } == [first, second])
            try tables.apply(.forgetSends(keptUntil: UnixTime(seconds: 3), limit: 5))
            #expect(try tables.recentSends.find(key) == [second])
        }
    }

    // MARK: Numbers

    @Test func `each transaction has a block of numbers for itself, and all end with their bucket`() throws {
        let series: [NumberSeries] = [.groups, .streams, .permissionGroups]
        for block in 0..<3 as Range<Int64> {
            let session = Session(try database.connectPatiently(), .writing)
            session.begin()
            let numbers = PostgresTransaction(session: session).numbers
            let base = block * NumberTable.blockSize
            #expect(try numbers.find(series) == [base, base, base])
            try numbers.write([RowChange(key: .groups, old: base, new: base + NumberTable.blockSize - 1)])
            #expect(throws: ConflictingWrite.self) {
                try numbers.write([RowChange(key: .groups, old: base, new: base + NumberTable.blockSize)])
            }
            session.rollBack()
        }
        try use { tables in
            let group = tables.number(5, ofGroup: club)
            #expect(Bucket.of(group) == Bucket.of(club, in: app))
            #expect(Bucket.of(tables.number(9, ofStreamIn: group)) == Bucket.of(group))
            #expect(tables.number(6, ofGroup: club) > group)
        }
    }

    /// They are part of the data.
    @Test func `buckets are what they always were`() throws {
        #expect(Bucket.of(SDKAppID(1_400_000_000)) == 618)
        #expect(Bucket.of(club, in: SDKAppID(1_400_000_000)) == 987)
        #expect(Bucket.of(alice, in: SDKAppID(1)) == 786)
        #expect(Bucket.of(bob, in: SDKAppID(1)) == 384)
    }
}
