import Groups
import Storage
import StoreTransactions
import Wire

/// The members of one app's groups, inside one transaction.
///
/// What lists of joined groups ask stands in ``MembershipTable``, which is written together with the members.
struct MemberTable {
    enum SQL: String, CaseIterable {
        case find = """
            SELECT account, role, join_time, msg_seq, msg_flag, last_send_msg_time, mute_until, name_card, custom_fields,
                entry, own_unread, read_floor, place
            FROM unnest($1::bigint[], $2::bigint[], $3::text[])
                    WITH ORDINALITY AS wanted (bucket, group_number, account, place)
                JOIN members USING (bucket, group_number, account)
            """
        case insert = """
            INSERT INTO members (bucket, group_number, account, account_bucket, rank, role, msg_flag, join_time, entry,
                msg_seq, own_unread, read_floor, last_send_msg_time, mute_until, name_card, custom_fields)
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[],
                $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[],
                $14::bigint[], $15::bytea[], $16::bytea[])
            """
        /// All that can change.
        case save = """
            UPDATE members SET rank = new.rank, role = new.role, msg_flag = new.msg_flag, msg_seq = new.msg_seq,
                own_unread = new.own_unread, read_floor = new.read_floor,
                last_send_msg_time = new.last_send_msg_time, mute_until = new.mute_until, name_card = new.name_card,
                custom_fields = new.custom_fields
            FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[],
                $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bytea[], $13::bytea[])
                AS new (bucket, group_number, account, rank, role, msg_flag, msg_seq, own_unread, read_floor,
                    last_send_msg_time, mute_until, name_card, custom_fields)
            WHERE members.bucket = new.bucket AND members.group_number = new.group_number
                AND members.account = new.account
            """
        case recordSpeaking = """
            UPDATE members SET last_send_msg_time = new.last_send_msg_time, msg_seq = new.msg_seq,
                own_unread = new.own_unread, read_floor = new.read_floor
            FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[])
                AS new (bucket, group_number, account, msg_seq, own_unread, read_floor, last_send_msg_time)
            WHERE members.bucket = new.bucket AND members.group_number = new.group_number
                AND members.account = new.account
            """
        case setMute = """
            UPDATE members SET mute_until = new.mute_until
            FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[])
                AS new (bucket, group_number, account, mute_until)
            WHERE members.bucket = new.bucket AND members.group_number = new.group_number
                AND members.account = new.account
            """
        case delete = """
            DELETE FROM members
            USING unnest($1::bigint[], $2::bigint[], $3::text[]) AS gone (bucket, group_number, account)
            WHERE members.bucket = gone.bucket AND members.group_number = gone.group_number
                AND members.account = gone.account
            """
        case deleteOfGroup = "DELETE FROM members WHERE bucket = $1 AND group_number = $2"
        /// A group's number ends with its bucket.
        case deleteOfAccounts = """
            DELETE FROM members
            USING unnest($2::bigint[], $3::text[]) AS gone (bucket, account)
                JOIN memberships USING (bucket, account)
            WHERE app = $1 AND members.bucket = memberships.group_number & 1023
                AND members.group_number = memberships.group_number AND members.account = memberships.account
            """
        /// The accounts of all members of groups, in any order.
        case accounts = """
            SELECT group_number, account
            FROM unnest($1::bigint[], $2::bigint[]) AS wanted (bucket, group_number)
                JOIN members USING (bucket, group_number)
            """
        /// The accounts of a group's members in list order; `+ 0` as for ``page``.
        case accountsInOrder = """
            SELECT account FROM members
            WHERE bucket = $1 AND group_number + 0 = $2
            ORDER BY rank, join_time, entry
            """
        /// How many of some accounts are members of each group that has any of them.
        case count = """
            SELECT group_number, count(*)
            FROM unnest($1::bigint[], $2::bigint[]) AS wanted (bucket, group_number)
                CROSS JOIN unnest($3::text[]) AS named (account)
                JOIN members USING (bucket, group_number, account)
            GROUP BY group_number
            """
        /// The first members of groups, at most so many altogether, each group's in list order.
        ///
        /// How many members a group has says its row, so that no more are read than the limit.
        case list = """
            SELECT account, role, join_time, msg_seq, msg_flag, last_send_msg_time, mute_until, name_card, custom_fields,
                entry, place
            FROM (
                SELECT bucket, number, read_floor, place,
                    (sum(member_num) OVER (ORDER BY place) - member_num)::bigint AS before
                FROM unnest($2::bigint[], $3::text[]) WITH ORDINALITY AS wanted (bucket, group_id, place)
                    JOIN groups USING (bucket, group_id)
                WHERE app = $1) AS listed
                CROSS JOIN LATERAL (
                    SELECT account, role, join_time, msg_flag, last_send_msg_time, mute_until, name_card, custom_fields,
                        rank, entry,
                        CASE WHEN members.read_floor = listed.read_floor THEN msg_seq ELSE listed.read_floor END
                            AS msg_seq
                    FROM members WHERE members.bucket = listed.bucket AND group_number + 0 = listed.number
                    ORDER BY rank, join_time, entry LIMIT $4 - before) AS member
            WHERE before < $4
            ORDER BY place, rank, join_time, entry
            """
        case page = """
            SELECT account, role, join_time, msg_seq, msg_flag, last_send_msg_time, mute_until, name_card, custom_fields,
                entry, own_unread, read_floor
            FROM members
            WHERE bucket = $1 AND group_number + 0 = $2 AND (rank, join_time, entry) > ($3, $4, $5)
                AND $6::bigint >> role & 1 = 1
            ORDER BY rank, join_time, entry LIMIT $7 OFFSET $8
            """
        /// As ``page``, of owner and admins only.
        case pageWithOffice = """
            SELECT account, role, join_time, msg_seq, msg_flag, last_send_msg_time, mute_until, name_card, custom_fields,
                entry, own_unread, read_floor
            FROM members
            WHERE bucket = $1 AND group_number + 0 = $2 AND role < 2 AND (rank, join_time, entry) > ($3, $4, $5)
                AND $6::bigint >> role & 1 = 1
            ORDER BY rank, join_time, entry LIMIT $7 OFFSET $8
            """
    }

