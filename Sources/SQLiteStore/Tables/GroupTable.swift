import GRDB
import Groups
import Storage
import StoreTransactions
import Wire

/// The groups of one app, inside one transaction.
struct GroupTable {
    enum SQL: String, CaseIterable {
        case byID = """
            SELECT number, next_entry, group_id, type, name, introduction, notification, face_url, owner, create_time,
                info_seq, last_info_time, last_msg_time, next_msg_seq, member_num, max_member_num, apply_join_option,
                invite_join_option, is_muted, supports_topics, enables_permissions, default_permission,
                shows_history_before_join, custom_fields, is_activated, read_floor, version
            FROM groups WHERE app = ?1 AND group_id = ?2
            """
        case byNumber = """
            SELECT number, next_entry, group_id, type, name, introduction, notification, face_url, owner, create_time,
                info_seq, last_info_time, last_msg_time, next_msg_seq, member_num, max_member_num, apply_join_option,
                invite_join_option, is_muted, supports_topics, enables_permissions, default_permission,
                shows_history_before_join, custom_fields, is_activated, read_floor, version
            FROM groups WHERE app = ?1 AND number = ?2
            """
        case listed = """
            SELECT number, next_entry, group_id, groups.type, name, introduction, notification, face_url, owner, create_time,
                info_seq, last_info_time, last_msg_time, next_msg_seq, member_num, max_member_num, apply_join_option,
                invite_join_option, is_muted, supports_topics, enables_permissions, default_permission,
                shows_history_before_join, custom_fields, is_activated, read_floor, version,
                wanted.key
            FROM json_each(?2) AS wanted CROSS JOIN groups ON app = ?1 AND group_id = wanted.value
            """
        case stamps = """
            SELECT number, version, wanted.key
            FROM json_each(?2) AS wanted CROSS JOIN groups ON app = ?1 AND group_id = wanted.value
            """
        case owner = "SELECT owner FROM groups WHERE app = ?1 AND group_id = ?2"
        case insertNumbered = """
            INSERT INTO groups (app, number, group_id, version, next_entry, type, name, introduction, notification,
                face_url, owner, create_time, info_seq, last_info_time, last_msg_time, next_msg_seq, member_num,
                max_member_num, apply_join_option, invite_join_option, is_muted, supports_topics, enables_permissions,
                default_permission, shows_history_before_join, custom_fields, is_activated, read_floor)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
                ?23, ?24, ?25, ?26, ?27, ?28)
            """
        /// All that can change but the owner, by whom groups are found.
        case save = """
            UPDATE groups SET version = ?3, next_entry = ?4, name = ?5, introduction = ?6, notification = ?7,
                face_url = ?8, info_seq = ?9, last_info_time = ?10, last_msg_time = ?11, next_msg_seq = ?12,
                member_num = ?13, max_member_num = ?14, apply_join_option = ?15, invite_join_option = ?16,
                is_muted = ?17, enables_permissions = ?18, default_permission = ?19, shows_history_before_join = ?20,
                custom_fields = ?21, is_activated = ?22, read_floor = ?23
            WHERE app = ?1 AND number = ?2
            """
        case saveOwner = "UPDATE groups SET owner = ?3 WHERE app = ?1 AND number = ?2"
        /// What messages move, and the version that every change moves.
        case saveMessages = """
            UPDATE groups SET version = ?3, next_msg_seq = ?4, last_msg_time = ?5, read_floor = ?6, is_activated = ?7
            WHERE app = ?1 AND number = ?2
            """
        case idsOwnedBy = "SELECT group_id FROM groups WHERE app = ?1 AND owner = ?2"
        case list = "SELECT group_id, number FROM groups WHERE app = ?1 AND number > ?2 ORDER BY number LIMIT ?3"
        case listOfType = """
            SELECT group_id, number FROM groups INDEXED BY groups_by_type
            WHERE app = ?1 AND number > ?2 AND type = ?4 ORDER BY number LIMIT ?3
            """
        case delete = "DELETE FROM groups WHERE app = ?1 AND number = ?2"
    }

    typealias Row = GroupRow

    let database: Database
    let app: SDKAppID

    /// Looks several groups up in one query.
    ///
    /// - Returns: as many rows as groups, in their order; `nil` for one that does not exist.
    func find(_ groups: [GroupID]) throws -> [Row?] {
        var rows = [Row?](repeating: nil, count: groups.count)
        let statement = try database.prepare(SQL.listed)
        try statement.bind(app, ValueList(groups))
        while try statement.step() {
            rows[Int(statement.integer(27))] = try Self.row(statement)
        }
        return rows
    }

    /// The states of several groups, in one query.
    ///
    /// - Returns: as for ``find(_:)-([GroupID])``.
    func stamps(of groups: [GroupID]) throws -> [GroupStamp?] {
        var stamps = [GroupStamp?](repeating: nil, count: groups.count)
        let statement = try database.prepare(SQL.stamps)
        try statement.bind(app, ValueList(groups))
        while try statement.step() {
            stamps[Int(statement.integer(2))] = GroupStamp(number: statement.integer(0), version: statement.integer(1))
        }
        return stamps
    }

    func find(number: Int64) throws -> Row? {
        let statement = try database.prepare(SQL.byNumber)
        try statement.bind(app, number)
        return try statement.step() ? try Self.row(statement) : nil
    }

