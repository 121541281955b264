package import Storage

extension SQLiteStore {
    package func observeGroupChanges(_ observer: any GroupChangeObserver) {
        changes.add(observer)
    }
}
