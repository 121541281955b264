import Synchronization

/// Notes what transactions do, and tells observers after the commit.
///
/// - Concurrency: safe for use from any thread. One transaction at a time notes and tells what it has noted; any number
///   may tell what they have kept themselves.
package final class CommitFeed<Note: Sendable>: Sendable {
    private struct Observer: Sendable {
        weak var value: (any AnyObject & Sendable)?
        let tell: @Sendable ([Note]) -> Void
    }

    private let noted = Mutex<[Note]>([])
    private let observers = Mutex<[Observer]>([])

    package init() {}

    /// - Parameters:
    ///   - observer: is not kept alive, and is forgotten when it has gone.
    ///   - tell: takes at least one note; does not keep the observer alive either.
    package func add(_ observer: any AnyObject & Sendable, _ tell: @escaping @Sendable ([Note]) -> Void) {
        observers.withLock { observers in
            observers.removeAll { $0.value == nil }
            observers.append(Observer(value: observer, tell: tell))
        }
    }

    /// Whether anybody is told; an observer that has gone may still count.
    package var hasObservers: Bool { observers.withLock { !$0.isEmpty } }

    /// Notes what has been done, to be told after its commit.
    package func note(_ notes: some Sequence<Note> & Sendable) {
        noted.withLock { $0.append(contentsOf: notes) }
    }

    /// Forgets what has been noted, and not told.
    package func forget() {
        noted.withLock { $0.removeAll() }
    }

    /// Tells what has been done since the last time.
    package func tell() {
        let notes = noted.withLock { noted in
            defer { noted.removeAll() }
            return noted
        }
        tell(notes)
    }

    /// Tells what a transaction has done.
    package func tell(_ notes: [Note]) {
        guard !notes.isEmpty else {
            return
        }
        for observer in observers.withLock(\.self) {
            observer.tell(notes)
        }
    }
}
