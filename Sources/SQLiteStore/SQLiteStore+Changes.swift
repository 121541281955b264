package import Storage
import StoreTransactions
package import Wire

extension SQLiteStore {
    package func observeGroupChanges(_ observer: any GroupChangeObserver) {
        changes.add(observer) { [weak observer] in observer?.groupsChanged(Set($0)) }
    }

    package func groupStamps(of groups: [GroupID], in scope: StoreScope) async throws(StoreError) -> [GroupStamp?] {
        try await reads.perform { database in
            try GroupTable(database: database, app: scope.app).stamps(of: groups)
        }
    }
}