    /// Groups in the order of their numbers.
    ///
    /// - Parameters:
    ///   - type: of the groups; `nil` lists all.
    ///   - number: that the numbers exceed.
    func list(of type: GroupType?, after number: Int64, limit: Int) throws -> [(id: GroupID, number: Int64)] {
        let statement = try database.prepare(type == nil ? SQL.list : SQL.listOfType)
        if let type {
            try statement.bind(app, number, Int64(limit), type.storedCode)
        } else {
            try statement.bind(app, number, Int64(limit))
        }
        var groups: [(id: GroupID, number: Int64)] = []
        while try statement.step() {
            guard let id = GroupID(statement.text(0)) else {
                throw DamagedRow(table: "groups")
            }
            groups.append((id, statement.integer(1)))
        }
        return groups
    }

    /// Deletes a group on which nothing hangs any more.
    func delete(_ number: Int64) throws {
        try database.run(SQL.delete, app, number)
    }

    static func row(_ statement: borrowing PreparedStatement) throws -> Row {
        guard
            let id = GroupID(statement.text(2)),
            let type = GroupType(storedCode: statement.integer(3)),
            let applyJoinOption = ApplyJoinOption(storedCode: statement.integer(16)),
            let inviteJoinOption = InviteJoinOption(storedCode: statement.integer(17)),
            let customFields = statement.withBytes(23, CustomFieldCoding.decode)
        else {
            throw DamagedRow(table: "groups")
        }
        let profile = GroupProfile(
            id: id,
            type: type,
            name: statement.text(4),
            introduction: statement.text(5),
            notification: statement.text(6),
            faceURL: statement.text(7),
            owner: try statement.isNull(8) ? nil : statement.account(8),
            createTime: statement.time(9),
            infoSeq: statement.integer(10),
            lastInfoTime: statement.time(11),
            lastMsgTime: statement.time(12),
            nextMsgSeq: statement.integer(13),
            memberNum: statement.integer(14),
            maxMemberNum: statement.integer(15),
            applyJoinOption: applyJoinOption,
            inviteJoinOption: inviteJoinOption,
            isMuted: statement.bool(18),
            supportsTopics: statement.bool(19),
            enablesPermissions: statement.bool(20),
            defaultPermission: statement.integer(21),
            showsHistoryBeforeJoin: statement.bool(22),
            isActivated: statement.bool(24),
            customFields: customFields)
        return Row(
            number: statement.integer(0), nextEntry: statement.integer(1), profile: profile,
            readFloor: statement.integer(25), version: statement.integer(26))
    }
}

extension GroupTable: PreparedTable {
    static var finding: SQL { .byID }

    func bind(_ group: GroupID, to statement: borrowing PreparedStatement) throws {
        try statement.bind(app, group)
    }

    func write(_ changes: [RowChange<GroupID, GroupRow>]) throws {
        for change in changes {
            switch (change.old, change.new) {
            case (nil, let new?): try insert(new)
            case (let old?, let new?) where old.differsByMessages(from: new): try saveMessages(new)
            case (let old?, let new?): try save(new, inPlaceOf: old)
            case (let old?, nil): try delete(old.number)
            case (nil, nil): break
            }
        }
    }

    private func insert(_ row: GroupRow) throws {
        let profile = row.profile
        try database.run(
            SQL.insertNumbered, app, row.number, profile.id, row.version, row.nextEntry, profile.type.storedCode,
            profile.name, profile.introduction, profile.notification, profile.faceURL, profile.owner,
            profile.createTime, profile.infoSeq, profile.lastInfoTime, profile.lastMsgTime, profile.nextMsgSeq,
            profile.memberNum, profile.maxMemberNum, profile.applyJoinOption.storedCode,
            profile.inviteJoinOption.storedCode, profile.isMuted, profile.supportsTopics, profile.enablesPermissions,
            profile.defaultPermission, profile.showsHistoryBeforeJoin,
            Blob(CustomFieldCoding.encode(profile.customFields)), profile.isActivated, row.readFloor)
    }

    private func saveMessages(_ row: GroupRow) throws {
        let profile = row.profile
        try database.run(
            SQL.saveMessages, app, row.number, row.version, profile.nextMsgSeq, profile.lastMsgTime, row.readFloor,
            profile.isActivated)
    }

    private func save(_ row: GroupRow, inPlaceOf old: GroupRow) throws {
        let profile = row.profile
        try database.run(
            SQL.save, app, row.number, row.version, row.nextEntry, profile.name, profile.introduction,
            profile.notification, profile.faceURL, profile.infoSeq, profile.lastInfoTime, profile.lastMsgTime,
            profile.nextMsgSeq, profile.memberNum, profile.maxMemberNum, profile.applyJoinOption.storedCode,
            profile.inviteJoinOption.storedCode, profile.isMuted, profile.enablesPermissions,
            profile.defaultPermission, profile.showsHistoryBeforeJoin,
            Blob(CustomFieldCoding.encode(profile.customFields)), profile.isActivated, row.readFloor)
        if profile.owner != old.profile.owner {
            try database.run(SQL.saveOwner, app, row.number, profile.owner)
        }
    }

    /// The identifiers of the groups that an account owns.
    func ids(ownedBy account: Account) throws -> [GroupID] {
        try database.groups(SQL.idsOwnedBy, app, account)
    }
}
