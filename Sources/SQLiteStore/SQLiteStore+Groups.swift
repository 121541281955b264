package import Groups
package import Storage
import StoreTransactions
package import Wire

extension SQLiteStore {
    package func createGroup(_ group: NewGroup, in scope: StoreScope) async throws(StoreError) {
        try await commits.perform { database in
            try AppTables(database, app: scope.app).insert(
                group, accounts: scope.accounts, plan: scope.plan, at: scope.now)
        }
    }

    package func restoreGroup(_ group: NewGroup, in scope: StoreScope) async throws(StoreError) {
        try await commits.perform { database in
            try AppTables(database, app: scope.app).insert(
                group, accounts: .importOnSight, plan: .unlimited, at: scope.now)
        }
    }

    package func changeProfile(
        of group: GroupID, in scope: StoreScope, by change: ProfileChange, operator: Account?
    ) async throws(StoreError) {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            var row = try tables.groups.require(group)
            try tables.accounts.require([`operator`].compactMap(\.self), policy: scope.accounts, at: scope.now)
            try change.apply(to: &row.profile, at: scope.now, limits: scope.groups)
            guard !change.isEmpty else {
                return
            }
            try tables.groups.update(row)
        }
    }

    package func destroyGroup(_ group: GroupID, in scope: StoreScope) async throws(StoreError) {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            let row = try tables.groups.require(group)
            try tables.topicPermissions.deleteAll(of: row.number)
            try tables.permissionGroups.deleteAll(of: row.number)
            try tables.members.deleteAll(of: row.number)
            try tables.mutes.deleteAll(of: row.number)
            try tables.attributes.delete(of: row.number)
            try tables.counters.deleteAll(of: row.number)
            try tables.topics.deleteAll(of: row.number)
            try tables.streams.cutOffAll(of: row.number)
            try tables.roomAdmins.deleteAll(of: row.number)
            try tables.bans.deleteAll(of: row.number)
            try tables.groups.delete(row.number)
            try tables.groupCounts.add(-1, to: row.profile.type)
        }
    }
}

extension AppTables {
    /// Inserts a group with its members and their mutes.
    fileprivate func insert(_ group: NewGroup, accounts policy: AccountPolicy, plan: PlanLimits, at now: UnixTime)
        throws
    {
        let firstEntry: Int64 = 1
        try groups.requireUnused(group.profile.id, wantedBy: group.profile.owner)
        try accounts.require(group.accounts, policy: policy, at: now)
        try check(group, against: plan, at: now)
        let number = try groups.insert(group.profile, nextEntry: firstEntry + Int64(group.members.count))
        try groupCounts.add(1, to: group.profile.type)
        try members.insert(group.members, of: number, group.profile, firstEntry: firstEntry)
        for member in group.members where member.muteUntil != .never {
            try mutes.set(member.account, in: number, until: member.muteUntil)
        }
    }

    /// Refuses a new group that a quota forbids; where there are none, nothing is read.
    private func check(_ group: NewGroup, against plan: PlanLimits, at now: UnixTime) throws {
        guard plan != .unlimited else {
            return
        }
        let count = try groupCounts.count(of: nil)
        let counts = GroupCounts(
            groups: count,
            avChatRooms: try groupCounts.count(of: .avChatRoom),
            groupsBeforeToday: plan.dailyGroups == nil
                ? count : try groupGrowth.groupsBefore(now: count, at: now))
        try plan.checkCreation(of: group.profile.type, counts: counts)
        try plan.checkQuota(of: try members.atQuota(among: group.members.map(\.account), of: plan))
    }
}
