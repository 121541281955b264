import Groups
import Storage
import Wire

extension UnitOfWork {
    func addMembers(_ listed: [Account?], to group: GroupID, in scope: StoreScope, isSilent: Bool) throws
        -> [MemberAdmission.Result]
    {
        let named = Set(listed.compactMap(\.self))
        try accounts.prefetch(named)
        groups.prefetch(group)
        // a question comes before the first change
        let atQuota = try atQuota(among: named, of: scope.plan)
        let row = try requireMemberList(of: group)
        try prefetchJoining(named, row.number)
        try prefetchTips(in: [row], about: named, scope)
        let known = try admitted(among: named, in: scope)
        guard !known.isEmpty else {
            throw APIError.noneOfAccounts(listed)
        }
        let members = try members(of: row.number, among: known)
        let banned = try banned(from: row.number, among: known, at: scope.now)
        let others = known.subtracting(members).subtracting(banned)
        let (new, results) = try MemberAdmission.add(
            listed, to: row.profile, members: members, unknown: named.subtracting(known), banned: banned,
            plan: scope.plan, atQuota: atQuota.intersection(others), at: scope.now)
        try admit(new, .added, to: group, in: scope, isSilent: isSilent)
        return results
    }

    func importMembers(_ imports: [MemberAdmission.Import], to group: GroupID, in scope: StoreScope) throws
        -> [MemberAdmission.Result]
    {
        let named = Set(imports.compactMap(\.account))
        try accounts.prefetch(named)
        let row = try requireMemberList(of: group)
        try prefetchJoining(named, row.number)
        let existing = try existing(among: named.sorted())
        let (new, results) = MemberAdmission.import(
            imports, to: row.profile, members: try members(of: row.number, among: named),
            existing: scope.accounts == .importOnSight ? named : existing,
            banned: try banned(from: row.number, among: named, at: scope.now), at: scope.now)
        // those that do not get in are not created either
        create(new.map(\.account).filter { !existing.contains($0) }, at: scope.now)
        try admit(new, .imported, to: group, in: scope)
        return results
    }

    func changeMember(_ account: Account?, of group: GroupID, in scope: StoreScope, by memberChange: MemberChange)
        throws
    {
        let group = try requireMemberList(of: group)
        let key = account.map { MemberKey(group: group.number, account: $0) }
        if let account, memberChange.muteTime != nil {
            mutes.prefetch(MuteKey(group: group.number, account: account))
        }
        try prefetchTips(in: [group], about: [account].compactMap(\.self), scope)
        guard let key, var row = try members.find(key) else {
            throw APIError.notAMember(as: "Member_Account")
        }
        let fields = memberChange.fields(of: row.member)
        try row.change { member in
            try memberChange.apply(to: &member, in: group.profile.type, at: scope.now)
        }
        try change(group.profile.id) { change in
            members.set(row, for: key, in: change)
            if memberChange.muteTime != nil {
                try mute([key.account], topic: nil, until: row.member.muteUntil, in: change)
            }
        }
        if !fields.isEmpty {
            try announce(.memberChanged(key.account, fields), in: group.profile, scope)
        }
        if memberChange.muteTime != nil {
            try announce(
                .membersMuted([key.account], topic: nil, until: row.member.muteUntil), in: group.profile, scope)
        }
    }

    func removeMembers(
        _ listed: [Account], from group: GroupID, in scope: StoreScope, isSilent: Bool, reason: String
    ) throws {
        let row = try require(group)
        guard row.profile.type.storesMembers else {
            throw row.profile.type.unsupported("Removing members", code: .invalidParameter)
        }
        try prefetchTips(in: [row], about: listed, scope)
        let leaving = try members(of: row.number, among: Set(listed))
        var profile = row.profile
        try MemberRemoval.remove(leaving, from: &profile, at: scope.now)
        guard !leaving.isEmpty else {
            return
        }
        try change(group) { change in
            try remove(leaving, in: change)
            change.row.profile = profile
        }
        let left = GroupEvent.LeftMembers(
            listed.once(among: leaving), .removed, reason: reason, isSilent: isSilent, profile: profile)
        try announce(.membersLeft(left), in: profile, scope)
        if profile.owner != row.profile.owner {
            try announce(.ownerChanged(from: row.profile.owner, to: profile.owner), in: profile, scope)
        }
    }

    func changeOwner(of group: GroupID, to account: Account?, in scope: StoreScope) throws {
        let row = try requireMemberList(of: group)
        try prefetchTips(in: [row], about: [], scope)
        let concerned = [account, row.profile.owner].compactMap(\.self)
        let rows = try members.find(concerned.map { MemberKey(group: row.number, account: $0) })
        guard
            let account, let newOwner = rows[MemberKey(group: row.number, account: account)]
        else {
            throw APIError.notAMember(as: "NewOwner_Account")
        }
        var profile = row.profile
        let roles = OwnerChange.apply(to: &profile, newOwner: newOwner.member, at: scope.now)
        guard !roles.isEmpty else {
            return
        }
        try change(group) { change in
            for (account, role) in roles {
                let key = MemberKey(group: row.number, account: account)
                if var member = rows[key] {
                    member.change { $0.role = role }
                    members.set(member, for: key, in: change)
                }
            }
            change.row.profile = profile
        }
        try announce(.ownerChanged(from: row.profile.owner, to: account), in: profile, scope)
    }

