import Groups
import Storage
import Wire

extension UnitOfWork {
    func importAccounts(_ imports: [AccountImport], in scope: StoreScope) throws {
        try accounts.prefetch(imports.map(\.account))
        for item in imports {
            try createOrUpdate(item, at: scope.now)
        }
    }

    func existingAccounts(among listed: [Account], in scope: StoreScope) throws -> Set<Account> {
        try existing(among: listed)
    }

    func accounts(from name: String, limit: Int, in scope: StoreScope) throws -> [Account] {
        try ask(AccountsByName(name: name, limit: limit))
    }

    func deleteAccounts(_ listed: [Account], in scope: StoreScope) throws -> Set<Account> {
        let question = TracesOfAccounts(accounts: Set(listed).sorted())
        prefetch(question)
        let existing = try existing(among: listed)
        let traces = try ask(question).filter { existing.contains($0.account) }
        guard !existing.isEmpty else {
            return []
        }
        try record(.deleteAccounts(existing.sorted()))
        try takeOut(traces, in: scope)
        for account in existing.sorted() {
            tell(.deleted, of: account, scope)
        }
        return existing
    }

    /// Writes into groups what they lose with accounts: one change each, however much it lost; a loss that its row does
    /// not show is no change of its profile.
    private func takeOut(_ traces: [AccountTraces], in scope: StoreScope) throws {
        let lostMembers = traces.flatMap(\.memberOf).reduce(into: [:]) { $0[$1, default: Int64(0)] += 1 }
        let ownerless = Set(traces.flatMap(\.ownerOf))
        let concerned = ownerless.union(lostMembers.keys).union(traces.flatMap { $0.administratorOf + $0.notedIn })
        let losses = Loss.byGroup(traces)
        let rows = try groups.find(concerned)
        try prefetchTips(in: Array(rows.values), about: [], scope)
        // by number, so that whoever looks on sees groups in the order of their creation
        for row in rows.values.sorted(by: { $0.number < $1.number }) {
            let group = row.profile.id
            try change(group) { change in
                let lost = lostMembers[group] ?? 0
                guard lost > 0 || ownerless.contains(group) else {
                    return
                }
                change.row.profile.memberNum -= lost
                if ownerless.contains(group) {
                    change.row.profile.owner = nil
                }
                change.row.profile.recordChange(at: scope.now)
            }
            try announce(losses[group] ?? [], of: row.profile, in: scope)
        }
        guard rows.count == concerned.count else {
            throw InconsistentRows(description: "an account is noted in a group that does not exist")
        }
    }

    /// Tells what a group loses with accounts.
    ///
    /// - Parameter profile: of the group, before.
    private func announce(_ losses: [Loss], of profile: GroupProfile, in scope: StoreScope) throws {
        var profile = profile
        for loss in losses {
            switch loss {
            case .member(let account):
                profile.memberNum -= 1
                let left = GroupEvent.LeftMembers([account], .accountDeleted, profile: profile)
                try announce(.membersLeft(left), in: profile, by: account, scope)
            case .owner(let account):
                tell(.ownerChanged(from: account, to: nil), in: profile, by: account, scope)
            case .admin(let account):
                tell(.roomAdminsChanged(appointed: [], dismissed: [account]), in: profile, by: account, scope)
            }
        }
    }

    // MARK: What other transactions ask of accounts

    /// Which of the accounts exist.
    func existing(among listed: [Account]) throws -> Set<Account> {
        Set(try accounts.find(listed).keys)
    }

    /// Sees to it that the accounts exist.
    ///
    /// - Throws: ``ErrorCode/accountNotFound`` as an `APIError`, naming the missing ones, when the policy forbids to
    ///   create them.
    func require(_ named: [Account], in scope: StoreScope) throws {
        try accounts.prefetch(named)
        let absent = try named.filter { try accounts.find($0) == nil }
        guard !absent.isEmpty else {
            return
        }
        let missing = absent.once
        switch scope.accounts {
        case .importOnSight:
            create(missing, at: scope.now)
        case .mustExist:
            throw APIError.noSuchAccounts(missing)
        }
    }

    /// Which of the accounts exist: all of them from now on when the policy says so.
    func admitted(among named: Set<Account>, in scope: StoreScope) throws -> Set<Account> {
        let existing = try existing(among: named.sorted())
        switch scope.accounts {
        case .importOnSight:
            create(named.subtracting(existing).sorted(), at: scope.now)
            return named
        case .mustExist:
            return existing
        }
    }

    /// Whether an account exists, which it does from now on when the policy says so.
    func admits(_ account: Account, in scope: StoreScope) throws -> Bool {
        try admitted(among: [account], in: scope).contains(account)
    }

    /// Creates accounts that do not exist, and were asked for.
    func create(_ missing: [Account], at now: UnixTime) {
        for account in missing {
            accounts.set(AccountRow(importTime: now), for: account)
        }
    }

    /// Creates an account, or overwrites those of its texts that the import names.
    func createOrUpdate(_ item: AccountImport, at now: UnixTime) throws {
        var row = try accounts.find(item.account) ?? AccountRow(importTime: now)
        row.nick = item.nick ?? row.nick
        row.faceURL = item.faceURL ?? row.faceURL
        accounts.set(row, for: item.account)
    }

    /// The accounts with their names, in the same order; one that does not exist has none.
    func names(of listed: [Account], in scope: StoreScope) throws -> [NamedAccount] {
        let rows = try accounts.find(listed)
        return listed.map { account in
            NamedAccount(
                account: account, nickName: rows[account]?.nick ?? "", avatar: rows[account]?.faceURL ?? "")
        }
    }
}

/// What a group loses with an account that events tell of.
private enum Loss {
    case member(Account)
    case owner(Account)
    case admin(Account)

    /// What each group loses, account by account.
    static func byGroup(_ traces: [AccountTraces]) -> [GroupID: [Loss]] {
        var losses: [GroupID: [Loss]] = [:]
        for trace in traces.sorted(by: { $0.account < $1.account }) {
            let account = trace.account
            let lost: [(groups: [GroupID], loss: Loss)] = [
                (trace.memberOf, .member(account)), (trace.ownerOf, .owner(account)),
                (trace.administratorOf, .admin(account)),
            ]
            for (groups, loss) in lost {
                for group in groups {
                    losses[group, default: []].append(loss)
                }
            }
        }
        return losses
    }
}
