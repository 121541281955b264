import Groups
import Storage
import Wire

extension BrokenStore {
    func attributes(of group: GroupID, in scope: StoreScope) async throws(StoreError) -> [GroupAttribute] {
        try fail()
        return attributes
    }

    func changeAttributes(
        of group: GroupID, in scope: StoreScope, by change: GroupAttributeChange
    ) async throws(StoreError) {
        try fail()
    }

    func counters(of group: GroupID, in scope: StoreScope) async throws(StoreError) -> [GroupCounter] {
        try fail()
        return counters
    }

    func updateCounters(
        of group: GroupID, in scope: StoreScope, by update: GroupCounterUpdate
    ) async throws(StoreError) -> [GroupCounter] {
        try fail()
        return counters
    }

    func deleteCounters(_ keys: [String]?, of group: GroupID, in scope: StoreScope) async throws(StoreError) {
        try fail()
    }
}