    func setUnreadMsgNum(_ count: Int64, of account: Account?, in group: GroupID, scope: StoreScope) throws {
        let group = try require(group)
        guard group.profile.type.countsUnreadMessages else {
            return
        }
        let key = account.map { MemberKey(group: group.number, account: $0) }
        guard let key, var row = try members.find(key) else {
            throw APIError.notAMember(as: "Member_Account")
        }
        var member = row.member
        let formerSeq = row.member(floor: group.readFloor).msgSeq
        member.setUnreadMsgNum(count, in: group.profile)
        row.position = ReadPosition(msgSeq: member.msgSeq, floor: group.readFloor)
        try change(group.profile.id) { members.set(row, for: key, in: $0) }
        if member.msgSeq != formerSeq {
            tell(.readPositionSet(of: key.account, seq: member.msgSeq), in: group.profile, scope)
        }
    }

    func muteMembers(_ listed: [Account], of group: GroupID, topic: TopicID?, in scope: StoreScope, until end: UnixTime)
        throws
    {
        let row = try require(group)
        guard row.profile.type.canMuteMembers else {
            throw APIError.noMuting(in: row.profile.type)
        }
        try mutes.prefetch(listed.map { MuteKey(group: row.number, topic: topic, account: $0) })
        try prefetchTips(in: [row], about: listed, scope)
        if let topic {
            try checkExists(topic, in: row)
        } else {
            try members.prefetch(listed.map { MemberKey(group: row.number, account: $0) })
        }
        try change(group) { try mute(listed, topic: topic, until: end, in: $0) }
        if !listed.isEmpty {
            try announce(.membersMuted(listed.once, topic: topic, until: end), in: row.profile, scope)
        }
    }

    // MARK: Reading

    func findMembers(_ listed: [Account], of group: GroupID, in scope: StoreScope) throws -> [Account: Member] {
        let group = try requireMemberList(of: group)
        let rows = try members.find(listed.map { MemberKey(group: group.number, account: $0) })
        return rows.reduce(into: [:]) { $0[$1.key.account] = $1.value.member(floor: group.readFloor) }
    }

    /// - Throws: ``ErrorCode/groupNotFound``, then ``ErrorCode/notPermitted``, as an `APIError`.
    func requireMemberList(of group: GroupID) throws -> GroupRow {
        let row = try require(group)
        guard row.profile.type.storesMembers else {
            throw APIError.noMemberList(in: row.profile.type)
        }
        return row
    }

    /// Which of the accounts are members of the group.
    func members(of group: GroupNumber, among accounts: Set<Account>) throws -> Set<Account> {
        Set(try members.find(accounts.map { MemberKey(group: group, account: $0) }).keys.map(\.account))
    }

    // MARK: Coming and going

    /// Asks for what decides who may join.
    private func prefetchJoining(_ accounts: Set<Account>, _ group: GroupNumber) throws {
        let keys = accounts.map { MemberKey(group: group, account: $0) }
        try members.prefetch(keys)
        try bans.prefetch(keys)
        try mutes.prefetch(accounts.map { MuteKey(group: group, account: $0) })
    }

    /// Adds new members, with the mutes that still run for their accounts, and changes the group; nothing if there are
    /// none.
    ///
    /// - Parameter isSilent: whether nobody is to be told.
    private func admit(
        _ new: [Member], _ cause: GroupEvent.JoinedMembers.Cause, to group: GroupID, in scope: StoreScope,
        isSilent: Bool = false
    ) throws {
        guard !new.isEmpty else {
            return
        }
        let profile = try change(group) { change in
            for var member in new {
                let end = try mutes.find(MuteKey(group: change.number, account: member.account))
                if let end, end > scope.now {
                    member.muteUntil = end
                }
                add(member, entry: change.row.nextEntry, in: change)
                change.row.nextEntry += 1
            }
            change.row.profile.memberNum += Int64(new.count)
            change.row.profile.recordChange(at: scope.now)
            return change.row.profile
        }
        let joined = GroupEvent.JoinedMembers(new.map(\.account), cause, isSilent: isSilent, profile: profile)
        try announce(.membersJoined(joined), in: profile, scope)
    }

    /// Adds a member who has no row yet, and the mute that goes with the membership.
    func add(_ member: Member, entry: Int64, in change: borrowing GroupChange) {
        let group = change.number
        members.insert(
            MemberRow(member, entry: entry, readFloor: change.row.readFloor),
            for: MemberKey(group: group, account: member.account), in: change)
        if member.muteUntil != .never {
            mutes.insert(member.muteUntil, for: MuteKey(group: group, account: member.account), in: change)
        }
    }

    /// Takes members out with all that they have in the group but their mutes.
    func remove(_ leaving: Set<Account>, in change: borrowing GroupChange) throws {
        try record(.removeMembers(leaving.sorted(), change.number))
    }

    /// Mutes accounts or unmutes them, and writes the copy in the rows of those who are members.
    ///
    /// This is the only way in which a mute changes, so that the copies agree.
    ///
    /// - Parameters:
    ///   - topic: mutes in this topic only, which a member's row does not show; `nil` means the group.
    ///   - end: ``UnixTime/never`` unmutes.
    private func mute(
        _ listed: [Account], topic: TopicID?, until end: UnixTime, in change: borrowing GroupChange
    ) throws {
        for account in listed {
            let key = MuteKey(group: change.number, topic: topic, account: account)
            _ = try mutes.find(key)
            mutes.set(end == .never ? nil : end, for: key, in: change)
            let memberKey = MemberKey(group: change.number, account: account)
            if topic == nil, var row = try members.find(memberKey) {
                row.change { $0.muteUntil = end }
                members.set(row, for: memberKey, in: change)
            }
        }
    }
}
