package import Wire

/// Lets accounts into a group, at an administrator's call or as an import.
///
/// - Source: protocol reference file 30, sections 4 and 15.
package enum MemberAdmission {
    /// What became of one account.
    ///
    /// A raw value is the wire's `Result`.
    package enum Result: Int, Sendable {
        case failed = 0
        case added = 1
        case alreadyMember = 2
    }

    /// One entry of an import's `MemberList`.
    package struct Import: Sendable {
        /// `nil` for a text that no account can have.
        package let account: Account?
        package let role: Role
        /// `nil` means now.
        package let joinTime: UnixTime?
        /// At least 0.
        package let unreadMsgNum: Int64

        package init(account: Account?, role: Role, joinTime: UnixTime?, unreadMsgNum: Int64) {
            self.account = account
            self.role = role
            self.joinTime = joinTime
            self.unreadMsgNum = unreadMsgNum
        }
    }

    /// Decides on `add_group_member`: all accounts that are not members yet and may come in do so, or nobody does.
    ///
    /// - Parameters:
    ///   - accounts: in request order; one that stands twice is added once and reported twice. `nil` for a text that no
    ///     account can have, which fails.
    ///   - members: which of them are members already.
    ///   - unknown: which of them do not exist; they fail.
    ///   - banned: which of them may not come in; they fail.
    ///   - plan: the quotas of the app.
    ///   - atQuota: which of them are not members, and have as many groups as the plan allows; they fail.
    /// - Returns: the new members in list order, and a result for each account in request order.
    /// - Throws: ``ErrorCode/groupFull`` when there is somebody to add, and not room for all;
    ///   ``ErrorCode/tooManyGroupsOfAccount`` when the plan keeps all out that are not members.
    package static func add(
        _ accounts: [Account?], to profile: GroupProfile, members: Set<Account>, unknown: Set<Account> = [],
        banned: Set<Account> = [], plan: PlanLimits = .unlimited, atQuota: Set<Account> = [], at now: UnixTime
    ) throws(APIError) -> (new: [Member], results: [Result]) {
        let kept = unknown.union(banned).union(atQuota)
        var seen = members.union(kept)
        let new =
            accounts
            .compactMap(\.self).filter { seen.insert($0).inserted }
            .map { newMember($0, of: profile, joinTime: now) }
        guard new.isEmpty || profile.memberNum + Int64(new.count) <= profile.maxMemberNum else {
            throw APIError(
                .groupFull,
                "MemberList holds \(new.count) new accounts, the group has room for \(profile.room)")
        }
        let atBest = members.union(atQuota)
        if accounts.allSatisfy({ $0.map(atBest.contains) ?? false }) {
            try plan.checkQuota(of: atQuota)
        }
        var reported = members
        let results = accounts.map { account -> Result in
            guard let account, !kept.contains(account) else {
                return .failed
            }
            return reported.insert(account).inserted ? .added : .alreadyMember
        }
        return (new, results)
    }

    /// Decides on `import_group_member`, account by account, until the group is full.
    ///
    /// - Parameters:
    ///   - imports: in request order.
    ///   - members: which of the accounts are members already.
    ///   - existing: which of the accounts exist.
    ///   - banned: which of them may not come in; they fail.
    /// - Returns: the new members in list order, and a result for each import in request order.
    package static func `import`(
        _ imports: [Import], to profile: GroupProfile, members: Set<Account>, existing: Set<Account>,
        banned: Set<Account> = [], at now: UnixTime
    ) -> (new: [Member], results: [Result]) {
        var seen = members
        var new: [Member] = []
        let results = imports.map { item -> Result in
            guard let account = item.account, existing.contains(account), !banned.contains(account) else {
                return .failed
            }
            guard !seen.contains(account) else {
                return .alreadyMember
            }
            let joinTime = item.joinTime ?? max(now, profile.createTime)
            guard
                joinTime >= profile.createTime, joinTime <= max(now, profile.createTime),
                profile.memberNum + Int64(new.count) < profile.maxMemberNum
            else {
                return .failed
            }
            seen.insert(account)
            var member = newMember(account, of: profile, joinTime: joinTime)
            member.role = profile.type.hasAdmins ? item.role : .member
            member.msgSeq = max(0, member.msgSeq - item.unreadMsgNum)
            new.append(member)
            return .added
        }
        return (new, results)
    }

    private static func newMember(_ account: Account, of profile: GroupProfile, joinTime: UnixTime) -> Member {
        Member(
            account: account, joinTime: joinTime, msgSeq: profile.nextMsgSeq - 1,
            msgFlag: profile.type.defaultMsgFlag)
    }
}

extension GroupProfile {
    /// How many members can still come in.
    fileprivate var room: Int64 { max(0, maxMemberNum - memberNum) }
}
