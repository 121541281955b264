import GRDB
import Groups
import Storage
import StoreTransactions
import Wire

/// The members of one app's groups, inside one transaction.
struct MemberTable {
    enum SQL: String, CaseIterable {
        /// Groups come as listed, for `CROSS JOIN` keeps the order of the tables; members of each in list order, for
        /// their primary key is the only index that fits. An `ORDER BY` would sort them all before the first is shown.
        case list = """
            SELECT account, role, join_time, iif(members.read_floor = groups.read_floor, msg_seq, groups.read_floor),
                msg_flag, last_send_msg_time, mute_until, name_card, members.custom_fields, wanted.key
            FROM json_each(?2) AS wanted
                CROSS JOIN groups ON number = wanted.value
                CROSS JOIN members ON members.app = ?1 AND group_number = number
            """
        case page = """
            SELECT account, role, join_time,
                iif(read_floor = (SELECT read_floor FROM groups WHERE number = ?2), msg_seq,
                    (SELECT read_floor FROM groups WHERE number = ?2)),
                msg_flag, last_send_msg_time, mute_until, name_card, custom_fields, rank, entry
            FROM members
            WHERE app = ?1 AND group_number = ?2 AND (rank, join_time, entry) > (?3, ?4, ?5) AND ?6 >> role & 1
            ORDER BY rank, join_time, entry LIMIT ?7 OFFSET ?8
            """
        case pageWithOffice = """
            SELECT account, role, join_time,
                iif(read_floor = (SELECT read_floor FROM groups WHERE number = ?2), msg_seq,
                    (SELECT read_floor FROM groups WHERE number = ?2)),
                msg_flag, last_send_msg_time, mute_until, name_card, custom_fields, rank, entry
            FROM members INDEXED BY members_with_office
            WHERE app = ?1 AND group_number = ?2 AND role < 2 AND (rank, join_time, entry) > (?3, ?4, ?5)
                AND ?6 >> role & 1
            ORDER BY rank, join_time, entry LIMIT ?7 OFFSET ?8
            """
        case row = """
            SELECT account, role, join_time, msg_seq, msg_flag, last_send_msg_time, mute_until, name_card, custom_fields,
                entry, own_unread, read_floor
            FROM members WHERE app = ?1 AND account = ?2 AND group_number = ?3
            """
        /// The row repeats what lists of joined groups ask of the group.
        case insertRow = """
            INSERT INTO members (app, group_number, rank, join_time, entry, account, role, msg_seq, msg_flag,
                last_send_msg_time, mute_until, name_card, custom_fields, read_floor, own_unread, group_id, group_type,
                group_topics, group_active)
            SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, group_id, type, supports_topics,
                is_activated
            FROM groups WHERE number = ?2
            """
        /// All that can change but the role, by which members are listed.
        case save = """
            UPDATE members SET msg_seq = ?4, msg_flag = ?5, last_send_msg_time = ?6, mute_until = ?7, name_card = ?8,
                custom_fields = ?9, read_floor = ?10, own_unread = ?11
            WHERE app = ?1 AND account = ?2 AND group_number = ?3
            """
        case groupsOf = "SELECT group_id FROM members INDEXED BY members_joined WHERE app = ?1 AND account = ?2"
        case recordSpeaking = """
            UPDATE members SET last_send_msg_time = ?4, msg_seq = ?5, own_unread = ?6, read_floor = ?7
            WHERE app = ?1 AND account = ?2 AND group_number = ?3
            """
        case activate = "UPDATE members SET group_active = 1 WHERE app = ?1 AND group_number = ?2"
        case accounts = """
            SELECT account FROM members WHERE app = ?1 AND group_number = ?2 ORDER BY rank, join_time, entry
            """
        case exists = "SELECT 1 FROM members WHERE app = ?1 AND account = ?2 AND group_number = ?3"
        /// A row when the account is a member of more groups than the last value.
        case moreThan = "SELECT 1 FROM members WHERE app = ?1 AND account = ?2 LIMIT 1 OFFSET ?3"
        case joined = """
            SELECT group_number, group_id FROM members INDEXED BY members_joined
            WHERE app = ?1 AND account = ?2 AND (?3 IS NULL OR group_type = ?3) AND (?4 IS NULL OR group_topics = ?4)
                AND (group_active OR rank = 0 OR ?5)
            ORDER BY join_time, group_id LIMIT ?6 OFFSET ?7
            """
        case countJoined = """
            SELECT count(*) FROM members INDEXED BY members_joined
            WHERE app = ?1 AND account = ?2 AND (?3 IS NULL OR group_type = ?3) AND (?4 IS NULL OR group_topics = ?4)
                AND (group_active OR rank = 0 OR ?5)
            """
        case insert = """
            INSERT INTO members (app, group_number, rank, join_time, entry, account, role, msg_seq, msg_flag,
                last_send_msg_time, mute_until, name_card, custom_fields, group_id, group_type, group_topics,
                group_active, read_floor)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
                (SELECT read_floor FROM groups WHERE number = ?2))
            """
        case setMute = """
            UPDATE members SET mute_until = ?4 WHERE app = ?1 AND account = ?2 AND group_number = ?3
            """
        case setRole = """
            UPDATE members SET rank = ?4, role = ?5 WHERE app = ?1 AND account = ?2 AND group_number = ?3
            """
        case delete = "DELETE FROM members WHERE app = ?1 AND account = ?2 AND group_number = ?3"
        case deleteOfAccount = "DELETE FROM members WHERE app = ?1 AND account = ?2"
        case deleteOfGroup = "DELETE FROM members WHERE app = ?1 AND group_number = ?2"
    }

