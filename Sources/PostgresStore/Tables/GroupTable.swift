import Groups
import Storage
import StoreTransactions
import Wire

/// The groups of one app, inside one transaction.
///
/// A transaction that writes locks those that it asks for, in the order of their numbers, and with them all that hangs on
/// them.
struct GroupTable {
    enum SQL: String, CaseIterable {
        case byID = """
            SELECT number, next_entry, group_id, type, name, introduction, notification, face_url, owner, create_time,
                info_seq, last_info_time, last_msg_time, next_msg_seq, member_num, max_member_num, apply_join_option,
                invite_join_option, is_muted, supports_topics, enables_permissions, default_permission,
                shows_history_before_join, custom_fields, is_activated, read_floor, version, place
            FROM unnest($2::bigint[], $3::text[]) WITH ORDINALITY AS wanted (bucket, group_id, place)
                JOIN groups USING (bucket, group_id)
            WHERE app = $1
            """
        /// As ``byID``.
        case byIDForWriting = """
            SELECT number, next_entry, group_id, type, name, introduction, notification, face_url, owner, create_time,
                info_seq, last_info_time, last_msg_time, next_msg_seq, member_num, max_member_num, apply_join_option,
                invite_join_option, is_muted, supports_topics, enables_permissions, default_permission,
                shows_history_before_join, custom_fields, is_activated, read_floor, version, place
            FROM unnest($2::bigint[], $3::text[]) WITH ORDINALITY AS wanted (bucket, group_id, place)
                JOIN groups USING (bucket, group_id)
            WHERE app = $1
            ORDER BY number
            FOR NO KEY UPDATE OF groups
            """
        case byNumber = """
            SELECT number, next_entry, group_id, type, name, introduction, notification, face_url, owner, create_time,
                info_seq, last_info_time, last_msg_time, next_msg_seq, member_num, max_member_num, apply_join_option,
                invite_join_option, is_muted, supports_topics, enables_permissions, default_permission,
                shows_history_before_join, custom_fields, is_activated, read_floor, version, place
            FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS wanted (bucket, number, place)
                JOIN groups USING (bucket, number)
            """
        case stamps = """
            SELECT number, version, place
            FROM unnest($1::bigint[], $2::bigint[], $3::text[]) WITH ORDINALITY AS wanted (bucket, app, group_id, place)
                JOIN groups USING (bucket, app, group_id)
            """
        case insert = """
            INSERT INTO groups (app, bucket, number, group_id, version, next_entry, type, name, introduction,
                notification, face_url, owner, create_time, info_seq, last_info_time, last_msg_time, next_msg_seq,
                member_num, max_member_num, apply_join_option, invite_join_option, is_muted, supports_topics,
                enables_permissions, default_permission, shows_history_before_join, custom_fields, is_activated,
                read_floor)
            SELECT $1::bigint, * FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[],
                $8::bytea[], $9::bytea[], $10::bytea[], $11::bytea[], $12::text[], $13::bigint[], $14::bigint[],
                $15::bigint[], $16::bigint[], $17::bigint[], $18::bigint[], $19::bigint[], $20::bigint[],
                $21::bigint[], $22::boolean[], $23::boolean[], $24::boolean[], $25::bigint[], $26::boolean[],
                $27::bytea[], $28::boolean[], $29::bigint[])
            """
        /// All that can change.
        case save = """
            UPDATE groups SET version = new.version, next_entry = new.next_entry, name = new.name,
                introduction = new.introduction, notification = new.notification, face_url = new.face_url,
                owner = new.owner, info_seq = new.info_seq, last_info_time = new.last_info_time,
                last_msg_time = new.last_msg_time, next_msg_seq = new.next_msg_seq, member_num = new.member_num,
                max_member_num = new.max_member_num, apply_join_option = new.apply_join_option,
                invite_join_option = new.invite_join_option, is_muted = new.is_muted,
                enables_permissions = new.enables_permissions, default_permission = new.default_permission,
                shows_history_before_join = new.shows_history_before_join, custom_fields = new.custom_fields,
                is_activated = new.is_activated, read_floor = new.read_floor
            FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bytea[], $6::bytea[], $7::bytea[],
                $8::bytea[], $9::text[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[],
                $15::bigint[], $16::bigint[], $17::bigint[], $18::boolean[], $19::boolean[], $20::bigint[],
                $21::boolean[], $22::bytea[], $23::boolean[], $24::bigint[])
                AS new (bucket, number, version, next_entry, name, introduction, notification, face_url, owner,
                    info_seq, last_info_time, last_msg_time, next_msg_seq, member_num, max_member_num,
                    apply_join_option, invite_join_option, is_muted, enables_permissions, default_permission,
                    shows_history_before_join, custom_fields, is_activated, read_floor)
            WHERE groups.bucket = new.bucket AND groups.number = new.number
            """
        /// What messages move, and the version that every change moves.
        case saveMessages = """
            UPDATE groups SET version = new.version, next_msg_seq = new.next_msg_seq,
                last_msg_time = new.last_msg_time, read_floor = new.read_floor, is_activated = new.is_activated
            FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[],
                $7::boolean[])
                AS new (bucket, number, version, next_msg_seq, last_msg_time, read_floor, is_activated)
            WHERE groups.bucket = new.bucket AND groups.number = new.number
            """
        case list = """
            SELECT group_id, number FROM groups WHERE app + 0 = $1 AND number > $2 ORDER BY number LIMIT $3
            """
        case listOfType = """
            SELECT group_id, number FROM groups
            WHERE app + 0 = $1 AND type = $4 AND number > $2 ORDER BY number LIMIT $3
            """
        case delete = """
            DELETE FROM groups USING unnest($1::bigint[], $2::bigint[]) AS gone (bucket, number)
            WHERE groups.bucket = gone.bucket AND groups.number = gone.number
            """
    }

