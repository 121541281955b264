import Groups
import Storage
import Wire

extension UnitOfWork {
    func banMembers(_ listed: [Account], from group: GroupID, in scope: StoreScope, until end: UnixTime) throws {
        let row = try require(group)
        let keys = listed.map { MemberKey(group: row.number, account: $0) }
        try bans.prefetch(keys)
        try prefetchTips(in: [row], about: listed, scope)
        let leaving = try members(of: row.number, among: Set(listed))
        _ = try bans.find(keys)
        var profile = row.profile
        try MemberRemoval.ban(listed, leaving: leaving, from: &profile, at: scope.now)
        tidy(.forgetBans(row.number, endedBy: scope.now))
        try change(group) { change in
            for key in keys {
                bans.set(end, for: key, in: change)
            }
            if !leaving.isEmpty {
                try remove(leaving, in: change)
            }
            change.row.profile = profile
        }
        guard !listed.isEmpty else {
            return
        }
        tell(.membersBanned(listed.once, until: end), in: profile, scope)
        if !leaving.isEmpty {
            let left = GroupEvent.LeftMembers(listed.once(among: leaving), .banned, profile: profile)
            try announce(.membersLeft(left), in: profile, scope)
        }
    }

    func unbanMembers(_ listed: [Account], from group: GroupID, in scope: StoreScope) throws {
        let row = try require(group)
        let keys = listed.map { MemberKey(group: row.number, account: $0) }
        _ = try bans.find(keys)
        try change(group) { change in
            for key in keys {
                bans.set(nil, for: key, in: change)
            }
        }
        if !listed.isEmpty {
            tell(.membersUnbanned(listed.once), in: row.profile, scope)
        }
    }

    func bans(of group: GroupID, offset: Int64, limit: Int, in scope: StoreScope) throws -> [TimedAccount] {
        try ask(BansOfGroup(group: require(group).number, offset: offset, limit: limit, now: scope.now))
    }

    func mutes(of group: GroupID, topic: String?, in scope: StoreScope) throws -> [TimedAccount] {
        let row = try require(group)
        guard let topic else {
            return try ask(MutesOfGroup(group: row.number, topic: nil, now: scope.now))
        }
        guard let id = TopicID(topic) else {
            throw row.profile.supportsTopics ? APIError.noSuchTopic : APIError.noTopics
        }
        let question = MutesOfGroup(group: row.number, topic: id, now: scope.now)
        prefetch(question)
        try checkExists(id, in: row)
        return try ask(question)
    }

    /// Which of the accounts are banned from the group.
    func banned(from group: GroupNumber, among accounts: Set<Account>, at now: UnixTime) throws -> Set<Account> {
        let ends = try bans.find(accounts.map { MemberKey(group: group, account: $0) })
        return Set(ends.filter { $0.value > now }.keys.map(\.account))
    }
}