    let session: Session
    let memberships: MembershipTable
    let permissionGroups: PermissionGroupTable
    let topicReads: TopicReadTable

    init(session: Session, app: SDKAppID) {
        self.session = session
        memberships = MembershipTable(session: session, app: app)
        permissionGroups = PermissionGroupTable(session: session)
        topicReads = TopicReadTable(session: session)
    }

    /// The accounts of all members of a group, in list order.
    func accounts(of group: GroupNumber) throws -> [Account] {
        try session.rows(SQL.accountsInOrder, [.integer(Bucket.of(group)), .integer(group)]) { try $0.account(0) }
    }

    /// How many of the accounts are members of each group, by reading whichever are fewer.
    ///
    /// - Parameter groups: with the number of their members.
    func counts(of groups: [GroupNumber: Int64], among accounts: Set<Account>) throws -> [GroupNumber: Int] {
        var counts = groups.mapValues { _ in 0 }
        let small = groups.filter { $0.value < accounts.count }.map(\.key).sorted()
        let large = groups.filter { $0.value >= accounts.count }.map(\.key).sorted()
        let (members, counted) = try session.both(
            { () -> [(group: GroupNumber, account: Account)] in
                try small.isEmpty
                    ? []
                    : session.rows(SQL.accounts, Self.parameters(groups: small)) { row in
                        (row.integer(0), try row.account(1))
                    }
            },
            { () -> [(group: GroupNumber, count: Int64)] in
                try large.isEmpty || accounts.isEmpty
                    ? []
                    : session.rows(SQL.count, Self.parameters(groups: large) + [accounts.texts(\.text)]) { row in
                        (row.integer(0), row.integer(1))
                    }
            })
        for (group, account) in members where accounts.contains(account) {
            counts[group, default: 0] += 1
        }
        for (group, count) in counted {
            counts[group] = Int(count)
        }
        return counts
    }

