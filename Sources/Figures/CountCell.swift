import Synchronization

/// A number that one of the places of ``ThreadShard`` counts.
final class CountCell: Sendable {
    let value = Atomic<Int64>(0)
    /// Keeps the next cell out of the cache lines of this one; processors fetch two at a time.
    private let padding: (Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64) =
        (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)

    /// One for each place.
    static func all() -> [CountCell] {
        (0..<ThreadShard.count).map { _ in CountCell() }
    }
}
