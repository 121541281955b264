package import Storage
import StoreTransactions

extension SQLiteStore {
    package func observeEvents(_ observer: any EventObserver) {
        events.add(observer) { [weak observer] in observer?.eventsCommitted($0) }
    }
}
