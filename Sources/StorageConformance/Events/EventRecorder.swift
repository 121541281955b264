import Storage
import Synchronization

/// An observer that keeps what writes have done.
final class EventRecorder: EventObserver {
    private let recorded = Mutex<[CommittedEvent]>([])

    func eventsCommitted(_ events: [CommittedEvent]) {
        recorded.withLock { $0 += events }
    }

    /// What has been done since the last time.
    func take() -> [CommittedEvent] {
        recorded.withLock { recorded in
            defer { recorded.removeAll() }
            return recorded
        }
    }
}