    /// A group that an account is a member of, as much as its list needs.
    struct JoinedGroup {
        let number: Int64
        let id: GroupID
    }

    let database: Database
    let app: SDKAppID

    /// Which of the accounts are members of the group.
    func members(of group: Int64, among accounts: some Sequence<Account>) throws -> Set<Account> {
        let statement = try database.prepare(SQL.exists)
        var members: Set<Account> = []
        for account in accounts {
            try statement.bind(app, account, group)
            if try statement.step() {
                members.insert(account)
            }
            statement.reset()
        }
        return members
    }

    /// The accounts of all members, in list order.
    func accounts(of group: Int64) throws -> [Account] {
        try database.rows(SQL.accounts, app, group) { row in
            try row.account(0)
        }
    }

    /// How many of the accounts are members of the group, by reading whichever are fewer.
    func count(of group: Int64, among accounts: Set<Account>, memberNum: Int64) throws -> Int {
        guard memberNum < accounts.count else {
            return try members(of: group, among: accounts).count
        }
        return try self.accounts(of: group).count { accounts.contains($0) }
    }

    /// Lists the members of several groups in one query, each group's in list order.
    ///
    /// Rows are read from disk as they are taken from the list, of which only one may be in use at once.
    func list(of groups: [Int64]) throws -> MemberList {
        let statement = try database.prepare(SQL.list)
        try statement.bind(app, ValueList(groups))
        return try MemberList(statement)
    }

    /// A page of the groups of an account that a filter lets through, by join time, then by identifier.
    ///
    /// - Parameter limit: `nil` reads to the end.
    func joined(
        by account: Account, filter: JoinedGroupFilter, offset: Int64, limit: Int64?
    ) throws -> [JoinedGroup] {
        let statement = try database.prepare(SQL.joined)
        try statement.bind(
            app, account, filter.type?.storedCode, filter.supportsTopics, filter.includesInactive, limit ?? -1, offset)
        var groups: [JoinedGroup] = []
        while try statement.step() {
            guard let id = GroupID(statement.text(1)) else {
                throw DamagedRow(table: "members")
            }
            groups.append(JoinedGroup(number: statement.integer(0), id: id))
        }
        return groups
    }

    /// How many of an account's groups a filter lets through.
    func countJoined(by account: Account, filter: JoinedGroupFilter) throws -> Int {
        let statement = try database.prepare(SQL.countJoined)
        try statement.bind(
            app, account, filter.type?.storedCode, filter.supportsTopics, filter.includesInactive)
        return try statement.step() ? Int(statement.integer(0)) : 0
    }

    /// Shows a page of a group's members in list order as long as the body wants more.
    ///
    /// - Returns: whether the page was read to its end, and the place of its last member where more follow.
    func forEach(
        of group: Int64, in range: MemberPage.Range, roles: Set<Role>, _ body: (Member) -> Bool
    ) throws -> (isComplete: Bool, next: MemberPosition?) {
        let statement = try database.prepare(roles.contains(.member) ? SQL.page : SQL.pageWithOffice)
        let rank = range.position.map { Self.rank(isOwner: $0.isOwner) } ?? -1
        // one more than wanted tells whether more follow
        try statement.bind(
            app, group, rank, range.position?.joinTime ?? .never, range.position?.entry ?? 0,
            roles.reduce(Int64(0)) { $0 | 1 << $1.storedCode }, range.limit.map { $0 + 1 } ?? -1, range.offset)
        var shown: Int64 = 0
        var last: MemberPosition?
        while try statement.step() {
            guard shown != range.limit else {
                return (true, last)
            }
            shown += 1
            last = MemberPosition(
                isOwner: statement.integer(9) == Self.rank(isOwner: true), joinTime: statement.time(2),
                entry: statement.integer(10))
            guard body(try Self.member(statement)) else {
                return (false, nil)
            }
        }
        return (true, nil)
    }

