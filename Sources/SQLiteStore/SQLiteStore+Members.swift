package import Groups
package import Storage
import StoreTransactions
package import Wire

extension SQLiteStore {
    package func addMembers(
        _ accounts: [Account?], to group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [MemberAdmission.Result] {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            let row = try tables.requireMemberList(of: group)
            let named = Set(accounts.compactMap(\.self))
            let known = try tables.accounts.admitted(among: named, policy: scope.accounts, at: scope.now)
            guard !known.isEmpty else {
                throw APIError.noneOfAccounts(accounts)
            }
            let members = try tables.members.members(of: row.number, among: known)
            let banned = try tables.bans.banned(from: row.number, among: known, at: scope.now)
            let others = known.subtracting(members).subtracting(banned)
            let (new, results) = try MemberAdmission.add(
                accounts, to: row.profile, members: members, unknown: named.subtracting(known), banned: banned,
                plan: scope.plan, atQuota: try tables.members.atQuota(among: others, of: scope.plan), at: scope.now)
            try tables.admit(new, to: row, at: scope.now)
            return results
        }
    }

    package func importMembers(
        _ members: [MemberAdmission.Import], to group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [MemberAdmission.Result] {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            let row = try tables.requireMemberList(of: group)
            let accounts = members.compactMap(\.account)
            let existing =
                switch scope.accounts {
                case .mustExist: try tables.accounts.existing(among: accounts)
                case .importOnSight: Set(accounts)
                }
            let (new, results) = MemberAdmission.import(
                members, to: row.profile, members: try tables.members.members(of: row.number, among: accounts),
                existing: existing, banned: try tables.bans.banned(from: row.number, among: accounts, at: scope.now),
                at: scope.now)
            // those that do not get in are not created either
            try tables.accounts.createMissing(among: new.map(\.account), at: scope.now)
            try tables.admit(new, to: row, at: scope.now)
            return results
        }
    }

    package func changeMember(
        _ account: Account?, of group: GroupID, in scope: StoreScope, by change: MemberChange
    ) async throws(StoreError) {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            let row = try tables.requireMemberList(of: group)
            guard let account, var member = try tables.members.find(account, of: row.number) else {
                throw APIError.notAMember(as: "Member_Account")
            }
            try change.apply(to: &member, in: row.profile.type, at: scope.now)
            try tables.members.update(member, of: row.number)
            if change.muteTime != nil {
                try tables.mutes.set(account, in: row.number, until: member.muteUntil)
            }
            try tables.groups.touch(row.number)
        }
    }

    package func removeMembers(
        _ accounts: [Account], from group: GroupID, in scope: StoreScope
    ) async throws(StoreError) {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            var row = try tables.groups.require(group)
            guard row.profile.type.storesMembers else {
                throw row.profile.type.unsupported("Removing members", code: .invalidParameter)
            }
            let leaving = try tables.members.members(of: row.number, among: accounts)
            try MemberRemoval.remove(leaving, from: &row.profile, at: scope.now)
            try tables.remove(leaving, from: row)
        }
    }

    package func changeOwner(of group: GroupID, to account: Account?, in scope: StoreScope) async throws(StoreError) {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            var row = try tables.requireMemberList(of: group)
            guard let account, let member = try tables.members.find(account, of: row.number) else {
                throw APIError.notAMember(as: "NewOwner_Account")
            }
            let roles = OwnerChange.apply(to: &row.profile, newOwner: member, at: scope.now)
            guard !roles.isEmpty else {
                return
            }
            for (account, role) in roles {
                try tables.members.setRole(of: account, in: row.number, to: role)
            }
            try tables.groups.update(row)
        }
    }

    package func setUnreadMsgNum(
        _ count: Int64, of account: Account?, in group: GroupID, scope: StoreScope
    ) async throws(StoreError) {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            let row = try tables.groups.require(group)
            guard row.profile.type.countsUnreadMessages else {
                return
            }
            guard let account, var member = try tables.members.find(account, of: row.number) else {
                throw APIError.notAMember(as: "Member_Account")
            }
            member.setUnreadMsgNum(count, in: row.profile)
            try tables.members.setMsgSeq(of: account, in: row.number, to: member.msgSeq)
            try tables.groups.touch(row.number)
        }
    }

    package func muteMembers(
        _ accounts: [Account], of group: GroupID, topic: TopicID?, in scope: StoreScope, until: UnixTime
    ) async throws(StoreError) {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            let row = try tables.groups.require(group)
            guard row.profile.type.canMuteMembers else {
                throw APIError.noMuting(in: row.profile.type)
            }
            if let topic {
                try tables.checkExists(topic, in: row)
            }
            for account in accounts {
                try tables.mutes.set(account, in: row.number, topic: topic, until: until)
            }
            try tables.groups.touch(row.number)
        }
    }
}

extension AppTables {
    /// - Throws: ``ErrorCode/groupNotFound``, then ``ErrorCode/notPermitted``, as an `APIError`.
    func requireMemberList(of group: GroupID) throws -> GroupTable.Row {
        let row = try groups.require(group)
        guard row.profile.type.storesMembers else {
            throw APIError.noMemberList(in: row.profile.type)
        }
        return row
    }

    /// Takes members out, whose leaving the group's profile shows already; nothing if there are none.
    func remove(_ leaving: Set<Account>, from row: GroupTable.Row) throws {
        guard !leaving.isEmpty else {
            return
        }
        for account in leaving.sorted() {
            try members.delete(account, of: row.number)
        }
        try groups.update(row)
    }

    /// - Throws: ``ErrorCode/invalidParameter`` for a group without topics, ``ErrorCode/groupNotFound`` when there is no
    ///   such topic, as an `APIError`.
    func checkExists(_ topic: TopicID, in row: GroupTable.Row) throws {
        guard row.profile.supportsTopics else {
            throw APIError.noTopics
        }
        guard try topics.exists(topic, of: row.number) else {
            throw APIError.noSuchTopic
        }
    }

    /// Writes new members, with the mutes that still run, and the change of the group; nothing if there are none.
    fileprivate func admit(_ new: [Member], to row: GroupTable.Row, at now: UnixTime) throws {
        guard !new.isEmpty else {
            return
        }
        var row = row
        let muted = try mutes.apply(to: new, joining: row.number, at: now)
        try members.insert(muted, of: row.number, row.profile, firstEntry: row.nextEntry)
        row.nextEntry += Int64(new.count)
        row.profile.memberNum += Int64(new.count)
        row.profile.recordChange(at: now)
        try groups.update(row)
    }
}
