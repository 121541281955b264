import Groups
import Storage
import Wire

extension UnitOfWork {
    /// Most groups and accounts that one transaction removes.
    private static let emptyingLimit = 200

    func emptyApp(in scope: StoreScope) throws -> Bool {
        let listing = GroupsInOrder(type: nil, number: 0, limit: Self.emptyingLimit)
        let naming = AccountsInOrder(limit: Self.emptyingLimit)
        prefetch(listing)
        prefetch(naming)
        try groupCounts.prefetch(GroupType.allCases)
        groupGrowth.prefetch(AppWide())
        broadcasts.prefetch(AppWide())
        let listed = try ask(listing)
        let accounts = try ask(naming)
        let tracing = TracesOfAccounts(accounts: accounts)
        prefetch(tracing)
        // where others write too, what is found here is locked
        let rows = try groups.find(listed.map(\.id))
        let traces = try ask(tracing)
        let doomed = rows.values.sorted { $0.number < $1.number }
        for row in doomed {
            try count(-1, of: row.profile.type)
        }
        if !doomed.isEmpty {
            try destroy(doomed)
        }
        guard listed.count < Self.emptyingLimit, traces.allSatisfy({ $0.isWithin(rows) }) else {
            return false
        }
        if !accounts.isEmpty {
            try record(.deleteAccounts(accounts))
        }
        guard accounts.count < Self.emptyingLimit else {
            return false
        }
        _ = try groupGrowth.find(AppWide())
        _ = try broadcasts.find(AppWide())
        groupGrowth.set(nil, for: AppWide())
        broadcasts.set(nil, for: AppWide())
        // whatever the clock said when they were made
        try record(.forgetSendsAhead(keptFrom: .never, limit: .max))
        emptyOutbox()
        return true
    }
}

extension AccountTraces {
    /// Whether the account has left traces in no other groups.
    fileprivate func isWithin(_ groups: [GroupID: GroupRow]) -> Bool {
        [memberOf, ownerOf, administratorOf, notedIn].joined().allSatisfy { groups[$0] != nil }
    }
}
