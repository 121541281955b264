import Storage
import Synchronization

/// Notes what the writes of a transaction do, and tells observers after the commit.
///
/// - Concurrency: safe for use from any thread; one transaction at a time notes and tells.
final class EventFeed: Sendable {
    private struct Observer: Sendable {
        weak var value: (any EventObserver)?
    }

    private let noted = Mutex<[CommittedEvent]>([])
    private let observers = Mutex<[Observer]>([])

    func add(_ observer: any EventObserver) {
        observers.withLock { observers in
            observers.removeAll { $0.value == nil }
            observers.append(Observer(value: observer))
        }
    }

    /// Notes what writes have done, to be told after their commit.
    func note(_ events: [CommittedEvent]) {
        noted.withLock { $0 += events }
    }

    /// Forgets what writes have done whose commit has failed.
    func forget() {
        noted.withLock { $0.removeAll() }
    }

    /// Tells what has been done since the last time.
    func tell() {
        let events = noted.withLock { noted in
            defer { noted.removeAll() }
            return noted
        }
        guard !events.isEmpty else {
            return
        }
        for observer in observers.withLock(\.self) {
            observer.value?.eventsCommitted(events)
        }
    }
}
