import Groups
import Storage
import Wire

extension UnitOfWork {
    func counters(of group: GroupID, in scope: StoreScope) throws -> [GroupCounter] {
        try counters.find(requireCounters(of: group).number) ?? []
    }

    /// Counters do not move the group's version: no answer about the group shows them.
    func updateCounters(of group: GroupID, in scope: StoreScope, by update: GroupCounterUpdate) throws -> [GroupCounter]
    {
        let group = try requireCounters(of: group)
        let number = group.number
        let updated = try update.apply(to: try counters.find(number) ?? [])
        counters.set(updated, for: number)
        if !update.counters.isEmpty {
            tell(.countersChanged(updated.selected(update.counters.map(\.key))), in: group.profile, scope)
        }
        return updated
    }

    func deleteCounters(_ keys: [String]?, of group: GroupID, in scope: StoreScope) throws {
        let group = try requireCounters(of: group)
        let number = group.number
        let stored = try counters.find(number) ?? []
        let kept = keys.map { keys in stored.filter { counter in !keys.contains(where: counter.hasKey) } } ?? []
        counters.set(kept, for: number)
        let deleted = stored.map(\.key).filter { key in !kept.contains { $0.hasKey(key) } }
        if !deleted.isEmpty {
            tell(.countersDeleted(keys: deleted), in: group.profile, scope)
        }
    }

    /// A group that can have counters.
    ///
    /// - Throws: ``ErrorCode/groupNotFound``, then ``ErrorCode/notPermitted``, as an `APIError`.
    private func requireCounters(of group: GroupID) throws -> GroupRow {
        let row = try require(group)
        guard row.profile.type.hasCounters else {
            throw APIError.noCounters(in: row.profile.type)
        }
        return row
    }
}
