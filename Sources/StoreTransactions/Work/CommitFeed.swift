import Synchronization

/// Notes what transactions do, and tells observers after the commit.
///
/// - Concurrency: safe for use from any thread; one transaction at a time notes and tells.
final class CommitFeed<Note: Sendable>: Sendable {
    private struct Observer: Sendable {
        weak var value: (any AnyObject & Sendable)?
        let tell: @Sendable ([Note]) -> Void
    }

    private let noted = Mutex<[Note]>([])
    private let observers = Mutex<[Observer]>([])

    /// - Parameters:
    ///   - observer: is not kept alive, and is forgotten when it has gone.
    ///   - tell: takes at least one note; does not keep the observer alive either.
    func add(_ observer: any AnyObject & Sendable, _ tell: @escaping @Sendable ([Note]) -> Void) {
        observers.withLock { observers in
            observers.removeAll { $0.value == nil }
            observers.append(Observer(value: observer, tell: tell))
        }
    }

    /// Notes what has been done, to be told after its commit.
    func note(_ notes: some Sequence<Note> & Sendable) {
        noted.withLock { $0.append(contentsOf: notes) }
    }

    /// Forgets what has been noted, and not told.
    func forget() {
        noted.withLock { $0.removeAll() }
    }

    /// Tells what has been done since the last time.
    func tell() {
        let notes = noted.withLock { noted in
            defer { noted.removeAll() }
            return noted
        }
        guard !notes.isEmpty else {
            return
        }
        for observer in observers.withLock(\.self) {
            observer.tell(notes)
        }
    }
}
