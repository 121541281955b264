import Synchronization

/// The last lines of the log that tell of errors, for a report.
///
/// - Concurrency: safe for use from any thread.
final class RecentErrors: Sendable {
    private static let maximumCount = 5

    private let kept = Mutex<[String]>([])

    /// The lines, the newest last.
    var lines: [String] { kept.withLock(\.self) }

    /// - Parameter line: as text, without what ends it.
    func add(_ line: String) {
        kept.withLock { kept in
            kept.append(line)
            if kept.count > Self.maximumCount {
                kept.removeFirst()
            }
        }
    }
}
