package import Wire

extension CheckedStore {
    package var isShared: Bool { base.isShared }

    package func observeGroupChanges(_ observer: any GroupChangeObserver) {
        base.observeGroupChanges(observer)
    }

    package func groupStamps(of groups: [GroupID], in scope: StoreScope) async throws(StoreError) -> [GroupStamp?] {
        do {
            let stamps = try await base.groupStamps(of: groups, in: scope)
            check(stamps.count == groups.count, "there are \(stamps.count) stamps for \(groups.count) groups")
            return stamps
        } catch {
            throw checked(error, declared: [])
        }
    }
}