    /// Deletes members with all that they have in their groups but mutes.
    func delete(_ keys: [MemberKey]) throws {
        let parameters = Self.parameters(keys)
        try permissionGroups.takeOut(keys)
        try topicReads.deleteAll(of: keys)
        try memberships.delete(keys)
        try session.run(SQL.delete, parameters)
    }

    /// Deletes the members of a group on whom nothing hangs any more.
    func deleteAll(of group: GroupNumber) throws {
        try memberships.deleteAll(of: group)
        try session.run(SQL.deleteOfGroup, [.integer(Bucket.of(group)), .integer(group)])
    }

    /// As ``delete(_:)``, in all groups.
    func deleteAll(of accounts: [Account]) throws {
        let parameters: [Parameter] = [
            .app(memberships.app), accounts.buckets { Bucket.of($0, in: memberships.app) }, accounts.texts(\.text),
        ]
        try permissionGroups.takeOut(accounts: parameters)
        try topicReads.deleteAll(accounts: parameters)
        try session.run(SQL.deleteOfAccounts, parameters)
        try memberships.deleteAll(of: accounts)
    }

    static func parameters(_ keys: [MemberKey]) -> [Parameter] {
        parameters(groups: keys.map(\.group)) + [keys.texts(\.account.text)]
    }

    private static func parameters(groups: [GroupNumber]) -> [Parameter] {
        [groups.buckets { Bucket.of($0) }, .integers(groups)]
    }

    static func member(_ row: borrowing ResultRow) throws -> Member {
        guard
            let role = Role(storedCode: row.integer(1)),
            let msgFlag = MsgFlag(storedCode: row.integer(4)),
            let customFields = row.withBytes(8, CustomFieldCoding.decode)
        else {
            throw DamagedRow(table: "members")
        }
        return Member(
            account: try row.account(0),
            role: role,
            joinTime: row.time(2),
            msgSeq: row.integer(3),
            msgFlag: msgFlag,
            lastSendMsgTime: row.time(5),
            muteUntil: row.time(6),
            nameCard: row.text(7),
            customFields: customFields)
    }
}

extension MemberTable: ArrayTable {
    static var finding: SQL { .find }
    static let width: Int32 = 12

    func parameters(_ keys: [MemberKey]) -> [Parameter] {
        Self.parameters(keys)
    }

    static func row(_ row: borrowing ResultRow) throws -> MemberRow {
        MemberRow(
            try member(row), entry: row.integer(9), ownUnread: row.integer(10), readFloor: row.integer(11))
    }

    func write(_ changes: [RowChange<MemberKey, MemberRow>]) throws {
        var deleted: [MemberKey] = []
        var inserted: [KeyedRow<MemberKey, MemberRow>] = []
        var saved: [KeyedRow<MemberKey, MemberRow>] = []
        var ranked: [KeyedRow<MemberKey, MemberRow>] = []
        var muted: [KeyedRow<MemberKey, MemberRow>] = []
        var moved: [KeyedRow<MemberKey, MemberRow>] = []
        for change in changes {
            let new = change.new.map { KeyedRow(key: change.key, row: $0) }
            guard let old = change.old, let new, old.entry == new.row.entry else {
                // one who has left and come back has both
                if change.old != nil {
                    deleted.append(change.key)
                }
                if let new {
                    inserted.append(new)
                }
                continue
            }
            if old.differsByPosition(from: new.row) {
                moved.append(new)
            } else if old.differsByMute(from: new.row) {
                muted.append(new)
            } else {
                saved.append(new)
            }
            if old.member.role.rank != new.row.member.role.rank {
                ranked.append(new)
            }
        }
        if !deleted.isEmpty {
            try delete(deleted)
        }
        if !inserted.isEmpty {
            try insert(inserted)
        }
        if !saved.isEmpty {
            try save(saved)
        }
        if !ranked.isEmpty {
            try memberships.setRank(ranked)
        }
        if !muted.isEmpty {
            try session.run(
                SQL.setMute, Self.parameters(muted.map(\.key)) + [muted.integers(\.row.member.muteUntil.seconds)],
                expecting: muted.count)
        }
        if !moved.isEmpty {
            try recordSpeaking(moved)
        }
    }