    let session: Session
    let app: SDKAppID
    let accounts: AccountTable

    init(session: Session, app: SDKAppID) {
        self.session = session
        self.app = app
        accounts = AccountTable(session: session, app: app)
    }

    /// The groups of some numbers, in their order; `nil` for one that does not exist.
    func find(numbers: [GroupNumber]) throws -> [GroupRow?] {
        let found = try session.rows(SQL.byNumber, Self.parameters(numbers)) { row in
            (place: Int(row.integer(Self.width)), row: try Self.row(row))
        }
        var rows = [GroupRow?](repeating: nil, count: numbers.count)
        for (place, row) in found {
            rows[place - 1] = row
        }
        return rows
    }

    /// The states of groups of any apps, in their order; `nil` for one that does not exist.
    static func stamps(of groups: [(app: SDKAppID, id: GroupID)], in session: Session) throws -> [GroupStamp?] {
        let parameters = [
            groups.buckets { Bucket.of($0.id, in: $0.app) }, groups.integers { Int64($0.app.number) },
            groups.texts(\.id.text),
        ]
        let found = try session.rows(SQL.stamps, parameters) { row in
            (place: Int(row.integer(2)), stamp: GroupStamp(number: row.integer(0), version: row.integer(1)))
        }
        var stamps = [GroupStamp?](repeating: nil, count: groups.count)
        for (place, stamp) in found {
            stamps[place - 1] = stamp
        }
        return stamps
    }

    /// Groups in the order of their numbers.
    ///
    /// - Parameters:
    ///   - type: of the groups; `nil` lists all.
    ///   - number: that the numbers exceed.
    func list(of type: GroupType?, after number: GroupNumber, limit: Int) throws -> [ListedGroup] {
        let parameters: [Parameter] = [.app(app), .integer(number), .integer(Int64(limit))]
        return try session.rows(
            type == nil ? SQL.list : SQL.listOfType, parameters + (type.map { [.integer($0.storedCode)] } ?? [])
        ) { row in
            ListedGroup(id: try row.group(0), number: row.integer(1))
        }
    }

    /// Deletes groups on which nothing hangs any more.
    func delete(_ numbers: [GroupNumber]) throws {
        try session.run(SQL.delete, Self.parameters(numbers), expecting: numbers.count)
    }

    private static func parameters(_ numbers: [GroupNumber]) -> [Parameter] {
        [numbers.buckets { Bucket.of($0) }, .integers(numbers)]
    }
}

extension GroupTable: ArrayTable {
    static var finding: SQL { .byID }
    static let width: Int32 = 27

    func find(_ groups: [GroupID]) throws -> [GroupRow?] {
        try find(groups, by: session.locksGroups ? .byIDForWriting : .byID, first: session.locksGroups)
    }

    func parameters(_ groups: [GroupID]) -> [Parameter] {
        [.app(app), groups.buckets { Bucket.of($0, in: app) }, groups.texts(\.text)]
    }

    static func row(_ row: borrowing ResultRow) throws -> GroupRow {
        guard
            let type = GroupType(storedCode: row.integer(3)),
            let applyJoinOption = ApplyJoinOption(storedCode: row.integer(16)),
            let inviteJoinOption = InviteJoinOption(storedCode: row.integer(17)),
            let customFields = row.withBytes(23, CustomFieldCoding.decode)
        else {
            throw DamagedRow(table: "groups")
        }
        let profile = GroupProfile(
            id: try row.group(2),
            type: type,
            name: row.text(4),
            introduction: row.text(5),
            notification: row.text(6),
            faceURL: row.text(7),
            owner: try row.isNull(8) ? nil : row.account(8),
            createTime: row.time(9),
            infoSeq: row.integer(10),
            lastInfoTime: row.time(11),
            lastMsgTime: row.time(12),
            nextMsgSeq: row.integer(13),
            memberNum: row.integer(14),
            maxMemberNum: row.integer(15),
            applyJoinOption: applyJoinOption,
            inviteJoinOption: inviteJoinOption,
            isMuted: row.bool(18),
            supportsTopics: row.bool(19),
            enablesPermissions: row.bool(20),
            defaultPermission: row.integer(21),
            showsHistoryBeforeJoin: row.bool(22),
            isActivated: row.bool(24),
            customFields: customFields)
        return GroupRow(
            number: row.integer(0), nextEntry: row.integer(1), profile: profile, readFloor: row.integer(25),
            version: row.integer(26))
    }

