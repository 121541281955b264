package import Storage

extension SQLiteStore {
    package func observeEvents(_ observer: any EventObserver) {
        events.add(observer)
    }
}