    private func insert(_ rows: [KeyedRow<MemberKey, MemberRow>]) throws {
        let members = rows.map(\.row.member)
        try session.run(
            SQL.insert,
            Self.parameters(rows.map(\.key)) + [
                members.integers { Bucket.of($0.account, in: memberships.app) }, members.integers(\.role.rank),
                members.integers(\.role.storedCode), members.integers(\.msgFlag.storedCode),
                members.integers(\.joinTime.seconds), rows.integers(\.row.entry), members.integers(\.msgSeq),
                rows.integers(\.row.ownUnread), rows.integers(\.row.readFloor),
                members.integers(\.lastSendMsgTime.seconds), members.integers(\.muteUntil.seconds),
                members.textBytes(\.nameCard), members.bytes { CustomFieldCoding.encode($0.customFields) },
            ])
        try memberships.insert(rows)
    }

    private func save(_ rows: [KeyedRow<MemberKey, MemberRow>]) throws {
        let members = rows.map(\.row.member)
        try session.run(
            SQL.save,
            Self.parameters(rows.map(\.key)) + [
                members.integers(\.role.rank), members.integers(\.role.storedCode),
                members.integers(\.msgFlag.storedCode), members.integers(\.msgSeq), rows.integers(\.row.ownUnread),
                rows.integers(\.row.readFloor), members.integers(\.lastSendMsgTime.seconds),
                members.integers(\.muteUntil.seconds), members.textBytes(\.nameCard),
                members.bytes { CustomFieldCoding.encode($0.customFields) },
            ], expecting: rows.count)
    }

    private func recordSpeaking(_ rows: [KeyedRow<MemberKey, MemberRow>]) throws {
        try session.run(
            SQL.recordSpeaking,
            Self.parameters(rows.map(\.key)) + [
                rows.integers(\.row.member.msgSeq), rows.integers(\.row.ownUnread), rows.integers(\.row.readFloor),
                rows.integers(\.row.member.lastSendMsgTime.seconds),
            ], expecting: rows.count)
    }
}

// MARK: Lists

extension MemberTable {
    /// A member of a list.
    struct ListedMember {
        let member: Member
        let position: MemberPosition
    }

    /// The first members of groups, by the groups' places from 0, each group's in list order.
    ///
    /// - Parameter limit: most members altogether.
    func list(of groups: [GroupID], limit: Int64) throws -> [(place: Int, member: ListedMember)] {
        let app = memberships.app
        let parameters: [Parameter] = [
            .app(app), groups.buckets { Bucket.of($0, in: app) }, groups.texts(\.text), .integer(limit),
        ]
        let found = try session.rows(SQL.list, parameters) { row in
            (place: Int(row.integer(10)) - 1, member: Self.listed(try Self.member(row), entry: row.integer(9)))
        }
        // answers of several statements stand one behind the other
        return session.isDivided ? found.sorted { $0.place < $1.place } : found
    }

    /// A page of a group's members in list order.
    ///
    /// - Parameter floor: of the group.
    func page(
        of group: GroupNumber, after position: MemberPosition?, offset: Int64, limit: Int64, roles: Set<Role>,
        floor: Int64
    ) throws -> [ListedMember] {
        let rank = position.map { $0.isOwner ? Role.owner.rank : Role.member.rank } ?? -1
        let parameters: [Parameter] = [
            .integer(Bucket.of(group)), .integer(group), .integer(rank),
            .integer((position?.joinTime ?? .never).seconds), .integer(position?.entry ?? 0),
            .integer(roles.reduce(0) { $0 | 1 << $1.storedCode }), .integer(limit), .integer(offset),
        ]
        return try session.rows(roles.contains(.member) ? SQL.page : SQL.pageWithOffice, parameters) { row in
            let found = try Self.row(row)
            return Self.listed(found.member(floor: floor), entry: found.entry)
        }
    }

    private static func listed(_ member: Member, entry: Int64) -> ListedMember {
        ListedMember(
            member: member,
            position: MemberPosition(isOwner: member.role == .owner, joinTime: member.joinTime, entry: entry))
    }
}
