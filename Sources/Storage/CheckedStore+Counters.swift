package import Groups
package import Wire

extension CheckedStore {
    package func counters(of group: GroupID, in scope: StoreScope) async throws(StoreError) -> [GroupCounter] {
        do {
            let counters = try await base.counters(of: group, in: scope)
            checkCounters(counters)
            return counters
        } catch {
            throw checked(error, declared: [.groupNotFound, .notPermitted])
        }
    }

    package func updateCounters(
        of group: GroupID, in scope: StoreScope, by update: GroupCounterUpdate
    ) async throws(StoreError) -> [GroupCounter] {
        do {
            let counters = try await base.updateCounters(of: group, in: scope, by: update)
            checkCounters(counters)
            check(
                update.counters.allSatisfy { written in counters.contains { $0.hasKey(written.key) } },
                "updateCounters answers with every counter that it was to write")
            return counters
        } catch {
            throw checked(
                error, declared: [.groupNotFound, .notPermitted, .tooManyGroupCounters, .invalidParameter])
        }
    }

    package func deleteCounters(_ keys: [String]?, of group: GroupID, in scope: StoreScope) async throws(StoreError) {
        do {
            try await base.deleteCounters(keys, of: group, in: scope)
        } catch {
            throw checked(error, declared: [.groupNotFound, .notPermitted])
        }
    }

    private func checkCounters(_ counters: [GroupCounter]) {
        check(counters.count <= GroupCounter.maximumCount, "a group has no more counters than it may have")
        check(Self.areDifferent(counters.map(\.key)), "a group's counters have different keys")
    }
}
