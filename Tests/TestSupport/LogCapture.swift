package import Logging
import Synchronization

/// Keeps log lines for a test.
package final class LogCapture: Sendable {
    package struct Line: Sendable {
        package let level: Logger.Level
        package let message: String
        package let fields: [String: String]
    }

    private let captured = Mutex<[Line]>([])

    package init() {}

    package var lines: [Line] { captured.withLock { $0 } }

    package var logger: Logger {
        Logger(label: "test") { _ in Handler(capture: self) }
    }

    private struct Handler: LogHandler {
        let capture: LogCapture
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let fields = (event.metadata ?? [:]).mapValues { "\($0)" }
            capture.captured.withLock {
                $0.append(Line(level: event.level, message: "\(event.message)", fields: fields))
            }
        }
    }
}
