package import Wire

extension CheckedStore {
    package func observeGroupChanges(_ observer: any GroupChangeObserver) {
        base.observeGroupChanges(observer)
    }

    package func groupStamps(of groups: [GroupID], in app: SDKAppID) async throws(StoreError) -> [GroupStamp?] {
        do {
            let stamps = try await base.groupStamps(of: groups, in: app)
            check(stamps.count == groups.count, "there are \(stamps.count) stamps for \(groups.count) groups")
            return stamps
        } catch {
            throw checked(error, declared: [])
        }
    }
}
