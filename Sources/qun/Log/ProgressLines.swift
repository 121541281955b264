import Foundation
import Synchronization

/// Says on standard error how far something is, a line every few seconds.
///
/// - Concurrency: safe for use from any thread.
final class ProgressLines: Sendable {
    private static let interval = Duration.seconds(2)

    private let start = ContinuousClock.now
    private let lastLine = Mutex(ContinuousClock.now)

    /// Says something at once.
    func say(_ line: String) {
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        FileHandle.standardError.write(Data("\(String(format: "%.1f", seconds)) s: \(line)\n".utf8))
    }

    /// Says something, unless something was said a moment ago.
    func sayIfDue(_ line: @autoclosure () -> String) {
        let isDue = lastLine.withLock { lastLine in
            guard ContinuousClock.now - lastLine >= Self.interval else {
                return false
            }
            lastLine = .now
            return true
        }
        if isDue {
            say(line())
        }
    }
}
