import Groups
import Storage
import Wire

extension BrokenStore {
    func attributes(of group: GroupID, in app: SDKAppID) async throws(StoreError) -> [GroupAttribute] {
        try fail()
        return attributes
    }

    func changeAttributes(
        of group: GroupID, in app: SDKAppID, by change: GroupAttributeChange, at now: UnixTime
    ) async throws(StoreError) {
        try fail()
    }

    func counters(of group: GroupID, in app: SDKAppID) async throws(StoreError) -> [GroupCounter] {
        try fail()
        return counters
    }

    func updateCounters(
        of group: GroupID, in app: SDKAppID, by update: GroupCounterUpdate
    ) async throws(StoreError) -> [GroupCounter] {
        try fail()
        return counters
    }

    func deleteCounters(_ keys: [String]?, of group: GroupID, in app: SDKAppID) async throws(StoreError) {
        try fail()
    }
}
