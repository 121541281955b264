import Groups
package import StoreTransactions
import Testing
package import Wire

/// Tables of a store that hold nothing of the app, and what is written into them.
package struct TableWorld {
    package let tables: any StoreTables
    package let alice: Account
    package let bob: Account
    package let club: GroupID
    let topic: TopicID
    let rights: PermissionGroupID
    let composed = "\u{E9}"
    let decomposed = "e\u{301}"
    /// The club's.
    package let number: GroupNumber
    /// Of the club's stream.
    let stream: StreamNumber

    /// - Parameter tables: inside a transaction, which is taken back afterwards.
    package init(_ tables: any StoreTables) throws {
        self.tables = tables
        alice = try #require(Account("alice"))
        bob = try #require(Account("b\u{F6}b"))
        club = try #require(GroupID("@TGS#_club"))
        topic = try #require(TopicID("@TGS#_club@TOPIC#_topic"))
        rights = try #require(PermissionGroupID("@PMG#_rights"))
        number = tables.number(7, ofGroup: club)
        stream = tables.number(3, ofStreamIn: number)
    }

    /// Inserts a row, puts each further one in its place, and removes the last one; each is found as it was written.
    func check<Key: Hashable & Sendable, Row: Sendable & Equatable>(
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

    /// Writes a row under a key that has none.
    package func insert<Key: Hashable & Sendable, Row: Sendable>(
        _ row: Row, into table: any KeyedTable<Key, Row>, _ key: Key
    ) throws {
        try table.write([RowChange(key: key, old: nil, new: row)])
    }

    func insertAccounts() throws {
        for account in [alice, bob] {
            try insert(AccountRow(importTime: UnixTime(seconds: 1)), into: tables.accounts, account)
        }
    }

    /// A Community with topics.
    package func insertGroup() throws {
        try insertAccounts()
        try insert(GroupRow(number: number, nextEntry: 1, profile: profile), into: tables.groups, club)
    }

    /// The Community, with a member.
    package func insertMember() throws {
        try insertGroup()
        try insert(
            MemberRow(member(alice), entry: 1, readFloor: 0), into: tables.members,
            MemberKey(group: number, account: alice))
    }

    var profile: GroupProfile {
        GroupProfile(
            id: club, type: .community, name: "Club", owner: alice, createTime: UnixTime(seconds: 1), memberNum: 2,
            maxMemberNum: 0, supportsTopics: true)
    }

    func member(_ account: Account) -> Member {
        Member(account: account, joinTime: UnixTime(seconds: 5), msgFlag: .discard)
    }

    func message(
        body: [UInt8], data: String = "", flags: MessageRow.Flags = [.hasReceipts]
    ) -> MessageRow {
        MessageRow(
            Message(
                seq: 1, sender: alice, time: UnixTime(seconds: 3), random: .max, priority: .lowest,
                content: MessageContent(body: body, cloudCustomData: data)),
            flags: flags, uncounted: 4)
    }
}
