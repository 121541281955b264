import Groups
import Storage
import Wire

extension UnitOfWork {
    func createGroup(_ group: NewGroup, in scope: StoreScope) throws {
        prefetchNumber(of: .groups)
        groups.prefetch(group.profile.id)
        try accounts.prefetch(group.accounts)
        try groupCounts.prefetch(GroupType.allCases)
        if scope.plan != .unlimited {
            // keeps others from creating groups meanwhile
            groupGrowth.prefetch(AppWide())
        }
        // a question comes before the first change
        let members = Set(group.members.map(\.account))
        let atQuota = try atQuota(among: members, of: scope.plan)
        if let living = try groups.find(group.profile.id)?.profile {
            throw APIError.groupIDInUse(living.id, owner: living.owner, wanted: group.profile.owner)
        }
        try require(group.accounts, in: scope)
        let counts = try checkCreation(of: group.profile.type, plan: scope.plan, at: scope.now)
        try scope.plan.checkQuota(of: atQuota)
        try count(1, of: group.profile.type)

        let firstEntry: Int64 = 1
        let row = GroupRow(
            number: try takeNumber(ofGroup: group.profile.id), nextEntry: firstEntry + Int64(group.members.count),
            profile: group.profile)
        insert(row) { change in
            for (entry, member) in zip(firstEntry..., group.members) {
                add(member, entry: entry, in: change)
            }
        }
        tell(.created(GroupEvent.CreatedGroup(group)), in: group.profile, scope)
        if let counts, !group.isImported, let event = scope.plan.growthEvent(counts: counts) {
            tell(event, scope)
        }
    }

    func restoreGroup(_ group: NewGroup, in scope: StoreScope) throws {
        var scope = scope
        scope.accounts = .importOnSight
        scope.plan = .unlimited
        try createGroup(NewGroup(profile: group.profile, members: group.members, isImported: true), in: scope)
    }

    func changeProfile(of group: GroupID, in scope: StoreScope, by profileChange: ProfileChange, operator: Account?)
        throws
    {
        let operators = [`operator`].compactMap(\.self)
        try accounts.prefetch(operators)
        let row = try require(group)
        try prefetchTips(in: [row], about: [], scope)
        var profile = row.profile
        try require(operators, in: scope)
        try profileChange.apply(to: &profile, at: scope.now, limits: scope.groups)
        guard !profileChange.isEmpty else {
            return
        }
        try change(group) { $0.row.profile = profile }
        let fields = profileChange.fields(in: profile.type)
        if !fields.isEmpty {
            try announce(.profileChanged(fields), in: profile, by: `operator`, scope)
        }
    }

    func destroyGroup(_ group: GroupID, in scope: StoreScope) throws {
        try groupCounts.prefetch(GroupType.allCases)
        let row = try require(group)
        let profile = row.profile
        let listsMembers = takesEvents && profile.type.storesMembers && profile.type != .community
        let members = listsMembers ? try ask(MembersOfGroup(group: row.number)) : []
        try destroy([row])
        try count(-1, of: profile.type)
        tell(.destroyed(name: profile.name, owner: profile.owner, members: members), in: profile, scope)
    }

    // MARK: Quotas

    /// Which of the accounts have as many groups as a plan allows.
    ///
    /// It is asked before anything is changed.
    func atQuota(among accounts: Set<Account>, of plan: PlanLimits) throws -> Set<Account> {
        guard let maximum = plan.groupsPerAccount else {
            return []
        }
        guard maximum > 0 else {
            return accounts
        }
        return try ask(AccountsInGroups(accounts: accounts.sorted(), count: maximum))
    }

    /// Refuses a new group that a quota of the app forbids; where there are none, nothing is read.
    ///
    /// - Returns: the counts without the new group; `nil` where there are no quotas.
    private func checkCreation(of type: GroupType, plan: PlanLimits, at now: UnixTime) throws -> GroupCounts? {
        guard plan != .unlimited else {
            return nil
        }
        let count = try groupCount(of: nil)
        let counts = GroupCounts(
            groups: count,
            avChatRooms: try groupCount(of: .avChatRoom),
            groupsBeforeToday: plan.dailyGroups == nil ? count : try groupsBeforeToday(now: count, at: now))
        try plan.checkCreation(of: type, counts: counts)
        return counts
    }

    /// How many groups there were when the present day's growth began to be counted; the day's first call begins it.
    ///
    /// - Parameter groups: how many there are now.
    private func groupsBeforeToday(now groups: Int64, at now: UnixTime) throws -> Int64 {
        if let latest = try groupGrowth.find(AppWide()) {
            let moment = now.notBefore(GroupCounts.beginning(ofDay: latest.day))
            guard GroupCounts.day(of: moment) != latest.day else {
                return latest.groupsBefore
            }
        }
        groupGrowth.set(GroupGrowthRow(day: GroupCounts.day(of: now), groupsBefore: groups), for: AppWide())
        return groups
    }

    // MARK: Counts

    /// The groups of a type, or of all types.
    func groupCount(of type: GroupType?) throws -> Int64 {
        try groupCounts.find(type.map { [$0] } ?? GroupType.allCases).values.reduce(0, +)
    }

    func count(_ difference: Int64, of type: GroupType) throws {
        groupCounts.set((try groupCounts.find(type) ?? 0) + difference, for: type)
    }
}
