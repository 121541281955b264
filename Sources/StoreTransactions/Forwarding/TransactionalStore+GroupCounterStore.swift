package import Groups
package import Storage
package import Wire

extension TransactionalStore {
    package func counters(of group: GroupID, in scope: StoreScope) async throws(StoreError) -> [GroupCounter] {
        try await read(in: scope) { try $0.counters(of: group, in: scope) }
    }

    package func updateCounters(of group: GroupID, in scope: StoreScope, by update: GroupCounterUpdate)
        async throws(StoreError) -> [GroupCounter]
    {
        try await write(in: scope, about: .group(group)) { try $0.updateCounters(of: group, in: scope, by: update) }
    }

    package func deleteCounters(_ keys: [String]?, of group: GroupID, in scope: StoreScope) async throws(StoreError) {
        try await write(in: scope, about: .group(group)) { try $0.deleteCounters(keys, of: group, in: scope) }
    }
}
