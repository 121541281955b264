import Groups
import Storage
import Wire

extension UnitOfWork {
    func counters(of group: GroupID, in scope: StoreScope) throws -> [GroupCounter] {
        try counters.find(requireCounters(of: group)) ?? []
    }

    /// Counters do not move the group's version: no answer about the group shows them.
    func updateCounters(of group: GroupID, in scope: StoreScope, by update: GroupCounterUpdate) throws -> [GroupCounter]
    {
        let number = try requireCounters(of: group)
        let updated = try update.apply(to: try counters.find(number) ?? [])
        counters.set(updated, for: number)
        return updated
    }

    func deleteCounters(_ keys: [String]?, of group: GroupID, in scope: StoreScope) throws {
        let number = try requireCounters(of: group)
        let stored = try counters.find(number) ?? []
        let kept = keys.map { keys in stored.filter { counter in !keys.contains(where: counter.hasKey) } } ?? []
        counters.set(kept, for: number)
    }

    /// The number of a group that can have counters.
    ///
    /// - Throws: ``ErrorCode/groupNotFound``, then ``ErrorCode/notPermitted``, as an `APIError`.
    private func requireCounters(of group: GroupID) throws -> GroupNumber {
        let row = try require(group)
        guard row.profile.type.hasCounters else {
            throw APIError.noCounters(in: row.profile.type)
        }
        return row.number
    }
}
