package import Groups
package import Storage
import StoreTransactions
package import Wire

extension SQLiteStore {
    package func counters(of group: GroupID, in scope: StoreScope) async throws(StoreError) -> [GroupCounter] {
        try await reads.perform { database in
            let tables = AppTables(database, app: scope.app)
            return try tables.counters.all(of: tables.requireCounters(of: group))
        }
    }

    package func updateCounters(
        of group: GroupID, in scope: StoreScope, by update: GroupCounterUpdate
    ) async throws(StoreError) -> [GroupCounter] {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            let number = try tables.requireCounters(of: group)
            let stored = try tables.counters.all(of: number)
            let updated = try update.apply(to: stored)
            try tables.counters.replace(stored, by: updated, of: number)
            return updated
        }
    }

    package func deleteCounters(_ keys: [String]?, of group: GroupID, in scope: StoreScope) async throws(StoreError) {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            let number = try tables.requireCounters(of: group)
            guard let keys else {
                return try tables.counters.deleteAll(of: number)
            }
            let stored = try tables.counters.all(of: number)
            let kept = stored.filter { counter in !keys.contains(where: counter.hasKey) }
            try tables.counters.replace(stored, by: kept, of: number)
        }
    }
}

extension AppTables {
    /// The number of a group that can have counters.
    ///
    /// - Throws: ``ErrorCode/groupNotFound``, then ``ErrorCode/notPermitted``, as an `APIError`.
    fileprivate func requireCounters(of group: GroupID) throws -> Int64 {
        let row = try groups.require(group)
        guard row.profile.type.hasCounters else {
            throw APIError.noCounters(in: row.profile.type)
        }
        return row.number
    }
}