    /// Writes the copy of a mute that a member's row carries; only ``MuteTable`` calls it.
    func setMute(of account: Account, in group: Int64, until end: UnixTime) throws {
        try database.run(SQL.setMute, app, account, group, end)
    }

    /// Gives a member a role, and with it a place in the list.
    func setRole(of account: Account, in group: Int64, to role: Role) throws {
        try database.run(SQL.setRole, app, account, group, Self.rank(isOwner: role == .owner), role.storedCode)
    }

    /// Repeats in the members' rows that the group is activated.
    func activate(_ group: Int64) throws {
        try database.run(SQL.activate, app, group)
    }

    func delete(_ account: Account, of group: Int64) throws {
        try database.run(SQL.delete, app, account, group)
    }

    func deleteAll(of account: Account) throws {
        try database.run(SQL.deleteOfAccount, app, account)
    }

    func deleteAll(of group: Int64) throws {
        try database.run(SQL.deleteOfGroup, app, group)
    }

    /// What puts the owner first in a list.
    private static func rank(isOwner: Bool) -> Int64 { isOwner ? 0 : 1 }

    static func member(_ statement: borrowing PreparedStatement) throws -> Member {
        guard
            let role = Role(storedCode: statement.integer(1)),
            let msgFlag = MsgFlag(storedCode: statement.integer(4)),
            let customFields = statement.withBytes(8, CustomFieldCoding.decode)
        else {
            throw DamagedRow(table: "members")
        }
        return Member(
            account: try statement.account(0),
            role: role,
            joinTime: statement.time(2),
            msgSeq: statement.integer(3),
            msgFlag: msgFlag,
            lastSendMsgTime: statement.time(5),
            muteUntil: statement.time(6),
            nameCard: statement.text(7),
            customFields: customFields)
    }
}

extension MemberTable: PreparedTable {
    static var finding: SQL { .row }

    func bind(_ key: MemberKey, to statement: borrowing PreparedStatement) throws {
        try statement.bind(app, key.account, key.group)
    }

    static func row(_ statement: borrowing PreparedStatement) throws -> MemberRow {
        MemberRow(
            try member(statement), entry: statement.integer(9), ownUnread: statement.integer(10),
            readFloor: statement.integer(11))
    }

    func write(_ changes: [RowChange<MemberKey, MemberRow>]) throws {
        let insertion = try database.prepare(SQL.insertRow)
        let speaking = try database.prepare(SQL.recordSpeaking)
        for change in changes {
            let key = change.key
            guard let new = change.new else {
                try delete(key.account, of: key.group)
                continue
            }
            guard let old = change.old, old.entry == new.entry else {
                if change.old != nil {
                    // one who has left and come back
                    try delete(key.account, of: key.group)
                }
                try insert(new, of: key.group, by: insertion)
                continue
            }
            guard old.differsByPosition(from: new) else {
                try save(new, inPlaceOf: old, of: key.group)
                continue
            }
            try speaking.run(
                app, key.account, key.group, new.member.lastSendMsgTime, new.member.msgSeq, new.ownUnread,
                new.readFloor)
            speaking.reset()
        }
    }

    private func insert(_ row: MemberRow, of group: Int64, by statement: borrowing PreparedStatement) throws {
        let member = row.member
        try statement.run(
            app, group, Self.rank(isOwner: member.role == .owner), member.joinTime, row.entry, member.account,
            member.role.storedCode, member.msgSeq, member.msgFlag.storedCode, member.lastSendMsgTime, member.muteUntil,
            member.nameCard, Blob(CustomFieldCoding.encode(member.customFields)), row.readFloor, row.ownUnread)
        statement.reset()
    }

    private func save(_ row: MemberRow, inPlaceOf old: MemberRow, of group: Int64) throws {
        let member = row.member
        guard !old.differsByMute(from: row) else {
            return try setMute(of: member.account, in: group, until: member.muteUntil)
        }
        try database.run(
            SQL.save, app, member.account, group, member.msgSeq, member.msgFlag.storedCode, member.lastSendMsgTime,
            member.muteUntil, member.nameCard, Blob(CustomFieldCoding.encode(member.customFields)), row.readFloor,
            row.ownUnread)
        if member.role != old.member.role {
            try setRole(of: member.account, in: group, to: member.role)
        }
    }

    /// The groups that an account is a member of, in any order.
    func groups(of account: Account) throws -> [GroupID] {
        try database.groups(SQL.groupsOf, app, account)
    }

    /// Which of the accounts are members of at least so many groups.
    func accounts(among accounts: [Account], inAtLeast count: Int64) throws -> Set<Account> {
        guard count > 0 else {
            return Set(accounts)
        }
        let statement = try database.prepare(SQL.moreThan)
        var found: Set<Account> = []
        for account in accounts {
            try statement.bind(app, account, count - 1)
            if try statement.step() {
                found.insert(account)
            }
            statement.reset()
        }
        return found
    }
}