    func write(_ changes: [RowChange<GroupID, GroupRow>]) throws {
        var deleted: [GroupNumber] = []
        var inserted: [GroupRow] = []
        var saved: [GroupRow] = []
        var moved: [GroupRow] = []
        var newOwners: Set<Account> = []
        for change in changes {
            switch (change.old, change.new) {
            case (nil, let new?): inserted.append(new)
            case (let old?, let new?) where old.differsByMessages(from: new): moved.append(new)
            case (_?, let new?): saved.append(new)
            case (let old?, nil): deleted.append(old.number)
            case (nil, nil): break
            }
            if let owner = change.new?.profile.owner, owner != change.old?.profile.owner {
                newOwners.insert(owner)
            }
        }
        try accounts.keep(newOwners)
        if !deleted.isEmpty {
            try delete(deleted)
        }
        if !inserted.isEmpty {
            try insert(inserted)
        }
        if !saved.isEmpty {
            try save(saved)
        }
        if !moved.isEmpty {
            try saveMessages(moved)
        }
    }

    private func insert(_ rows: [GroupRow]) throws {
        let profiles = rows.map(\.profile)
        try session.run(
            SQL.insert,
            [.app(app)] + Self.parameters(rows.map(\.number)) + [
                profiles.texts(\.id.text), rows.integers(\.version), rows.integers(\.nextEntry),
                profiles.integers(\.type.storedCode), profiles.textBytes(\.name), profiles.textBytes(\.introduction),
                profiles.textBytes(\.notification), profiles.textBytes(\.faceURL),
                .optionalTexts(profiles.map(\.owner?.text)), profiles.integers(\.createTime.seconds),
                profiles.integers(\.infoSeq), profiles.integers(\.lastInfoTime.seconds),
                profiles.integers(\.lastMsgTime.seconds), profiles.integers(\.nextMsgSeq),
                profiles.integers(\.memberNum), profiles.integers(\.maxMemberNum),
                profiles.integers(\.applyJoinOption.storedCode), profiles.integers(\.inviteJoinOption.storedCode),
                profiles.bools(\.isMuted), profiles.bools(\.supportsTopics), profiles.bools(\.enablesPermissions),
                profiles.integers(\.defaultPermission), profiles.bools(\.showsHistoryBeforeJoin),
                profiles.bytes { CustomFieldCoding.encode($0.customFields) }, profiles.bools(\.isActivated),
                rows.integers(\.readFloor),
            ])
    }

    private func save(_ rows: [GroupRow]) throws {
        let profiles = rows.map(\.profile)
        try session.run(
            SQL.save,
            Self.parameters(rows.map(\.number)) + [
                rows.integers(\.version), rows.integers(\.nextEntry), profiles.textBytes(\.name),
                profiles.textBytes(\.introduction), profiles.textBytes(\.notification), profiles.textBytes(\.faceURL),
                .optionalTexts(profiles.map(\.owner?.text)), profiles.integers(\.infoSeq),
                profiles.integers(\.lastInfoTime.seconds), profiles.integers(\.lastMsgTime.seconds),
                profiles.integers(\.nextMsgSeq), profiles.integers(\.memberNum), profiles.integers(\.maxMemberNum),
                profiles.integers(\.applyJoinOption.storedCode), profiles.integers(\.inviteJoinOption.storedCode),
                profiles.bools(\.isMuted), profiles.bools(\.enablesPermissions),
                profiles.integers(\.defaultPermission), profiles.bools(\.showsHistoryBeforeJoin),
                profiles.bytes { CustomFieldCoding.encode($0.customFields) }, profiles.bools(\.isActivated),
                rows.integers(\.readFloor),
            ], expecting: rows.count)
    }

    private func saveMessages(_ rows: [GroupRow]) throws {
        try session.run(
            SQL.saveMessages,
            Self.parameters(rows.map(\.number)) + [
                rows.integers(\.version), rows.integers(\.profile.nextMsgSeq),
                rows.integers(\.profile.lastMsgTime.seconds), rows.integers(\.readFloor),
                rows.bools(\.profile.isActivated),
            ], expecting: rows.count)
    }
}
