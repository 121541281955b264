import GRDB
import GRDBSQLite
import Storage
import Synchronization

/// Notes which groups a database's writer changes, and tells observers after the commit.
///
/// No transaction can forget to be noted: what hangs on a group is changed only by the leave of a `GroupChange`, which
/// `UnitOfWork.change` gives, moving the version in the group's row and noting its number. SQLite's update hook notes
/// every row of `groups` that is inserted, changed or deleted as well, whatever writes it.
///
/// - Concurrency: safe for use from any thread.
final class GroupChangeFeed: Sendable {
    private struct Observer: Sendable {
        weak var value: (any GroupChangeObserver)?
    }

    private let changed = Mutex<Set<Int64>>([])
    private let observers = Mutex<[Observer]>([])

    /// Watches a writer.
    ///
    /// The writer must not change groups when the feed has gone.
    init(watching writer: DatabaseQueue) {
        let feed = Unmanaged.passUnretained(self).toOpaque()
        writer.writeWithoutTransaction { database in
            _ = sqlite3_update_hook(
                database.sqliteConnection,
                { feed, _, _, table, row in
                    guard let feed, let table, isGroups(table) else {
                        return
                    }
                    Unmanaged<GroupChangeFeed>.fromOpaque(feed).takeUnretainedValue().note(row)
                }, feed)
        }
    }

    func add(_ observer: any GroupChangeObserver) {
        observers.withLock { observers in
            observers.removeAll { $0.value == nil }
            observers.append(Observer(value: observer))
        }
    }

    /// Tells what has changed since the last time.
    func tell() {
        let numbers = changed.withLock { changed in
            defer { changed.removeAll(keepingCapacity: changed.count < 1024) }
            return changed
        }
        guard !numbers.isEmpty else {
            return
        }
        for observer in observers.withLock(\.self) {
            observer.value?.groupsChanged(numbers)
        }
    }

    /// Notes groups that a transaction has changed, to be told after its commit.
    func note(_ numbers: Set<Int64>) {
        changed.withLock { $0.formUnion(numbers) }
    }

    private func note(_ number: Int64) {
        _ = changed.withLock { $0.insert(number) }
    }
}

/// Whether a table's name is `groups`.
private func isGroups(_ name: UnsafePointer<CChar>) -> Bool {
    let wanted: StaticString = "groups"
    for index in 0..<wanted.utf8CodeUnitCount where UInt8(bitPattern: name[index]) != wanted.utf8Start[index] {
        return false
    }
    return name[wanted.utf8CodeUnitCount] == 0
}
