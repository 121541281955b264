import Logging
import Synchronization

/// A log that keeps its messages.
struct RecordedLog: LogHandler {
    private final class Lines: Sendable {
        let messages = Mutex<[String]>([])
    }

    private let lines = Lines()

    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    var messages: [String] { lines.messages.withLock(\.self) }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        lines.messages.withLock { $0.append("\(event.message)") }
    }
}
