import Foundation
import Logging

/// Where the log goes: lines for people on a terminal, JSON elsewhere; always standard error.
enum ServerLog {
    /// Sets the log up, once in the life of the process.
    static func bootstrap(level: Logger.Level) -> Logger {
        let isTerminal = isatty(STDERR_FILENO) == 1
        LoggingSystem.bootstrap { label in
            var handler: any LogHandler =
                isTerminal ? StreamLogHandler.standardError(label: label) : JSONLogHandler(label: label)
            handler.logLevel = level
            return handler
        }
        return Logger(label: "qun")
    }
}
